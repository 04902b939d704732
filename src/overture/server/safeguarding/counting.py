"""How often what was done on a day, of all members together. No row points to anybody."""

from datetime import datetime
from typing import Literal

from django.db.models import F

from overture.safety.protocol import SafetyReply
from overture.safety.screening import Screening
from overture.safety.state import ScreenState
from overture.server.safeguarding.models import DailyCount

What = Literal[
    "notice",
    "question",
    "protocol",
    "immediate",
    "alert_sent",
    "alert_delivered",
    "alert_seen",
]
"""What is counted: people to ring were named; the soft question was asked; the protocol spoke; it
could be now, for the first time in a row; somebody's message was sent, handed over, seen."""

NAMES_PEOPLE = frozenset({"line", "static"})
"""Acts of the protocol that name people to ring."""


def shown(
    before: ScreenState, screening: Screening, reply: SafetyReply | None, now: datetime
) -> None:
    """Count what a member is shown because of one text."""
    if screening.next != "none":
        count(screening.next, now)
    if reply and (reply.card or NAMES_PEOPLE & set(reply.acts)):
        count("notice", now)
    if (reply.state if reply else screening.state).path == "immediate" != before.path:
        count("immediate", now)


def count(what: What, now: datetime) -> None:
    """One more of it on the day of `now`."""
    kept, _ = DailyCount.objects.get_or_create(day=now.date(), what=what)
    DailyCount.objects.filter(pk=kept.pk).update(count=F("count") + 1)
