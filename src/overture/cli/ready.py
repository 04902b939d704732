"""Getting ready: content checked, Django set up, database at the latest schema."""

import hashlib
import os
import sys
from pathlib import Path

import overture
from overture.cli.problems import Problem
from overture.cli.progress import building


def check_once() -> None:
    """Check what is authored and learn from it, unless these very files were in order before.

    That they were is kept under the digest of all files that it depends on, with the name of what
    was learned: a later start is quick, a changed file is always looked at, and nothing missing
    is taken for present.
    """
    from overture.content.kept import LIBRARY, keep  # noqa: PLC0415 - heavy
    from overture.conversation.understanding.build import artefact_name  # noqa: PLC0415 - heavy

    digest = _digest()  # before the check: what is edited meanwhile is checked the next time
    if _is_in_order(digest):
        return
    check_content()
    load_classifier()
    keep(MARK, f"{digest}\n{artefact_name(LIBRARY)}".encode())


def _is_in_order(digest: str) -> bool:
    from overture.content.kept import held  # noqa: PLC0415 - heavy
    from overture.conversation.understanding.model import is_there  # noqa: PLC0415 - heavy

    marks = (mark.decode("ascii", errors="replace").partition("\n") for mark in held(MARK))
    return any(checked == digest and is_there(learned) for checked, _, learned in marks)


MARK = "checked"
"""The name under which it is kept that everything authored was in order."""


def _digest() -> str:
    """Names the state of everything authored and of the code that reads it, not what is built."""
    package = Path(overture.__file__).parent
    rooms = (package / name for name in ("content", "language", "safety", "conversation"))
    files = (
        path
        for room in rooms
        for path in room.rglob("*")
        if path.suffix in _READ and "built" not in path.relative_to(room).parts
    )
    whole = hashlib.sha256(sys.version.encode())
    for path in sorted(files):
        whole.update(path.relative_to(package).as_posix().encode())
        whole.update(hashlib.sha256(path.read_bytes()).digest())
    return whole.hexdigest()


_READ = frozenset({".py", ".toml", ".md", ".txt", ".json"})


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


LEARNING = "Overture learns from its examples. It does so once, and takes about a minute."


def load_classifier() -> None:
    """Load what reads a turn; while it is trained, say so. Raises Problem if it cannot be."""
    from overture.content.errors import ContentError  # noqa: PLC0415
    from overture.conversation.understanding.model import classifier  # noqa: PLC0415 - heavy
    from overture.language import EncoderUnavailableError  # noqa: PLC0415 - heavy

    try:
        with building(LEARNING) as report:
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
