"""Lessons: Markdown files with TOML between two lines of `+++` at their head."""

import tomllib
from collections.abc import Mapping
from functools import cache
from pathlib import Path

from pydantic import ValidationError

from overture.content.errors import ContentError
from overture.content.files import (
    each_by_id,
    line_of,
    line_of_syntax_error,
    read_text,
    without_place,
)
from overture.content.loader import LIBRARY
from overture.content.schema.lesson import Lesson

FENCE = "+++\n"


@cache
def lessons(root: Path = LIBRARY) -> Mapping[str, Lesson]:
    """Every lesson by id, in the order in which they are best read.

    Raises ContentError, naming file and line, if one cannot be read or its id is not its name.
    """
    found = each_by_id(sorted((root / "lessons").glob("*.md")), read_lesson)
    return dict(sorted(found.items(), key=lambda item: item[1].order))


def read_lesson(path: Path) -> Lesson:
    """One lesson. Raises ContentError with file and line."""
    whole = read_text(path)
    before, fence, rest = whole.partition(FENCE)
    head, second, text = rest.partition(FENCE)
    if before or not fence or not second:
        raise ContentError(path, 1, "a lesson begins with TOML between two lines of +++")
    try:
        return Lesson.model_validate({**tomllib.loads(head), "text": text.strip()})
    except tomllib.TOMLDecodeError as error:
        line = 1 + line_of_syntax_error(error)  # the head begins below its fence
        raise ContentError(path, line, without_place(error)) from error
    except ValidationError as error:
        first = error.errors()[0]
        where = ".".join(str(part) for part in first["loc"])
        line = line_of(whole, first["loc"]) if first["loc"] else 1
        raise ContentError(path, line, f"{where}: {first['msg']}".lstrip(": ")) from error
