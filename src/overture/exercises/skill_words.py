"""Where somebody stands in a drill, in words with their doubt. Never a number, never a grade."""

from collections.abc import Iterable, Mapping, Sequence
from statistics import fmean
from typing import Final

import numpy as np

from overture.content.schema.drill import Kind
from overture.exercises.staircase import SIX, Item, Standing, chance_of, estimate

TOO_FEW: Final = "Too few to say."
SHARES: Final = (
    (0.36, "few"),
    (0.45, "fewer than half"),
    (0.57, "about half"),
    (0.70, "more than half"),
    (0.88, "most"),
    (1.01, "nearly all"),
)
"""Words for a share, each with the share below which it is said."""

OPEN: Final[Mapping[Kind, str]] = {
    "faces": "those with two readings",
    "choice": "those open to more than one reading",
    "listening": "those where much is left unsaid",
}
"""What the hard items of a drill are called."""

LOW, HIGH = 0.1, 0.9
"""Between these shares of what the skill may be, the words hold four times in five."""


def stands(standing: Standing, items: Sequence[Item], kind: Kind) -> str:
    """How the items of a drill go at present, plain and open ones, and how sure that is."""
    if len(standing.answers) < SIX:
        return TOO_FEW
    now = estimate(standing)
    plain = [item for item in items if item.hard <= 2]
    hard = [item for item in items if item.hard >= 4]
    named = [(some, name) for some, name in ((plain, "the plain ones"), (hard, OPEN[kind])) if some]
    said = _told([(in_words(share(some, now.mean)), name) for some, name in named])
    doubt = max((_steps(some, now.at(LOW), now.at(HIGH)) for some, _ in named), default=0)
    return f"{said[:1].upper()}{said[1:]}. {_doubt(doubt)}"


def _told(parts: Sequence[tuple[str, str]]) -> str:
    """Each share with what it is a share of; a share that is the same of both is said once."""
    if len(parts) > 1 and len({words for words, _ in parts}) == 1:
        return f"{parts[0][0]}, of {' and of '.join(name for _, name in parts)} alike"
    return ", and ".join(f"{words} of {name}" for words, name in parts)


def share(items: Iterable[Item], skill: float) -> float:
    """The share of items that go well with a skill."""
    return fmean(float(chance_of(item, np.array([skill]))[0]) for item in items)


def in_words(part: float) -> str:
    """A share of all, as a person would say it."""
    return next(words for below, words in SHARES if part < below)


def _steps(items: Sequence[Item], low: float, high: float) -> int:
    """How many of the words lie between the least and the most that may be so."""
    names = [words for _, words in SHARES]
    return names.index(in_words(share(items, high))) - names.index(in_words(share(items, low)))


def _doubt(steps: int) -> str:
    if steps >= 2:
        return "That rests on few answers and may well be off."
    return "That may be a little off."
