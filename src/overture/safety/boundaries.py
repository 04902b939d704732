"""Where a program must say that it is one, and what it notices about being leaned on."""

import re
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from functools import cache
from typing import Literal

from overture.safety.library import boundaries
from overture.safety.text import folded, sentences, windowed

Occasion = Literal["first", "daily", "after_absence", "continuing"]

REMIND_AFTER = timedelta(hours=3)
"""Of continuing use, for adults."""

REMIND_MINORS_AFTER = timedelta(hours=1)
"""Of continuing use where the member is a minor or of unknown age."""

ABSENCE = timedelta(days=7)

PAUSE = timedelta(hours=1)
"""A gap in writing after which use is no longer continuing: a meal is a pause, a kettle is not."""


@dataclass(frozen=True)
class Limits:
    """How long until a member is told again; the rules of a place can make each shorter."""

    remind_after: timedelta = REMIND_AFTER
    remind_minors_after: timedelta = REMIND_MINORS_AFTER
    absence: timedelta = ABSENCE


OURS = Limits()


@dataclass(frozen=True)
class NoticeClock:
    """When notices were given and how long use has been continuing. Immutable."""

    noticed_at: datetime | None = None
    seen_at: datetime | None = None
    continuing_since: datetime | None = None


@dataclass(frozen=True)
class Notice:
    """A notice that is due, with its words, and the clock to keep."""

    occasion: Occasion | None
    text: str | None
    clock: NoticeClock


def notice_due(
    clock: NoticeClock, now: datetime, *, minor_or_unknown: bool = False, limits: Limits = OURS
) -> Notice:
    """Whether a notice is due as the member writes at `now` (aware, in the member's time zone).

    The strictest of the rules known to us, for everybody: the first message ever, the first of
    each day, the first after seven days away, and every three hours of continuing use (one hour
    for minors and unknown ages), or sooner where `limits` say so. Never twice for one occasion.
    """
    clock = _in_utc(clock)
    kept = _seen(clock, now.astimezone(UTC))
    limit = limits.remind_minors_after if minor_or_unknown else limits.remind_after
    occasion = _occasion(clock, kept, now, remind_after=limit, absence=limits.absence)
    if occasion is None:
        return Notice(None, None, kept)
    text = getattr(boundaries().notices, occasion)
    return Notice(occasion, str(text), replace(kept, noticed_at=kept.seen_at))


def _in_utc(clock: NoticeClock) -> NoticeClock:
    """The clock in one zone: within a zone of its own Python counts hours that a change of the
    clocks took away."""
    times = {name: at.astimezone(UTC) for name, at in vars(clock).items() if at}
    return replace(clock, **times)


def _seen(clock: NoticeClock, now: datetime) -> NoticeClock:
    paused = clock.seen_at is None or now - clock.seen_at > PAUSE
    since = now if paused or clock.continuing_since is None else clock.continuing_since
    return replace(clock, seen_at=now, continuing_since=since)


def _occasion(
    before: NoticeClock,
    kept: NoticeClock,
    now: datetime,
    *,
    remind_after: timedelta,
    absence: timedelta,
) -> Occasion | None:
    if before.noticed_at is None or before.seen_at is None:
        return "first"
    at = now.astimezone(UTC)
    if at - before.seen_at >= absence:
        return "after_absence"
    if before.noticed_at.astimezone(now.tzinfo).date() < now.date():
        return "daily"
    since = max(before.noticed_at, kept.continuing_since or at)
    return "continuing" if at - since >= remind_after else None


def asks_if_human(text: str) -> bool:
    """Whether the member asks if this is a person, in any of many ways."""
    return _holds("ask_if_human", folded(windowed(text)))


def honest_answer() -> str:
    """The answer to `asks_if_human`: at once, before anything else, no joke."""
    return boundaries().notices.asked


def shows_dependence(text: str) -> bool:
    """Whether the member gives the program the place of people ("you're my only friend")."""
    return _holds("dependence", folded(windowed(text)))


def states_minor(text: str) -> bool:
    """Whether the member states an age under 18 as their own, now."""
    return gives_age(folded(windowed(text)))


def gives_age(plain: str) -> bool:
    """`states_minor` of text that is folded already."""
    return _holds("minor", plain)


def says_farewell(text: str) -> bool:
    """Whether the member is leaving. The reply is a close: no question, no hook, two sentences."""
    return takes_leave(folded(windowed(text)))


def takes_leave(plain: str) -> bool:
    """`says_farewell` of text that is folded already."""
    return _holds("farewell", plain)


def _holds(name: str, plain: str) -> bool:
    clauses = [part for one in sentences(plain) for part in (one, *one.split(" , "))]
    return any(_expression(name).search(clause.strip()) for clause in clauses)


@cache
def _expression(name: str) -> re.Pattern[str]:
    return re.compile("|".join(f"(?:{e})" for e in boundaries().patterns[name]))
