"""Ratings of members who agreed, read together without a word, to learn what people are like.

Off until a member says yes, and never for somebody under age. With a no, what was made ready for
reading goes at once; a population that was fitted before holds nothing of any one person.
"""

import hashlib
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from django.db import transaction
from django.db.models import OuterRef, QuerySet, Subquery

from overture.learning import Event
from overture.server.accounts.models import Member
from overture.server.accounts.services import pseudonym
from overture.server.assessments import services as assessments
from overture.server.audit import services as audit
from overture.server.practice import selectors
from overture.server.practice.models import PackedHistory, SharingChoice

CONSENT_TEXT = (
    "The numbers I tap before and after my steps and scenes may be counted together with those of "
    "others on this server, to work out what people are like on average, so that somebody new "
    "starts from a better guess. No word of mine is read for it, my name is not beside it, it does "
    "not leave this server, and what comes out describes nobody alone. I can take this back at any "
    "time; then I am not counted from then on."
)
"""What stands beside a member’s yes."""


@dataclass(frozen=True)
class Histories:
    """Members who agreed, in one order: what each went through, packed, and their anxiety score.

    Scores are in standard deviations, None where nothing was said.
    """

    packed: tuple[bytes, ...]
    anxiety: tuple[float | None, ...]


def agrees(member: Member) -> bool:
    """Whether this member’s ratings may be counted in. Off until they say yes."""
    return bool(member.sharing_choices.order_by("-pk").values_list("agreed", flat=True).first())


def may_be_asked(member: Member) -> bool:
    """Whether the question is put at all: to adults alone."""
    return bool(member.age == Member.Age.ADULT)


@transaction.atomic
def say(*, member: Member, yes: bool, now: datetime) -> None:
    """Keep the member’s yes or no; with a no, what was made ready for reading goes at once.

    A yes of somebody who may not be asked is a no.
    """
    yes = yes and may_be_asked(member)
    digest = hashlib.sha256(CONSENT_TEXT.encode()).hexdigest()
    SharingChoice.objects.create(member=member, agreed=yes, text_hash=digest, at=now)
    if yes:
        keep(member=member, events=selectors.events_of(member))
    else:
        PackedHistory.objects.filter(member=member).delete()
    who = pseudonym(member)
    action = "sharing.agreed" if yes else "sharing.withdrawn"
    audit.record(at=now, actor=who, action=action, subject=who)


def keep(*, member: Member, events: Iterable[Event]) -> None:
    """Make everything a member who agreed went through ready for reading."""
    from overture.fitting import packed  # noqa: PLC0415 - a start must be quick

    everything = tuple(events)
    PackedHistory.objects.update_or_create(
        member=member,
        defaults={
            "format": packed.FORMAT,
            "attempts": len(everything),
            "rows": packed.pack(everything),
        },
    )


def histories() -> Histories:
    """What all adults went through who agree at this moment, as bytes, without any row of theirs.

    A history that another version packed is packed anew.
    """
    from overture.fitting import packed  # noqa: PLC0415 - as above

    agreed = _agreeing()
    old = agreed.exclude(packedhistory__format=packed.FORMAT)
    for member in old:
        keep(member=member, events=selectors.events_of(member))
    rows = PackedHistory.objects.filter(member__in=agreed, attempts__gt=0).order_by("member_id")
    found = list(rows.values_list("member_id", "rows"))
    scores = assessments.anxiety_of(agreed)
    return Histories(
        tuple(bytes(row) for _, row in found), tuple(scores.get(member) for member, _ in found)
    )


def note_fit(*, people: int, now: datetime) -> None:
    """Write into the audit trail that a population was fitted, and to how many members."""
    audit.record(
        at=now,
        actor="operator",
        action="population.fitted",
        subject="population",
        detail=str(people),
    )


def _agreeing() -> QuerySet[Member]:
    last = SharingChoice.objects.filter(member=OuterRef("pk")).order_by("-pk").values("agreed")[:1]
    adults = Member.objects.filter(age=Member.Age.ADULT)
    return adults.annotate(shares=Subquery(last)).filter(shares=True)
