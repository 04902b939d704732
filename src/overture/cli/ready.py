"""Getting ready: content checked, Django set up, database at the latest schema."""

import os

from overture.cli.problems import Problem
from overture.content import ContentError


def check_content() -> None:
    """Load everything authored. Raises Problem with file and line if a file cannot be used."""
    from overture.content.check import load_everything  # noqa: PLC0415

    try:
        load_everything()
    except ContentError as error:
        what = f"an authored file cannot be used: {error}"
        todo = "No data is touched. Mend or restore that file and start again."
        raise Problem(what, todo) from error


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
