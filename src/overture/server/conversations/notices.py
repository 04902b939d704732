"""When a talk owes the member the sentence that Cue is a program."""

from datetime import datetime
from uuid import UUID

from django.conf import settings
from django.db import transaction
from django.utils import timezone

from overture.conversation.talk import typeset
from overture.safety.boundaries import NoticeClock
from overture.safety.boundaries import notice_due as due
from overture.server.accounts.models import Member


@transaction.atomic
def notice_due(*, member: Member, now: datetime) -> str:
    """The notice that is due as the member opens a talk or a scene or writes in one, or empty.

    First of all, first of each day, after seven days away, every three hours of continuing use
    (every hour where the age is not known to be an adult's), or sooner where a place that the
    operator named asks for it. One clock for all of a member's pages and devices, and it is kept.
    """
    return notice_for(held=locked(member.pk), now=now)


def locked(member_id: UUID) -> Member:
    """The member as kept now, held for the caller's transaction: two devices share one clock."""
    # Keys may be read meanwhile: a reply that is being kept refers to the same member.
    return Member.objects.select_for_update(no_key=True).get(pk=member_id)


def notice_for(*, held: Member, now: datetime) -> str:
    """`notice_due` of a member whom the caller holds."""
    clock = NoticeClock(
        noticed_at=held.notice_shown_at,
        seen_at=held.talked_at,
        continuing_since=held.talking_since,
    )
    notice = due(
        clock,
        timezone.localtime(now),
        minor_or_unknown=held.age != Member.Age.ADULT,
        limits=settings.OVERTURE_RULES.limits,
    )
    held.notice_shown_at = notice.clock.noticed_at
    held.talked_at = notice.clock.seen_at
    held.talking_since = notice.clock.continuing_since
    held.save(update_fields=["notice_shown_at", "talked_at", "talking_since"])
    return typeset(notice.text or "")
