"""The record as plain values: what was expected of each moment, and what happened."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Literal

Measure = Literal["anxiety", "enjoyment"]


@dataclass(frozen=True)
class Ratings:
    """Anxiety and enjoyment, 0-10 each, None where the member did not answer."""

    anxiety: int | None = None
    enjoyment: int | None = None


@dataclass(frozen=True)
class Feared:
    """What the member feared of one moment.

    Attributes:
        event: in the member's own words, possibly empty.
        in_ten: how many times in ten it was expected, None if not said.
        happened: "no", "partly" or "yes", empty if not said.
    """

    event: str = ""
    in_ten: int | None = None
    happened: str = ""


@dataclass(frozen=True)
class Moment:
    """One thing that was tried, in life or in a scene, and met its outcome."""

    day: date
    title: str
    family: str
    practice: bool
    expected: Ratings
    felt: Ratings
    feared: Feared
    stayed: bool


@dataclass(frozen=True)
class Pair:
    """One measure of one moment that has both of its numbers, 0-10.

    `lead` is how much kinder than expected it was: negative where it was harder.
    """

    day: date
    title: str
    expected: int
    felt: int
    lead: int


def pairs(moments: Sequence[Moment], measure: Measure) -> list[Pair]:
    """The moments whose `measure` was both expected and felt, in the order given."""
    found: list[Pair] = []
    for moment in moments:
        expected: int | None = getattr(moment.expected, measure)
        felt: int | None = getattr(moment.felt, measure)
        if expected is None or felt is None:
            continue
        lead = expected - felt if measure == "anxiety" else felt - expected
        found.append(Pair(moment.day, moment.title, expected, felt, lead))
    return found
