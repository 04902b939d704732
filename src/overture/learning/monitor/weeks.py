"""Whole weeks of a record, by the person's own calendar: what was met, and whether one could know.

Only what was declared counts. A week without any sign of the person says nothing, and neither do
days on which they said that they were away or ill: silence is not withdrawal.
"""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Final

WEEK: Final = timedelta(days=7)
DAYS: Final = 7


@dataclass(frozen=True, slots=True)
class Pause:
    """Days on which nothing is looked for, both ends included: a holiday, an illness."""

    first: date
    last: date

    def __post_init__(self) -> None:
        """Refuse a pause that ends before it begins."""
        if self.last < self.first:
            raise ValueError("a pause cannot end before it begins")

    def holds(self, day: date) -> bool:
        """Whether the day is paused."""
        return self.first <= day <= self.last


@dataclass(frozen=True, slots=True)
class Week:
    """One whole week from its Monday: moments with people and with the program, minutes with it.

    `open_days` are the days, 0-7, that were not paused; `seen` is False where nothing at all was
    heard of the person.
    """

    monday: date
    people: int
    practice: int = 0
    ai_minutes: float = 0.0
    open_days: int = DAYS
    seen: bool = True

    @property
    def exposure(self) -> float:
        """The share of the week, 0-1, of which something can be known."""
        return self.open_days / DAYS if self.seen else 0.0


@dataclass(frozen=True, slots=True)
class Practised:
    """Time with the program: when, how long, and whether it was a scene or a talk."""

    at: datetime
    minutes: float


def weeks_of(
    *,
    people: Iterable[datetime],
    practice: Iterable[Practised] = (),
    seen: Iterable[datetime] = (),
    pauses: Iterable[Pause] = (),
    now: datetime,
) -> tuple[Week, ...]:
    """The whole weeks from the first Monday after somebody began until the one `now` lies in.

    `people` are the times of moments with people, `practice` those with the program, `seen` any
    other sign of the person. Days are those of `now`'s time zone, so a change of the clocks moves
    nothing; what lies after `now` (a clock that was set back) is left out. Raises ValueError
    unless `now` carries a time zone.
    """
    if now.tzinfo is None or now.utcoffset() is None:
        raise ValueError("now must carry a time zone")
    met = [_day(at, now) for at in people if at <= now]
    spent = [(_day(one.at, now), one.minutes) for one in practice if one.at <= now]
    heard = {*met, *(day for day, _ in spent), *(_day(at, now) for at in seen if at <= now)}
    if not heard:
        return ()
    minutes = Counter[date]()
    for day, length in spent:
        minutes[monday_of(day)] += length  # type: ignore[assignment]
    counted = _Counted(
        Counter(map(monday_of, met)),
        Counter(monday_of(day) for day, _ in spent),
        dict(minutes),
        frozenset(map(monday_of, heard)),
    )
    span = _mondays(min(heard), now.date())
    halts = tuple(pauses)
    return tuple(_week(monday, counted, halts) for monday in span)


def monday_of(day: date) -> date:
    """The Monday of the week in which a day lies."""
    return day - timedelta(days=day.weekday())


@dataclass(frozen=True, slots=True)
class _Counted:
    people: Counter[date]
    practice: Counter[date]
    minutes: dict[date, float]
    heard: frozenset[date]


def _week(monday: date, counted: _Counted, pauses: tuple[Pause, ...]) -> Week:
    days = [monday + timedelta(days=n) for n in range(DAYS)]
    open_days = sum(not any(pause.holds(day) for pause in pauses) for day in days)
    return Week(
        monday=monday,
        people=counted.people[monday],
        practice=counted.practice[monday],
        ai_minutes=counted.minutes.get(monday, 0.0),
        open_days=open_days,
        seen=monday in counted.heard,
    )


def _mondays(first: date, today: date) -> list[date]:
    """Mondays of whole weeks: neither the week of the beginning nor the one under way is one."""
    monday = monday_of(first)
    start = monday if first == monday else monday + WEEK
    return [start + n * WEEK for n in range(max(0, (monday_of(today) - start) // WEEK))]


def _day(at: datetime, now: datetime) -> date:
    return at.astimezone(now.tzinfo).date()
