"""Time with people and with the program by week, as far as a log can tell it."""

from collections.abc import Iterable, Mapping
from datetime import datetime, timedelta
from typing import Final, NamedTuple

ROUGHLY: Final[Mapping[str, float]] = {"moment": 2.0, "minutes": 10.0, "longer": 40.0}
"""Minutes that a noted moment is taken for, by how long it was said to be."""

UNSAID: Final = 5.0
"""Minutes of a moment of which nobody said how long it was, and of a step that was done."""

WEEK: Final = timedelta(days=7)


class Minutes(NamedTuple):
    """Minutes of one week."""

    people: float
    program: float


def by_week(
    people: Iterable[tuple[datetime, float]],
    program: Iterable[tuple[datetime, float]],
    now: datetime,
    weeks: int = 6,
) -> list[Minutes]:
    """The last so many spans of seven days, the oldest first; times and minutes of each kind."""
    sums = [[0.0, 0.0] for _ in range(weeks)]
    for kind, of in enumerate((people, program)):
        for at, minutes in of:
            ago = int((now - at) / WEEK)
            if timedelta(0) <= now - at and ago < weeks:
                sums[weeks - 1 - ago][kind] += minutes
    return [Minutes(*pair) for pair in sums]
