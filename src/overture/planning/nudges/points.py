"""When to decide about a nudge: as a window begins by the person's own clock, and never late."""

from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from typing import Final
from zoneinfo import ZoneInfo

from overture.planning.nudges.wishes import Window

LEAST_LEFT: Final = timedelta(minutes=15)
"""A nudge with less of its window before it would be gone before it was seen."""


def next_point(windows: Sequence[Window], zone: ZoneInfo, after: datetime) -> datetime | None:
    """The first beginning of a window after a moment, in UTC; None without a window.

    Clocks that change between two days move it with them: nine is nine.
    """
    today = after.astimezone(zone).date()
    days = [today + timedelta(days=ahead) for ahead in range(3)]
    begins = (
        datetime.combine(day, one.begins, zone).astimezone(UTC) for day in days for one in windows
    )
    return min((at for at in begins if at > after), default=None)


def is_time(windows: Sequence[Window], now: datetime) -> bool:
    """Whether a window is open, and will be for long enough. `now` is in the person's zone."""
    later = now + LEAST_LEFT
    return any(one.holds(now.time()) and one.holds(later.time()) for one in windows)
