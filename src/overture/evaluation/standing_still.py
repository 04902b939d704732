"""Whether standing still is told from moving: records of made-up people, looked at week by week.

What is true is read from the belief behind the ratings, which the monitor never sees.
"""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Final, NamedTuple

import numpy as np

from overture.learning import Person
from overture.learning.monitor.stagnation import (
    FALLING,
    MOMENTS,
    OPEN_GAP,
    WINDOW,
    slope_of,
    stagnation,
)
from overture.simulation.records import Life, Lived, dreading, record

PEOPLE: Final = 100
SEED: Final = 43
WEEKS: Final = 12
BEGINS: Final = datetime(2026, 1, 5, 9, 0, tzinfo=UTC)
LEARNS: Final = Life(3.0)
STILL: Final = Life(3.0, stops=0.0)
STOPS: Final = Life(3.0, stops=3.0)
SLOW: Final = -3.0
"""Logit of the rate of somebody who has not got far when learning stops."""


class Looks(NamedTuple):
    """Shares, 0-1: people told by week 12 who stand still from the start (`told_still`) or after
    three weeks (`told_stopped`); looks in which it was said while the level truly fell (`wrong`) or
    was closed (`closed`); the same of a plain least-squares slope (`plain_...`).
    """

    told_still: float
    told_stopped: float
    wrong: float
    closed: float
    plain_still: float
    plain_wrong: float
    looks_falling: int
    looks_closed: int


class _Look(NamedTuple):
    told: bool
    plain: bool
    slope: float
    gap: float


def looks(people: int = PEOPLE) -> Looks:
    """Records of people who learn, never learn, and stop; a look a week from the fourth on."""
    rng = np.random.default_rng(SEED)
    learn = [list(_looks_at(dreading(rng), LEARNS, rng)) for _ in range(people)]
    still = [list(_looks_at(dreading(rng), STILL, rng)) for _ in range(people)]
    stopped = [list(_looks_at(_slow(dreading(rng)), STOPS, rng)) for _ in range(people)]
    every = [look for one in (*learn, *stopped) for look in one]
    falling = [look for look in every if look.slope < FALLING]
    closed = [look for one in learn for look in one if look.gap < OPEN_GAP / 2.0]
    return Looks(
        told_still=_ever(still),
        told_stopped=_ever(stopped),
        wrong=_share([look.told for look in falling]),
        closed=_share([look.told for look in closed]),
        plain_still=_share([any(look.plain for look in one) for one in still]),
        plain_wrong=_share([look.plain for look in falling]),
        looks_falling=len(falling),
        looks_closed=len(closed),
    )


def rival_slope(looked: Looks) -> float:
    """How much more often a plain slope is wrong while the level falls."""
    return looked.plain_wrong - looked.wrong


def _slow(person: Person) -> Person:
    return replace(person, theta=(SLOW, *person.theta[1:]))


def _looks_at(person: Person, life: Life, rng: np.random.Generator) -> Iterator[_Look]:
    lived = record(person, life, BEGINS, rng)
    for week in range(4, WEEKS + 1):
        now = BEGINS + timedelta(weeks=week)
        window = [one for one in lived if now - WINDOW <= one.event.at <= now]
        if len(window) < MOMENTS:
            continue
        events = [one.event for one in window]
        told = stagnation(events, person, now)
        slope, gap = _truth(window, life)
        plain = slope_of(events, person)[0] > FALLING and gap > OPEN_GAP
        yield _Look(told is not None, plain, slope, gap)


def _truth(window: Sequence[Lived], life: Life) -> tuple[float, float]:
    """Slope in points a week of what was truly expected, and how far it stood above what is met."""
    weeks = [(one.event.at - BEGINS) / timedelta(days=7) for one in window]
    levels = [one.level for one in window]
    slope = float(np.polyfit(weeks, levels, 1)[0])
    met = (life.felt + 10.0 - (9.0 - life.felt) + 10.0 * (1.0 - life.well)) / 3.0
    return slope, float(np.mean(levels)) - met


def _ever(people: Sequence[Sequence[_Look]]) -> float:
    return _share([any(look.told for look in one) for one in people])


def _share(told: Sequence[bool]) -> float:
    return float(np.mean(told)) if told else 0.0
