"""Substitution: the program takes more and people less, two weeks running."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta
from itertools import pairwise
from typing import Final

from overture.learning.monitor.weeks import DAYS, Week

RUNNING: Final = 2
MUCH: Final = 30.0
"""Minutes with the program in the last week: less is no substitute for anybody."""

MORE: Final = 5.0
"""Minutes by which each week must hold more than the one before."""


@dataclass(frozen=True, slots=True)
class Substitution:
    """People took a smaller share, week after week, while minutes with the program grew.

    `people`, `practice` (both in moments) and `minutes` are by week, the first the one before the
    change.
    """

    people: tuple[int, ...]
    practice: tuple[int, ...]
    minutes: tuple[float, ...]

    @property
    def running(self) -> int:
        """How many weeks running."""
        return len(self.people) - 1


def substitution(weeks: Sequence[Week], *, doubts: int = 0) -> Substitution | None:
    """What the last whole weeks show, or None.

    Each answer "that's not it" (`doubts`) asks for one more week in a row. Weeks that were not
    whole, or of which nothing was heard, or that do not follow each other, break the row.
    """
    needed = RUNNING + doubts + 1
    last = weeks[-needed:]
    if len(last) < needed or not _whole(last):
        return None
    if last[-1].ai_minutes < MUCH or not last[0].people:
        return None
    if not all(_shifted(*pair) for pair in pairwise(last)):
        return None
    return Substitution(
        people=tuple(week.people for week in last),
        practice=tuple(week.practice for week in last),
        minutes=tuple(week.ai_minutes for week in last),
    )


def _whole(weeks: Sequence[Week]) -> bool:
    follow = all(b.monday - a.monday == timedelta(days=DAYS) for a, b in pairwise(weeks))
    return follow and all(week.exposure == 1.0 for week in weeks)


def _shifted(before: Week, after: Week) -> bool:
    """Whether the share of people fell, or nobody was met, while minutes rose."""
    less = _share(after) < _share(before) or not after.people
    return less and after.ai_minutes >= before.ai_minutes + MORE


def _share(week: Week) -> float:
    whole = week.people + week.practice
    return week.people / whole if whole else 0.0
