"""The record as plain values: what was expected of each moment, and what happened."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, tzinfo
from typing import Literal
from uuid import UUID

from django.utils import timezone

from overture.server.practice.selectors import Met

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


def moments_of(met: Sequence[Met]) -> dict[UUID, Moment]:
    """Moments as the record tells them, on the member's own days, by attempt."""
    zone = timezone.get_current_timezone()
    return {one.attempt_id: _moment(one, zone) for one in met}


def _moment(met: Met, zone: tzinfo) -> Moment:
    return Moment(
        day=met.at.astimezone(zone).date(),
        title=met.title,
        family=met.family,
        practice=met.kind == "scene",
        expected=Ratings(met.expected_anxiety, met.expected_enjoyment),
        felt=Ratings(met.anxiety, met.enjoyment),
        feared=Feared(met.feared_event or "", met.feared_in_ten, met.feared),
        stayed=met.reach == "done",
    )
