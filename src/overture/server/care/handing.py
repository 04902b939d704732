"""Handing somebody over to another clinician, and leaving: what is shared moves by no hand but the
member's."""

from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.db.models import QuerySet

from overture.server.accounts import people, sharing
from overture.server.accounts.models import Link, Member, Person, Role
from overture.server.accounts.people import pseudonym_of
from overture.server.accounts.services import pseudonym
from overture.server.audit import services as audit
from overture.server.care import parting
from overture.server.care.models import Answer, Handover

__all__ = ["Handover", "answer", "colleagues", "leave", "offer", "open_of", "open_to"]


def colleagues(person: Person) -> QuerySet[Person]:
    """The other clinicians here."""
    here = Role.objects.filter(kind=Role.Kind.CLINICIAN, ended_at=None, person__closed_at=None)
    return Person.objects.filter(roles__in=here).exclude(pk=person.pk).order_by("name").distinct()


@transaction.atomic
def offer(*, link: Link, to: Person, key: UUID, now: datetime) -> Handover:
    """Suggest that a colleague goes on. Raises ValueError for somebody who is none."""
    held = Link.objects.select_for_update().get(pk=link.pk)
    if held.ended_at or not colleagues(held.person).filter(pk=to.pk).exists():
        raise ValueError("nobody to hand over to")
    held.handovers.filter(answer="").exclude(key=key).update(answer=Answer.NO, answered_at=now)
    made, _ = Handover.objects.get_or_create(
        link=held, key=key, defaults={"to": to, "made_at": now}
    )
    return made


@transaction.atomic
def answer(*, handover: Handover, said: str, now: datetime) -> bool:
    """The member's yes or no; whether it was still open. Raises ValueError for any other word.

    With a yes the colleague stands on the member's page, sees nothing until something is ticked,
    and the one who handed over is taken off it.
    """
    if said not in {Answer.YES, Answer.NO}:
        raise ValueError(f"not an answer: {said}")
    still = Handover.objects.filter(pk=handover.pk, answer="", link__ended_at=None)
    if not still.update(answer=said, answered_at=now):
        return False
    link = handover.link
    if said == Answer.YES:
        if not people.has_role(handover.to, Role.Kind.CLINICIAN):
            raise ValueError("they are not here any more")
        sharing.tie(member=link.member, person=handover.to, kind=Link.Kind.CLINICIAN, now=now)
        sharing.end(link=link, by=pseudonym(link.member), now=now)
    who = pseudonym(link.member)
    audit.record(at=now, actor=who, action="handover.answered", subject=who, detail=said)
    return True


def open_of(link: Link) -> Handover | None:
    """What waits for the member's answer, if anything does."""
    return link.handovers.filter(answer="").select_related("to").last()


def open_to(member: Member) -> list[Handover]:
    """What waits for a member's answer."""
    rows = Handover.objects.filter(link__member=member, link__ended_at=None, answer="")
    return list(rows.select_related("link__person", "link__member", "to"))


@transaction.atomic
def leave(*, person: Person, now: datetime) -> None:
    """Be a clinician here no longer: every link ends, and every member is told in plain words."""
    for link in sharing.linked_to(person, Link.Kind.CLINICIAN):
        parting.step_back(link=link, now=now)
    people.end_role(person=person, kind=Role.Kind.CLINICIAN, by=pseudonym_of(person), now=now)
