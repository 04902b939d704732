"""When what was written is shown, and when the same person may post again."""

from datetime import datetime, time, timedelta
from typing import Final

NIGHT: Final = time(22)
"""From then on what is written waits."""
MORNING: Final = time(7)
"""What waited is shown from then on."""


def shown_at(written: datetime, *, quiet: bool) -> datetime:
    """When the group sees what was written at `written`, by the clock that `written` carries."""
    if not quiet or MORNING <= written.time() < NIGHT:
        return written
    day = written + timedelta(days=1) if written.time() >= NIGHT else written
    return day.replace(hour=MORNING.hour, minute=0, second=0, microsecond=0)


def free_again(last: datetime | None, *, slow_minutes: int, now: datetime) -> datetime | None:
    """When somebody may post again, or None if now."""
    if last is None or not slow_minutes:
        return None
    free = last + timedelta(minutes=slow_minutes)
    return free if free > now else None
