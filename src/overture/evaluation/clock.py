"""Whether everybody is told in time that this is a program, over a made-up year of use."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import numpy as np

from overture.evaluation.results import Figure, Report, in_words, met, share
from overture.safety.boundaries import PAUSE, Limits, NoticeClock, Occasion, notice_due
from overture.safety.library import boundaries

YEAR = timedelta(days=365)
BEGINS = datetime(2026, 1, 5, 7, 0, tzinfo=UTC)
MESSAGES_AIM = 15_000
LIMITS = Limits()


@dataclass(frozen=True)
class Habit:
    """How somebody uses the program: where, how often, how long in one go, how late."""

    name: str
    zone: str
    minor_or_unknown: bool
    visits_a_week: float
    messages: int
    gap_minutes: float
    away_days: int


HABITS = (
    Habit("a short visit in the evening", "Europe/London", False, 4, 12, 2, 9),
    Habit("whole nights", "America/New_York", False, 3, 90, 6, 12),
    Habit("a tab that is never closed", "Australia/Lord_Howe", False, 6, 40, 41, 7),
    Habit("an age that is not known", "Asia/Kathmandu", True, 5, 45, 5, 8),
    Habit("somebody young, at weekends", "Europe/Lisbon", True, 2, 70, 4, 20),
    Habit("once a month", "Pacific/Auckland", False, 0.3, 9, 3, 30),
)
"""People who are not real. Their zones change the clocks by an hour, by half an hour, and never."""


@dataclass(frozen=True)
class Moment:
    """One message, what was due with it by the rules, and what was said with it."""

    habit: Habit
    at: datetime
    due: Occasion | None
    said: Occasion | None
    text: str


@dataclass(frozen=True)
class Clock:
    """What was found over all messages of all habits."""

    moments: tuple[Moment, ...]

    @property
    def figures(self) -> tuple[Figure, ...]:
        """The figures against their aims."""
        told = [moment for moment in self.moments if moment.said]
        return (
            Figure("messages", len(self.moments), MESSAGES_AIM),
            Figure("kinds of occasion that came up", len({one.said for one in told}), 4),
            Figure("due and not said", len(self._missed), 0, at_most=True),
            Figure("said and not due", len(self._untimely), 0, at_most=True),
            Figure("longest stretch untold, as a share of its limit", self._longest, 1.0, True),
            Figure("says that it is a program", share(sum(map(_honest, told)), len(told)), 1.0),
            Figure("long stretches offered a pause", self._offered, 1.0),
        )

    @property
    def _missed(self) -> list[Moment]:
        return [one for one in self.moments if one.due and one.said != one.due]

    @property
    def _untimely(self) -> list[Moment]:
        return [one for one in self.moments if one.said and not one.due]

    @property
    def _longest(self) -> float:
        """The longest time that somebody wrote on and was told nothing, over the time allowed."""
        return max((_untold(self.moments, habit) for habit in HABITS), default=0.0)

    @property
    def _offered(self) -> float:
        long = [moment for moment in self.moments if moment.said == "continuing"]
        return share(sum("pause" in moment.text for moment in long), len(long))

    @property
    def holds(self) -> bool:
        """Whether every figure meets its aim."""
        return met(self.figures)

    def as_json(self) -> dict[str, Any]:
        """The figures, and what fell short."""
        figures = {figure.name: figure.as_json() for figure in self.figures}
        return {"suite": "clock", "holds": self.holds, "figures": figures, "short": self._short}

    def words(self) -> str:
        """The figures, and what fell short, as text."""
        return in_words("A year of being told what this is", self.figures, self._short)

    @property
    def _short(self) -> tuple[str, ...]:
        return tuple(
            f"{one.habit.name}, {one.at:%d %b %H:%M %Z}: due {one.due}, said {one.said}"
            for one in (*self._missed, *self._untimely)
        )[:20]


def evaluate(report: Report) -> Clock:
    """A year of every habit, message by message, each notice against the rules."""
    moments: list[Moment] = []
    for number, habit in enumerate(HABITS):
        report("Living through a year", number / len(HABITS))
        moments += _year(habit, np.random.default_rng(number))
    return Clock(tuple(moments))


def _year(habit: Habit, chance: np.random.Generator) -> Iterator[Moment]:
    clock, seen, told = NoticeClock(), list[datetime](), list[datetime]()
    for at in times(habit, chance):
        due = due_by_the_rules(seen, told, at, minor_or_unknown=habit.minor_or_unknown)
        notice = notice_due(clock, at, minor_or_unknown=habit.minor_or_unknown)
        clock = notice.clock
        seen.append(at)
        if notice.occasion:
            told.append(at)
        yield Moment(habit, at, due, notice.occasion, notice.text or "")


def times(habit: Habit, chance: np.random.Generator) -> Iterator[datetime]:
    """When somebody of this habit writes, in their own zone, for a year."""
    zone, at = ZoneInfo(habit.zone), BEGINS
    while at < BEGINS + YEAR:
        for _ in range(chance.integers(1, habit.messages + 1)):
            yield at.astimezone(zone)
            at += timedelta(minutes=chance.exponential(habit.gap_minutes))
        at += timedelta(days=7 / habit.visits_a_week * chance.uniform(0.2, 1.4))
        if chance.random() < 0.06:
            at += timedelta(days=habit.away_days)


def due_by_the_rules(
    seen: list[datetime], told: list[datetime], at: datetime, *, minor_or_unknown: bool
) -> Occasion | None:
    """What is due with a message, worked out anew from all that came before it.

    The rules as they are written down, with nothing remembered from message to message.
    """
    if not seen:
        return "first"
    if _between(seen[-1], at) >= LIMITS.absence:
        return "after_absence"
    if at.date() not in {one.astimezone(at.tzinfo).date() for one in told[-9:]}:
        return "daily"
    limit = LIMITS.remind_minors_after if minor_or_unknown else LIMITS.remind_after
    since = max(_began(seen, at), told[-1].astimezone(UTC))
    return "continuing" if _between(since, at) >= limit else None


def _began(seen: list[datetime], at: datetime) -> datetime:
    """When the use that goes on at `at` began: no gap in it is longer than a pause."""
    began = at
    for earlier in reversed(seen):
        if _between(earlier, began) > PAUSE:
            break
        began = earlier
    return began.astimezone(UTC)


def _between(before: datetime, after: datetime) -> timedelta:
    return after.astimezone(UTC) - before.astimezone(UTC)


def _honest(moment: Moment) -> bool:
    return moment.text in vars(boundaries().notices).values() and "program" in moment.text


def _untold(moments: tuple[Moment, ...], habit: Habit) -> float:
    limit = LIMITS.remind_minors_after if habit.minor_or_unknown else LIMITS.remind_after
    longest, since, before = timedelta(0), BEGINS, BEGINS - YEAR
    for moment in (one for one in moments if one.habit is habit):
        paused = _between(before, moment.at) > PAUSE
        since = moment.at if paused or moment.said else since
        longest = max(longest, _between(since, moment.at))
        before = moment.at
    return longest / limit
