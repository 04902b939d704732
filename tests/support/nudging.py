"""A member who wants nudges, and the rounds in which they are decided and sent."""

from collections.abc import Mapping
from datetime import UTC, datetime, time, timedelta
from typing import Any

from overture.planning.nudges import Window, Wish
from overture.server.accounts.models import Member
from overture.server.practice.models import Nudge, Nudging
from overture.server.practice.nudges import choosing, deciding, delivering, ending
from overture.server.practice.nudges.choosing import Chosen

MORNING = Window(time(9), time(11))
EVERY_DAY = Wish("on these days", frozenset(range(7)))
"""A rule that holds on every day, so that nothing depends on a lot."""

BEFORE = datetime(2026, 3, 2, 6, 0, tzinfo=UTC)
"""A Monday at six: the window of the day is still to come."""

NINE = datetime(2026, 3, 2, 9, 1, tzinfo=UTC)
MINUTE = timedelta(minutes=1)
DAY = timedelta(days=1)


def wants(
    member: Member,
    *,
    wishes: tuple[Wish, ...] = (EVERY_DAY,),
    windows: tuple[Window, ...] = (MORNING,),
    zone: str = "Europe/London",
    email: str = "ada@example.org",
    now: datetime = BEFORE,
    **chosen: Any,
) -> Nudging:
    """Nudges switched on by a member whose address is confirmed."""
    given: Mapping[str, Any] = {"on": True, "lock": "discreet", **chosen}
    whole = Chosen(windows=windows, wishes=wishes, **given)
    choosing.choose(member=member, chosen=whole, zone=zone, now=now)
    Nudging.objects.filter(member=member).update(email=email)
    return Nudging.objects.get(member=member)


def one_round(at: datetime, *, seed: int = 7) -> int:
    """What the server does once a minute, at one moment. Returns how many are to be sent."""
    ending.end_due(now=at)
    count = deciding.decide_due(clock=lambda: at, seeds=lambda: seed)
    for way in delivering.WAYS:
        delivering.run_due(clock=lambda: at, by=way)
    return count


def rounds(since: datetime, until: datetime, every: timedelta = 5 * MINUTE) -> None:
    """Rounds from one time to another."""
    while since <= until:
        one_round(since)
        since += every


def sent_to(member: Member) -> list[Nudge]:
    """The nudges that were to be sent to a member, the oldest first."""
    return list(member.nudges.filter(sent=True).order_by("at"))
