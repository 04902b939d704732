"""The days on which a step may be planned: a week ahead, no clock, no lateness."""

from dataclasses import dataclass
from datetime import date, timedelta

from overture.server.web.words import capital, day_words

AHEAD = 7


@dataclass(frozen=True)
class DayChoice:
    """One day to tap."""

    value: str
    words: str


def days_ahead(today: date) -> list[DayChoice]:
    """Today and the six days after it."""
    days = (today + timedelta(days=offset) for offset in range(AHEAD))
    return [DayChoice(day.isoformat(), capital(day_words(day, today))) for day in days]
