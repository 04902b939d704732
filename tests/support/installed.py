"""The package as if installed elsewhere, for tests that spoil or remove what it ships."""

import os
import shutil
from pathlib import Path

from tests.support.house import SOURCE


def installed_copy(folder: Path) -> Path:
    """A copy to be put on PYTHONPATH, made of links: replace a file, never write into it.

    What was learned comes along; that the content was in order does not.
    """
    library = SOURCE / "content"
    shutil.copytree(
        SOURCE,
        folder / "overture",
        copy_function=os.symlink,
        ignore=lambda at, names: {"__pycache__", *(["built"] if Path(at) == library else [])},
    )
    return folder


def replace(path: Path, text: str) -> None:
    """Put another text in place of a file of such a copy."""
    path.unlink()
    path.write_text(text, "utf-8")
