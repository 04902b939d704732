"""The screen stands before everything a member writes, and remembers across talks and devices."""

from dataclasses import dataclass
from datetime import datetime

from django.db import transaction
from django.db.models import F

from overture import safety
from overture.server.accounts.models import Member
from overture.server.accounts.services import pseudonym
from overture.server.audit import services as audit
from overture.server.safeguarding.models import DailyCount, RiskEvent, Watch


@dataclass(frozen=True)
class Look:
    """What the screen found in one text, and what is said because of it (None if nothing)."""

    screening: safety.Screening
    reply: safety.SafetyReply | None

    @property
    def next(self) -> str:
        """What comes next: none, question or protocol."""
        return self.screening.next


@transaction.atomic
def look(*, member: Member, text: str, surface: str, now: datetime, region: str = "") -> Look:
    """Screen one inbound text, keep the screen's state, and count what is shown.

    Every text that a member types passes here before anything else reads it. The text itself is
    not kept here; a fault in the screen is answered as if there were risk.
    """
    watch, _ = Watch.objects.select_for_update().get_or_create(
        member=member, defaults={"state": safety.ScreenState().to_json(), "updated_at": now}
    )
    screening = safety.screen(
        text, safety.ScreenState.from_json(watch.state), vector=safety.vector_of(text), now=now
    )
    reply = safety.respond(screening, region=region or member.region)
    watch.state = screening.state.to_json()
    watch.updated_at = now
    watch.save()
    if screening.next != "none":
        _keep(member, screening, surface, now)
    return Look(screening, reply if screening.next != "none" else None)


def _keep(member: Member, screening: safety.Screening, surface: str, now: datetime) -> None:
    RiskEvent.objects.create(
        member=member,
        at=now,
        level=screening.level,
        step=screening.next,
        topic=screening.topic or "",
        reason=screening.reason[:60],
        surface=surface,
    )
    count, _ = DailyCount.objects.get_or_create(day=now.date(), what=screening.next)
    DailyCount.objects.filter(pk=count.pk).update(count=F("count") + 1)
    who = pseudonym(member)
    action = f"safety.{screening.next}"
    audit.record(at=now, actor="screen", action=action, subject=who, detail=surface)
