"""Getting ready: content checked, Django set up, database at the latest schema."""

import hashlib
import os
import sys
from contextlib import suppress
from pathlib import Path

import overture
from overture.cli.problems import Problem
from overture.cli.progress import building
from overture.server.project.environment import make_private


def check_once(data: Path) -> None:
    """Check what is authored and train what reads a turn, unless these very files were in order.

    A check takes over a second. Its result is remembered in the data folder under the digest of all
    files that it depends on, so that a later start is quick and a changed file is always looked at.
    """
    mark, digest = data / "checked", _digest()
    if mark.exists() and mark.read_text("ascii", errors="replace") == digest:
        return
    check_content()
    load_classifier()
    with suppress(OSError):  # what is not remembered is checked again
        make_private(data)
        mark.write_text(digest, "ascii")


def _digest() -> str:
    """Names the state of everything authored and of the code that reads it."""
    package = Path(overture.__file__).parent
    rooms = (package / name for name in ("content", "language", "safety", "conversation"))
    files = (path for room in rooms for path in room.rglob("*") if path.suffix in _READ)
    whole = hashlib.sha256(sys.version.encode())
    for path in sorted(files):
        whole.update(path.relative_to(package).as_posix().encode())
        whole.update(hashlib.sha256(path.read_bytes()).digest())
    return whole.hexdigest()


_READ = frozenset({".py", ".toml", ".md", ".txt", ".json", ".npz"})


def check_content() -> None:
    """Load everything authored. Raises Problem with file and line if a file cannot be used."""
    from overture.content.check import load_everything  # noqa: PLC0415 - heavy
    from overture.content.errors import ContentError  # noqa: PLC0415

    try:
        load_everything()
    except ContentError as error:
        what = f"an authored file cannot be used: {error}"
        todo = "No data is touched. Mend or restore that file and start again."
        raise Problem(what, todo) from error


def load_classifier() -> None:
    """Load what reads a turn, with a bar while it is trained. Raises Problem if it cannot be."""
    from overture.content.errors import ContentError  # noqa: PLC0415
    from overture.conversation.understanding.model import classifier  # noqa: PLC0415 - heavy
    from overture.language import EncoderUnavailableError  # noqa: PLC0415 - heavy

    try:
        with building() as report:
            classifier(progress=report)
    except ContentError as error:
        raise Problem(f"an authored file cannot be used: {error}") from error
    except EncoderUnavailableError as error:
        raise Problem(str(error)) from error
    except OSError as error:
        raise Problem(f"what was learned from the examples cannot be kept: {error}") from error


def set_up_django() -> None:
    """Set Django up. Raises Problem if the data folder or a setting cannot be used."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "overture.server.project.settings")
    import django  # noqa: PLC0415

    try:
        django.setup()
    except OSError as error:
        what = f"the data folder cannot be used: {error}"
        raise Problem(what, "Set OVERTURE_DATA to a folder that can be written.") from error
    except ValueError as error:
        raise Problem(f"a setting cannot be used: {error}") from error


def open_database() -> None:
    """Bring the database to the latest schema. Raises Problem if it cannot be written."""
    from django.core.management import call_command  # noqa: PLC0415
    from django.db import DatabaseError  # noqa: PLC0415

    try:
        call_command("migrate", verbosity=0, interactive=False)
    except DatabaseError as error:
        what = f"the database cannot be used: {str(error).strip()}"
        todo = "Nothing was lost. Check that the disk has room, and DATABASE_URL if you set it."
        raise Problem(what, todo) from error
