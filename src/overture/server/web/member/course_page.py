"""The course as its page shows it: the things of the open week, and the whole way at a glance."""

import math
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from django.urls import reverse

from overture.server.practice.course import Place, Thing, Week, way
from overture.server.practice.course_kinds import KINDS

PHASES: Final = {
    "notice": "Notice",
    "practise": "Practise",
    "carry": "Carry over",
    "after": "And then",
}
NARROWEST, WIDEST = 3.0, 26.0
"""Half the opening of the first week and of what comes after the last, in degrees."""

DONE: Final = {"read": "I’ve read it", "settle": "I did this"}


@dataclass(frozen=True)
class Opening:
    """Where the two ends of an opening are, in a drawing of 32 by 32."""

    left: str
    right: str


@dataclass(frozen=True)
class Stretch:
    """One week on the way: how it stands in a word or two, and whether one may go back to it."""

    week: Week
    opening: Opening
    stands: str
    is_here: bool
    is_behind: bool


@dataclass(frozen=True)
class Row:
    """One thing of the open week: where it is, whether it is met, and by whom that was said.

    `kept` is what the member has of it in their own words, where that is shown.
    """

    thing: Thing
    to: str
    way: str
    is_met: bool
    by_hand: bool
    done: str
    kept: str = ""


def rows(found: Place, kept: Mapping[str, str]) -> list[Row]:
    """The things of the open week; `kept` are the member's own words, by kind of thing."""
    return [_row(found, thing, kept.get(thing.kind, "")) for thing in found.week.things]


def way_of(found: Place) -> list[tuple[str, list[Stretch]]]:
    """Every week under the name of its phase."""
    return [
        (name, [_stretch(found, week) for week in way() if week.phase == phase])
        for phase, name in PHASES.items()
    ]


def before(found: Place) -> Week | None:
    """The week just before the open one, if it is behind."""
    if found.revisited:
        return None
    return next(
        (w for w in way() if w.order == found.week.order - 1 and w.id in found.behind), None
    )


def _row(found: Place, thing: Thing, kept: str) -> Row:
    there = KINDS[thing.kind]
    to = reverse(there.address, args=[thing.target] if there.takes_target else [])
    done = DONE.get(thing.kind, "I did this")
    return Row(
        thing=thing,
        to=to + there.query,
        way=there.words,
        is_met=found.has_met(thing),
        by_hand=found.by_hand(thing),
        done=done,
        kept=kept,
    )


def _stretch(found: Place, week: Week) -> Stretch:
    is_here = week == found.week and found.standing != "not begun"
    is_behind = week.id in found.behind
    stands = "You are here" if is_here else "Behind you" if is_behind else ""
    return Stretch(week, _opening(week.order), stands, is_here, is_behind)


def _opening(order: int) -> Opening:
    """A little wider from week to week."""
    steps = max(1, len(way()) - 1)
    angle = math.radians(NARROWEST + (WIDEST - NARROWEST) * (order - 1) / steps)
    across, height = 24 * math.sin(angle), 29 - 24 * math.cos(angle)
    return Opening(f"{16 - across:.1f} {height:.1f}", f"{16 + across:.1f} {height:.1f}")
