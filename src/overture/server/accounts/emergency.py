"""Break-glass access: an operator looks into one space, once, for a reason its member reads."""

from datetime import datetime, timedelta
from typing import Final
from uuid import UUID

from django.db import transaction
from django.db.models import QuerySet

from overture.server.accounts import people
from overture.server.accounts.ages import number_of
from overture.server.accounts.models import EmergencyLook, Member, Person, Role
from overture.server.accounts.services import pseudonym
from overture.server.audit import services as audit

__all__ = ["LASTS", "EmergencyLook", "begin", "have_read", "of_member", "open_look", "unread"]

LASTS: Final = timedelta(hours=1)
FEWEST: Final = 20
"""Letters that a reason has at least: "ok" tells a member nothing."""


@transaction.atomic
def begin(*, person: Person, number: str, reason: str, now: datetime) -> EmergencyLook | None:
    """Open the space with this number to one operator for an hour; None if there is none.

    The member reads who looked, when and why as soon as they open the space. Raises ValueError
    for a reason that says nothing, and PermissionError for anybody who is no operator.
    """
    why = " ".join(reason.split())[:400]
    if not people.has_role(person, Role.Kind.OPERATOR):
        raise PermissionError("only an operator may")
    if len(why) < FEWEST:
        raise ValueError("a reason has at least twenty letters")
    typed = number.strip().lower()
    found = next((one for one in Member.objects.iterator() if number_of(one) == typed), None)
    if found is None:
        return None
    look = EmergencyLook.objects.create(
        member=found, person=person, by=person.name, reason=why, at=now, ends_at=now + LASTS
    )
    who, about = people.pseudonym_of(person), pseudonym(found)
    audit.record(at=now, actor=who, action="emergency.look", subject=about)
    return look


def open_look(person: Person, look_id: UUID, now: datetime) -> EmergencyLook | None:
    """A look that this operator began and that has not ended."""
    found = EmergencyLook.objects.filter(pk=look_id, person=person).select_related("member").first()
    return found if found and found.is_open(now) else None


def of_member(member: Member) -> QuerySet[EmergencyLook]:
    """Every look into a space, the latest first."""
    return member.emergency_looks.all()


def unread(member: Member) -> EmergencyLook | None:
    """The earliest look that its member has not read about."""
    return member.emergency_looks.filter(read_at=None).last()


def have_read(*, member: Member, look_id: UUID, now: datetime) -> bool:
    """The member has read about it. It stays on the page of who looked."""
    return bool(member.emergency_looks.filter(pk=look_id, read_at=None).update(read_at=now))
