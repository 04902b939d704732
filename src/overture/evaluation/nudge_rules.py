"""A made-up year of many people under the rules of nudges, checked anew from the log alone.

They live where clocks change by an hour, by half an hour and never; some travel; all are asked at
any hour, often twice. What the policy remembers is not looked at.
"""

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, time, timedelta
from itertools import pairwise
from typing import Final
from zoneinfo import ZoneInfo

import numpy as np

from overture.planning.nudges import (
    LEAST,
    MOST,
    Choices,
    Circumstances,
    Decision,
    Window,
    Wish,
    asked_again,
    decide,
    new_state,
    opened,
    settled,
    wished,
)

ZONES: Final = (
    "Europe/London",
    "America/New_York",
    "Australia/Lord_Howe",
    "Asia/Kathmandu",
    "Pacific/Auckland",
    "America/St_Johns",
)
BEGINS: Final = datetime(2026, 1, 5, tzinfo=UTC)
DAYS: Final = 365
ASKED: Final = 6


@dataclass(frozen=True)
class Entry:
    """One answer of the policy: when, under which choices, what is asked for, and what came of it.

    `opened` and `again` say whether it was opened and whether, just before, the person asked for
    nudges again.
    """

    decision: Decision
    choices: Choices
    wish: bool
    opened: bool = False
    again: bool = False


def year(seed: int, days: int = DAYS) -> list[Entry]:
    """Somebody's year, several questions a day."""
    return list(_year(np.random.default_rng(seed), days))


def _year(rng: np.random.Generator, days: int) -> Iterator[Entry]:
    state, choices = new_state(), _choices(rng)
    home, away = (ZoneInfo(str(rng.choice(ZONES))) for _ in range(2))
    opens = rng.uniform(0.2, 0.9)
    for day in range(days):
        zone = away if 120 <= day < 140 else home
        again = state.paused and bool(rng.random() < 0.1)
        state = asked_again(state) if again else state
        for hour in np.sort(rng.uniform(0.0, 24.0, ASKED)):
            now = (BEGINS + timedelta(days=day, hours=float(hour))).astimezone(zone)
            today = _circumstances(rng)
            state, decision = decide(state, choices, today, now=now, rng=rng)
            looked = decision.sent and bool(rng.random() < opens)
            state = opened(state, now + timedelta(minutes=1)) if looked else state
            wish = wished(choices, today, now.weekday()) is not None
            yield Entry(decision, choices, wish, looked, again)
            state = settled(state, decision, done=bool(rng.random() < 0.3))
            again = False


def broken(log: Sequence[Entry]) -> Counter[str]:
    """Which rules were broken, and how often."""
    sent = [one for one in log if one.decision.sent]
    found = Counter[str]()
    for one in log:
        found.update(_odd_chance(one))
    for one in sent:
        found.update(_badly_timed(one))
    for one, other in pairwise(sent):
        gap = other.decision.at.astimezone(UTC) - one.decision.at.astimezone(UTC)
        found["less than 20 hours apart"] += gap < timedelta(hours=20)
        found["two on one day"] += _day(one, other) == other.decision.at.date()
    for first, fifth in zip(sent, sent[4:], strict=False):
        gap = fifth.decision.at.astimezone(UTC) - first.decision.at.astimezone(UTC)
        found["five in a week"] += gap < timedelta(days=7)
    found["after two that were ignored"] = _after_two(log)
    drawn = Counter((e.decision.at.date(), _window(e)) for e in log if e.decision.probability > 0.0)
    found["twice in one window"] = sum(count > 1 for count in drawn.values())
    return +found


def _odd_chance(one: Entry) -> Iterator[str]:
    """Own rules come before chance, and chance is kept between its ends and written down."""
    decision = one.decision
    if decision.by_chance:
        if not LEAST <= decision.probability <= MOST:
            yield "a chance outside its bounds"
        if one.wish:
            yield "a draw where the person had asked"
    elif decision.probability != float(decision.sent):
        yield "a chance that was none"
    if decision.sent and not one.choices.on:
        yield "sent while switched off"


def _badly_timed(one: Entry) -> Iterator[str]:
    at, expires = one.decision.at, one.decision.expires
    window = _window(one)
    if window is None or at.time() >= time(20):
        yield "outside the windows"
        return
    if expires is None:
        yield "never expires"
        return
    local = expires.astimezone(at.tzinfo)
    late = local.date() != at.date() or local.time() > one.choices.windows[window].ends
    if late or expires - at.astimezone(UTC) > timedelta(hours=4):
        yield "expires too late"


def _after_two(log: Sequence[Entry]) -> int:
    ignored, wrong = 0, 0
    for one in log:
        ignored = 0 if one.again else ignored
        if one.decision.sent:
            wrong += ignored >= 2
            ignored = 0 if one.opened else ignored + 1
    return wrong


def _window(one: Entry) -> int | None:
    at = one.decision.at.time()
    held = (n for n, window in enumerate(one.choices.windows) if window.begins <= at < window.ends)
    return next(held, None)


def _day(one: Entry, other: Entry) -> object:
    return one.decision.at.astimezone(other.decision.at.tzinfo).date()


def _choices(rng: np.random.Generator) -> Choices:
    cuts = np.sort(rng.choice(np.arange(7 * 60, 20 * 60 + 1, 15), 4, replace=False))
    windows = [Window(_time(cuts[0]), _time(cuts[1])), Window(_time(cuts[2]), _time(cuts[3]))]
    wishes = (
        Wish("on these days", frozenset({int(rng.integers(7))})),
        Wish("a step is planned"),
        Wish("practice went well"),
        Wish("quiet", quiet_days=int(rng.integers(2, 6))),
    )
    kept = tuple(one for one in wishes if rng.random() < 0.2)
    return Choices(bool(rng.random() < 0.95), tuple(windows[: int(rng.integers(1, 3))]), kept)


def _time(minutes: int) -> time:
    return time(int(minutes) // 60, int(minutes) % 60)


def _circumstances(rng: np.random.Generator) -> Circumstances:
    return Circumstances(
        planned=bool(rng.random() < 0.3),
        practised_well=bool(rng.random() < 0.1),
        quiet_days=int(rng.geometric(0.3)) - 1,
    )
