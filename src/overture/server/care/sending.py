"""What a member sends to one person: a moment, a line, or both; and takes back."""

from datetime import datetime
from typing import Final
from uuid import UUID

from django.db import transaction

from overture.server.accounts import sharing
from overture.server.accounts.models import Link, Member, Thing
from overture.server.accounts.services import pseudonym
from overture.server.audit import services as audit
from overture.server.care.models import Sent
from overture.server.practice.models import Attempt

__all__ = ["PausedError", "Sent", "send", "sent_of", "sent_to", "take_back"]

SHOWN: Final = 12


class PausedError(ValueError):
    """Sharing with this person is paused, so nothing can be sent to them."""


@transaction.atomic
def send(
    *, link: Link, words: str = "", attempt_id: UUID | None = None, key: UUID, now: datetime
) -> Sent:
    """Send a line, a real moment of the record, or both; the same key is the same line.

    To send is to say yes to it: what is sent is shared with this person from then on. Raises
    ValueError without either, for a moment of somebody else's and for a link to a clinician, and
    PausedError while nothing is shared with this person.
    """
    held = Link.objects.select_for_update().get(pk=link.pk)
    if given := held.sent.filter(key=key).first():
        return given
    if held.paused_at or held.ended_at:
        raise PausedError
    line = " ".join(words.split())[:500]
    attempt = _own(held.member, attempt_id)
    if not (line or attempt):
        raise ValueError("there is nothing to send")
    if Thing.SENT not in sharing.shared(held, now):
        sharing.grant(link=held, thing=Thing.SENT, now=now)
    made = Sent.objects.create(link=held, words=line, attempt=attempt, key=key, at=now)
    who = pseudonym(held.member)
    audit.record(at=now, actor=who, action="moment.sent", subject=who)
    return made


@transaction.atomic
def take_back(*, sent: Sent, now: datetime) -> None:
    """Take back what was sent. It is gone from the other's page at once."""
    if Sent.objects.filter(pk=sent.pk, taken_back_at=None).update(taken_back_at=now):
        who = pseudonym(sent.link.member)
        audit.record(at=now, actor=who, action="moment.taken_back", subject=who)


def sent_to(link: Link) -> list[Sent]:
    """What was sent to somebody and not taken back, the latest first."""
    return list(link.sent.filter(taken_back_at=None).select_related("attempt")[:SHOWN])


def sent_of(member: Member, sent_id: UUID) -> Sent | None:
    """Something a member sent, or None: somebody else's does not exist."""
    return Sent.objects.filter(pk=sent_id, link__member=member).select_related("link").first()


def _own(member: Member, attempt_id: UUID | None) -> Attempt | None:
    if attempt_id is None:
        return None
    real = member.attempts.filter(kind=Attempt.Kind.REAL, retracted_at=None, outcome__isnull=False)
    found = real.filter(pk=attempt_id).first()
    if found is None:
        raise ValueError("there is no such moment")
    return found
