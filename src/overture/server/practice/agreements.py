"""What a member agreed to about pace and limits, and takes back when they like."""

from datetime import datetime
from uuid import UUID

from django.conf import settings
from django.db import transaction
from django.db.models import Q

from overture.planning import Agreed, agreed_from
from overture.planning.agreed import PRESCRIBE, Value, checked
from overture.server.accounts.models import Member, Person
from overture.server.accounts.services import pseudonym
from overture.server.audit import services as audit
from overture.server.practice.models import Agreement

__all__ = [
    "Agreement",
    "agree",
    "agreement_of",
    "changed_since",
    "end",
    "may_be_agreed",
    "of_member",
    "standing",
    "with_person",
]


def may_be_agreed(setting: str) -> bool:
    """Whether the rules of the chosen places leave this to be suggested at all."""
    return setting not in PRESCRIBE or bool(settings.OVERTURE_RULES.care.prescribing)


@transaction.atomic
def agree(
    *, member: Member, setting: str, value: Value, by: Person | None, now: datetime
) -> Agreement:
    """Keep the member's yes; what was agreed before about the same thing ends with it.

    Raises ValueError for a setting or a value that there is not.
    """
    known = checked(setting, value)
    Member.objects.select_for_update().get(pk=member.pk)
    member.agreements.filter(setting=setting, ended_at=None).update(ended_at=now)
    made = Agreement.objects.create(member=member, setting=setting, value=known, by=by, at=now)
    _note(member, "pace.agreed", setting, now)
    return made


@transaction.atomic
def end(*, agreement: Agreement, now: datetime) -> None:
    """Take a yes back. It holds from the next offer on; nothing has to be said."""
    if Agreement.objects.filter(pk=agreement.pk, ended_at=None).update(ended_at=now):
        _note(agreement.member, "pace.taken_back", agreement.setting, now)


def of_member(member: Member) -> list[Agreement]:
    """What is agreed now, the oldest yes first."""
    return list(member.agreements.filter(ended_at=None).select_related("by"))


def with_person(member: Member, person: Person) -> dict[str, Value]:
    """What is agreed now with one person, by setting: what was with others is not theirs to see."""
    rows = member.agreements.filter(ended_at=None, by=person)
    return dict(rows.values_list("setting", "value"))


def agreement_of(member: Member, agreement_id: UUID) -> Agreement | None:
    """One of the member's own that still holds, or None."""
    return member.agreements.filter(pk=agreement_id, ended_at=None).first()


def standing(member: Member) -> Agreed:
    """What is agreed, as the planner reads it."""
    rows = member.agreements.filter(ended_at=None).values_list("setting", "value")
    return agreed_from(dict(rows), prescribing=settings.OVERTURE_RULES.care.prescribing)


def changed_since(member: Member, since: datetime) -> bool:
    """Whether anything was agreed or taken back after a time."""
    return member.agreements.filter(Q(at__gt=since) | Q(ended_at__gt=since)).exists()


def _note(member: Member, action: str, detail: str, now: datetime) -> None:
    who = pseudonym(member)
    audit.record(at=now, actor=who, action=action, subject=who, detail=detail)
