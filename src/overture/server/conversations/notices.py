"""When a talk owes the member the sentence that Cue is a program."""

from datetime import datetime

from django.conf import settings
from django.db import transaction
from django.utils import timezone

from overture.safety.boundaries import NoticeClock
from overture.safety.boundaries import notice_due as due
from overture.server.accounts.models import Member


@transaction.atomic
def notice_due(*, member: Member, now: datetime) -> str:
    """The notice that is due as the member talks now, or empty; its clock is kept.

    First of all, first of each day, after seven days away, every three hours of continuing use,
    or sooner where a place that the operator named asks for it.
    """
    clock = NoticeClock(
        noticed_at=member.notice_shown_at,
        seen_at=member.talked_at,
        continuing_since=member.talking_since,
    )
    notice = due(clock, timezone.localtime(now), limits=settings.OVERTURE_RULES.limits)
    member.notice_shown_at = notice.clock.noticed_at
    member.talked_at = notice.clock.seen_at
    member.talking_since = notice.clock.continuing_since
    member.save(update_fields=["notice_shown_at", "talked_at", "talking_since"])
    return notice.text or ""
