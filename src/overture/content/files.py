"""Reading one authored TOML file, with errors that name file and line."""

import re
import tomllib
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Protocol, TypeVar

from pydantic import BaseModel, ValidationError

from overture.content.errors import ContentError
from overture.content.kept import parsed

Model = TypeVar("Model", bound=BaseModel)


class WithId(Protocol):
    """Content that goes by an id, which is also the name of its file."""

    @property
    def id(self) -> str:
        """The name of it in the library."""
        ...


Named = TypeVar("Named", bound=WithId)

_HEADER = re.compile(r"^\s*\[\[?\s*([^\]]+?)\s*\]\]?")


def read_toml(path: Path, model: type[Model]) -> Model:
    """The file as a validated model. Raises ContentError with file and line."""
    text = read_text(path)
    try:
        raw = parsed(path, text)
    except tomllib.TOMLDecodeError as error:
        raise ContentError(path, line_of_syntax_error(error), without_place(error)) from error
    try:
        return model.model_validate(raw)
    except ValidationError as error:
        first = error.errors()[0]
        where = ".".join(str(part) for part in first["loc"])
        line = line_of(text, first["loc"])
        raise ContentError(path, line, f"{where}: {first['msg']}") from error


def read_json(path: Path, model: type[Model]) -> Model:
    """A file that a command of ours made, as a validated model. Raises ContentError."""
    try:
        return model.model_validate_json(read_text(path))
    except ValidationError as error:
        first = error.errors()[0]
        where = ".".join(str(part) for part in first["loc"])
        raise ContentError(path, 0, f"{where}: {first['msg']}".removeprefix(": ")) from error


def each_by_id(paths: Iterable[Path], read: Callable[[Path], Named]) -> dict[str, Named]:
    """What each file holds, by its id, in the order of the paths.

    Raises ContentError, naming file and line, if one cannot be read or its id is not its name.
    """
    found: dict[str, Named] = {}
    for path in paths:
        one = read(path)
        if one.id != path.stem:
            raise ContentError(path, 1, f"the id {one.id!r} must be the file's name")
        found[one.id] = one
    return found


def read_text(path: Path) -> str:
    """The file as UTF-8 text. Raises ContentError, with the line of what is not."""
    try:
        return path.read_text(encoding="utf-8")
    except FileNotFoundError as error:
        raise ContentError(path, 0, "the file is missing") from error
    except UnicodeDecodeError as error:
        line = error.object[: error.start].count(b"\n") + 1
        raise ContentError(path, line, "this is not UTF-8 text") from error
    except OSError as error:
        raise ContentError(path, 0, f"cannot be read: {error.strerror}") from error


def line_of_syntax_error(error: tomllib.TOMLDecodeError) -> int:
    """The line that the parser names, from 1; 0 if it names none, as at the end of the text."""
    found = re.search(r"line (\d+)", str(error))
    return int(found.group(1)) if found else 0


def without_place(error: tomllib.TOMLDecodeError) -> str:
    """What the parser found, without where."""
    return re.sub(r"\s*\(at [^)]*\)$", "", str(error))


def line_of(text: str, location: tuple[int | str, ...]) -> int:
    """The line of `text` that holds the value at a pydantic location, as near as can be told.

    Walks the table headers of the file, counting the entries of arrays of tables, and then looks
    for the key; an entry of an inline array is named by the line that the array begins on.
    """
    lines = text.splitlines()
    names = [part for part in location if isinstance(part, str)]
    indices = [part for part in location if isinstance(part, int)]
    start = _last_header(lines, names, indices)
    for name in reversed(names):
        key = re.compile(rf"^\s*(?:[\w.\"-]+\.)?{re.escape(name)}\s*=|\b{re.escape(name)}\s*=")
        for number in range(start, len(lines)):
            if number > start and _HEADER.match(lines[number]):
                break
            if key.search(lines[number]):
                return number + 1
    return start + 1


def _last_header(lines: list[str], names: list[str], indices: list[int]) -> int:
    """The line index of the deepest table header on the way to a location."""
    wanted = indices[0] if indices else 0
    seen = -1
    best = 0
    for number, line in enumerate(lines):
        header = _HEADER.match(line)
        if not header:
            continue
        path = header.group(1).split(".")
        if line.lstrip().startswith("[[") and path == names[:1]:
            seen += 1
        inside = seen in (wanted, -1)
        if inside and path == names[: len(path)]:
            best = number
    return best
