"""Words for close others: short lessons, how to celebrate, and the monthly question to both."""

from collections.abc import Iterator, Mapping
from functools import cache
from pathlib import Path

from overture.content.files import each_by_id, read_toml
from overture.content.lessons import read_lesson
from overture.content.loader import LIBRARY
from overture.content.schema.celebrate import CelebrateFile, CelebrationLine, Pair, Voice
from overture.content.schema.harm_check import HarmCheck, Leads, Side
from overture.content.schema.held_back import HeldBackFile
from overture.content.schema.lesson import Lesson

__all__ = [
    "CelebrateFile",
    "CelebrationLine",
    "HarmCheck",
    "HeldBackFile",
    "Leads",
    "Pair",
    "Side",
    "Voice",
    "celebrate",
    "harm_check",
    "held_back",
    "offered",
    "said",
    "supporter_lessons",
    "unknown_lessons",
]


@cache
def supporter_lessons(root: Path = LIBRARY) -> Mapping[str, Lesson]:
    """Every lesson for close others by id, in the order in which they are best read.

    Raises ContentError, naming file and line, if one cannot be read or its id is not its name.
    """
    paths = sorted((root / "supporters" / "lessons").glob("*.md"))
    found = each_by_id(paths, read_lesson)
    return dict(sorted(found.items(), key=lambda item: item[1].order))


@cache
def celebrate(root: Path = LIBRARY) -> CelebrateFile:
    """How to celebrate. Raises ContentError if the file cannot be read."""
    return read_toml(root / "supporters" / "celebrate.toml", CelebrateFile)


@cache
def harm_check(root: Path = LIBRARY) -> HarmCheck:
    """The monthly question to both sides. Raises ContentError if the file cannot be read."""
    return read_toml(root / "supporters" / "harm-check.toml", HarmCheck)


@cache
def held_back(root: Path = LIBRARY) -> HeldBackFile:
    """Words that are kept back. Raises ContentError if the file cannot be read."""
    return read_toml(root / "supporters" / "held-back.toml", HeldBackFile)


def unknown_lessons(root: Path = LIBRARY) -> Iterator[str]:
    """Lessons that an answer names and the library does not have."""
    known, asked = supporter_lessons(root), harm_check(root)
    sides = (asked.member, asked.supporter)
    answers = (one for side in sides for question in side.question for one in question.answer)
    return (one.lesson for one in answers if one.lesson and one.lesson not in known)


def said(root: Path = LIBRARY) -> Iterator[tuple[Path, tuple[str, ...]]]:
    """Each file with what people may read of it, but for what is shown as better not said."""
    folder, file, asked = root / "supporters", celebrate(root), harm_check(root)
    told = (text for pair in file.pair for text in (pair.shared, pair.because))
    yield folder / "celebrate.toml", (file.about, *told, *file.offered)
    yield folder / "harm-check.toml", (*asked.member.texts, *asked.supporter.texts)
    yield folder / "held-back.toml", tuple(kind.why for kind in held_back(root).held)


def offered(root: Path = LIBRARY) -> Iterator[tuple[Path, tuple[str, ...]]]:
    """Each file with the words in it that a close other may send to a member."""
    yield root / "supporters" / "celebrate.toml", celebrate(root).offered
    yield root / "supporters" / "held-back.toml", held_back(root).better
