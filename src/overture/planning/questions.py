"""When a short set of questions is worth a line: at the start, in week three, at the end, after.

Counted in days from a person's own start. Nothing expires and nothing is missed: of what is due
only the last is spoken of, and it can be answered at any other time as well.
"""

from collections.abc import Iterable
from datetime import date, timedelta
from typing import Final

POINTS: Final[tuple[int, ...]] = (1, 14, 42, 126)
"""Days from the start: not the very first day, which has taps of its own; the third week; the end
of six weeks; and twelve weeks later.
"""

REST: Final = timedelta(days=14)
"""Once spoken of on a day, for so long not again."""


def is_due(start: date, answered: Iterable[date], today: date) -> bool:
    """Whether nothing was answered since the last of the days that has come."""
    come = [start + timedelta(days=point) for point in POINTS]
    last = max((day for day in come if day <= today), default=None)
    return last is not None and not any(day >= last for day in answered)


def may_be_shown(shown_on: date | None, today: date) -> bool:
    """All through the day on which the line was last shown, and then not for a fortnight."""
    return shown_on is None or shown_on == today or today - shown_on >= REST
