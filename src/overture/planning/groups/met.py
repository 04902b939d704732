"""Is everybody met? What a host should see of a group, in words and without a score."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final, Literal

from overture.planning.words import number

Sign = Literal["unanswered", "not_met", "quiet", "none"]

ENOUGH: Final = timedelta(days=1)
"""So long a post may stand without an answer before anybody looks."""
LATELY: Final = timedelta(days=28)
AWAY: Final = timedelta(days=14)


@dataclass(frozen=True)
class Written:
    """One post of somebody's, and when somebody else first answered it or nodded; None if not."""

    at: datetime
    answered_at: datetime | None


@dataclass(frozen=True)
class Seen:
    """What is known of one person in a group, from what they shared with it.

    `here` are the times that they were there, reading counts; `nods` what came back to them.
    """

    name: str
    joined_at: datetime
    written: Sequence[Written] = ()
    here: Sequence[datetime] = ()
    nods: int = 0


@dataclass(frozen=True)
class Met:
    """How one person is met at present; `sign` says whether the host should do something."""

    name: str
    sign: Sign
    answered: str
    words: str


def met(seen: Seen, now: datetime) -> Met:
    """How somebody is met."""
    unanswered = _unanswered(seen, now)
    answered = _answered(seen, unanswered)
    if unanswered >= 2:
        words = f"{seen.name} wrote {_times(unanswered)} and nobody answered."
        return Met(seen.name, "unanswered", answered, words)
    if unanswered and not seen.nods:
        words = f"{seen.name} has not been met yet: one post, and nobody answered."
        return Met(seen.name, "not_met", answered, words)
    last = max((*seen.here, *(one.at for one in seen.written), seen.joined_at))
    if now - last > AWAY:
        words = (
            f"{seen.name} has not written or said that they are here for two weeks. "
            "They may be reading."
        )
        return Met(seen.name, "quiet", answered, words)
    return Met(seen.name, "none", answered, "")


def not_met(everybody: Iterable[Seen], now: datetime) -> list[Met]:
    """Those whom somebody should meet, who waited longest for it first."""
    order = ("unanswered", "not_met", "quiet")
    found = [one for one in (met(seen, now) for seen in everybody) if one.sign != "none"]
    return sorted(found, key=lambda one: order.index(one.sign))


def _unanswered(seen: Seen, now: datetime) -> int:
    """Posts of the last weeks that have stood for a day without a word or a nod."""
    old_enough = (one for one in seen.written if now - LATELY <= one.at <= now - ENOUGH)
    return sum(one.answered_at is None for one in old_enough)


def _answered(seen: Seen, unanswered: int) -> str:
    if not seen.written:
        return "has not written"
    if unanswered:
        return f"{_times(unanswered)} not answered"
    waits = [one.answered_at - one.at for one in seen.written if one.answered_at]
    if not waits:
        return "not answered yet"
    return "within a day" if max(waits) <= ENOUGH else "later than a day"


def _times(count: int) -> str:
    return {1: "once", 2: "twice"}.get(count, f"{number(count)} times")
