"""What somebody close says to a member, and what the member gives back."""

from dataclasses import dataclass
from datetime import datetime
from typing import Final
from uuid import UUID

from django.db import transaction
from django.db.models import QuerySet

from overture.content.schema.held_back import Held
from overture.content.supporters import held_back
from overture.safety.protocol import SafetyReply
from overture.server.accounts.models import Link, Member
from overture.server.accounts.people import pseudonym_of
from overture.server.accounts.services import pseudonym
from overture.server.audit import services as audit
from overture.server.care.models import Celebration
from overture.server.care.shown import Shown
from overture.server.safeguarding.glance import glance

__all__ = [
    "Celebration",
    "Heard",
    "answer",
    "celebrate",
    "celebration_of",
    "celebrations_of",
    "hear",
    "put_away",
    "said_by",
    "waiting",
]

SHOWN: Final = 20


@dataclass(frozen=True)
class Heard:
    """What is done with somebody's words before a member may read them: nothing, or held back.

    `help`: what the safety screen has to say to who wrote them. `held`: better words, and why.
    """

    help: SafetyReply | None = None
    held: Held | None = None

    @property
    def may_go(self) -> bool:
        """Whether the words reach the member."""
        return self.help is None and self.held is None


def hear(*, words: str, region: str, now: datetime) -> Heard:
    """Screen the words of somebody close, then see whether they would press or hurt.

    Nothing is kept of words that are held back; whoever wrote them has them still.
    """
    if beside := glance(text=words, region=region, now=now):
        return Heard(help=beside)
    return Heard(held=held_back().kind_of(words))


@transaction.atomic
def celebrate(
    *, link: Link, about: Shown, words: str, ready: str = "", key: UUID, now: datetime
) -> Celebration:
    """Say something to a member about one thing that they shared. About each thing it is said once.

    The caller has looked the thing up on the page of this moment, and heard the words. Raises
    ValueError without words.
    """
    said = " ".join(words.split())[:500]
    if not said:
        raise ValueError("there are no words")
    Link.objects.select_for_update().get(pk=link.pk)
    sent_id = about.sent_id
    of = {"sent_id": sent_id, "attempt_id": None if sent_id else about.attempt_id}
    before = link.celebrations.filter(**of).first() or link.celebrations.filter(key=key).first()
    if before:
        return before
    made = Celebration.objects.create(link=link, words=said, ready=ready, key=key, at=now, **of)
    who, whom = pseudonym_of(link.person), pseudonym(link.member)
    audit.record(at=now, actor=who, action="celebration.said", subject=whom)
    return made


@transaction.atomic
def answer(*, celebration: Celebration, given: str, now: datetime) -> None:
    """Give something back, once. Raises ValueError for any other word."""
    if given not in Celebration.Answer.values:
        raise ValueError(f"not an answer: {given}")
    fresh = Celebration.objects.filter(pk=celebration.pk, answer="")
    fresh.update(answer=given, put_away_at=now)


def put_away(*, celebration: Celebration, now: datetime) -> None:
    """The member has read it, and gives nothing back. Whoever said it is not told."""
    Celebration.objects.filter(pk=celebration.pk, put_away_at=None).update(put_away_at=now)


def waiting(member: Member) -> list[Celebration]:
    """What was said to a member and not put away, the latest first."""
    return list(celebrations_of(member).filter(put_away_at=None)[:SHOWN])


def celebrations_of(member: Member) -> QuerySet[Celebration]:
    """Everything that was said to a member. It stays theirs when the sharing has ended."""
    found = Celebration.objects.filter(link__member=member)
    return found.select_related("link__person", "attempt", "sent__attempt").order_by("-at")


def celebration_of(member: Member, celebration_id: UUID) -> Celebration | None:
    """One of those, or None: somebody else's does not exist."""
    return celebrations_of(member).filter(pk=celebration_id).first()


def said_by(link: Link) -> list[Celebration]:
    """What somebody close has said to this member, the latest first."""
    return list(link.celebrations.select_related("attempt", "sent__attempt")[:SHOWN])
