"""Withdrawal: fewer moments with people than this person is used to.

Moments a week are Poisson at a rate of the person's own, and what is known of the rate is a Gamma.
A cumulative sum (Page 1954) weighs, week by week, how much better half the rate foretells the week
than the rate itself, both averaged over the Gamma:
    llr = a log(2 (b + e) / (2 b + e)) - x log((2 b + e) / (b + e))
for x moments in a share e of a week, which is lambda e / 2 - x log 2 where the rate is known.
Weeks under suspicion are kept apart: only when the sum is back at 0 do they teach what is usual.
"""

import json
import math
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from importlib.resources import files
from typing import Final

import numpy as np
from numpy.typing import NDArray

from overture.learning.monitor.weeks import Week
from overture.learning.situation import Array

PRIOR_MOMENTS: Final = 2.0
PRIOR_WEEKS: Final = 1.0
KEPT: Final = 0.97
"""Of what is known about the rate, the share that is kept from week to week: people change."""

WARM_UP: Final = 4
"""Weeks, of those that count, before anything is said: the first weeks are like no others."""

PART_ENOUGH: Final = 3 / 7
"""The least share of a week that is looked at: of two open days, nothing is to be told."""


@dataclass(frozen=True, slots=True)
class Withdrawal:
    """Fewer moments with people than usual: `usual` is in moments a week.

    `moments` were met in the `weeks` that are meant, of which `since` is the first Monday;
    `evidence` is in nats.
    """

    usual: float
    moments: int
    weeks: int
    since: date
    evidence: float


@dataclass(frozen=True, eq=False)
class Watch:
    """Where the watch over N people stands; every array has shape (N,).

    `moments` / `weeks` is the usual rate; `held_moments` in `held_weeks` are under suspicion since
    `held_calendar` weeks; `total` is the cumulative sum; `looked` counts the weeks that counted.
    """

    moments: Array
    weeks: Array
    held_moments: Array
    held_weeks: Array
    total: Array
    looked: Array

    @property
    def usual(self) -> Array:
        """Moments a week that are usual, (N,)."""
        return self.moments / self.weeks


def begin(people: int = 1, *, moments: float = PRIOR_MOMENTS, weeks: float = PRIOR_WEEKS) -> Watch:
    """A watch that knows of nobody more than a Gamma of `moments` in so many `weeks`."""
    nothing = np.zeros(people)
    return Watch(nothing + moments, nothing + weeks, *(nothing.copy() for _ in range(4)))


def advance(
    watch: Watch, people: Array, exposure: Array, threshold: Array
) -> tuple[Watch, NDArray[np.bool_]]:
    """Take in one week of `people` (N,) moments; who crossed the threshold (N,) at its end.

    `exposure` (N,) is the share of the week that could be known; where it is too small the week
    changes nothing. After a crossing the sum begins at 0 again and the weeks teach what is usual:
    who was told once is not told the same for ever.
    """
    counts = exposure >= PART_ENOUGH
    x, e = np.where(counts, people, 0.0), np.where(counts, exposure, 0.0)
    total = np.maximum(0.0, watch.total + _for_half(watch, x, e))
    looked = watch.looked + counts
    crossed = counts & (looked > WARM_UP) & (total >= threshold)
    calm = counts & (crossed | (total == 0.0) | (looked <= WARM_UP))
    held_moments, held_weeks = watch.held_moments + x, watch.held_weeks + e
    age = KEPT ** np.where(calm, held_weeks, 0.0)
    moved = Watch(
        moments=np.where(calm, age * watch.moments + held_moments, watch.moments),
        weeks=np.where(calm, age * watch.weeks + held_weeks, watch.weeks),
        held_moments=np.where(calm, 0.0, held_moments),
        held_weeks=np.where(calm, 0.0, held_weeks),
        total=np.where(crossed | (looked <= WARM_UP), 0.0, total),
        looked=looked,
    )
    return moved, crossed


def withdrawal(weeks: Sequence[Week], *, doubts: int = 0) -> Withdrawal | None:
    """What the last of these weeks brought to light, or None.

    `doubts` says how often the person answered "that's not it": each asks for evidence twice as
    strong. It is worked out from the whole record, so what was undone or corrected leaves no trace.
    """
    watch, first, found = begin(), 0, None
    for place, week in enumerate(weeks):
        threshold = thresholds(watch.usual) + doubts * math.log(2.0)
        if not watch.held_weeks[0]:
            first = place
        before = watch
        watch, crossed = advance(
            watch, np.array([float(week.people)]), np.array([week.exposure]), threshold
        )
        found = _seen(before, weeks[first : place + 1]) if crossed[0] else None
    return found


def thresholds(usual: Array) -> Array:
    """How many nats are needed at a usual rate (N,): the kept table, read between its rates.

    The table is made by `python -m overture.simulation.run_lengths`; it says how.
    """
    rates, needed = _table()
    return np.interp(np.log(usual), rates, needed)


def _for_half(watch: Watch, x: Array, e: Array) -> Array:
    """Nats by which half the rate foretells these weeks better than the rate, (N,)."""
    a, b = watch.moments, watch.weeks
    more: Array = a * np.log(2.0 * (b + e) / (2.0 * b + e))
    more -= x * np.log((2.0 * b + e) / (b + e))
    return more


def _seen(before: Watch, held: Sequence[Week]) -> Withdrawal:
    counted = [week for week in held if week.exposure >= PART_ENOUGH]
    last = counted[-1]
    evidence = before.total + _for_half(
        before, np.array([float(last.people)]), np.array([last.exposure])
    )
    return Withdrawal(
        usual=float(before.usual[0]),
        moments=sum(week.people for week in counted),
        weeks=len(counted),
        since=counted[0].monday,
        evidence=float(evidence[0]),
    )


@lru_cache(maxsize=1)
def _table() -> tuple[Array, Array]:
    text = files("overture.learning.monitor").joinpath("thresholds.json").read_text("utf-8")
    rows = json.loads(text)["rows"]
    return np.log([row["rate"] for row in rows]), np.array([row["nats"] for row in rows])
