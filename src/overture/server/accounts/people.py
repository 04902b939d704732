"""Accounts, what their people are here, and the space that belongs to one."""

import hashlib
import hmac
from datetime import datetime

from django.conf import settings
from django.db import transaction

from overture.server.accounts.models import Member, Person, Role
from overture.server.accounts.services import pseudonym
from overture.server.audit import services as audit

__all__ = [
    "AlreadyJoinedError",
    "Person",
    "Role",
    "end_role",
    "give_role",
    "has_role",
    "join",
    "pseudonym_of",
    "roles_of",
]


class AlreadyJoinedError(ValueError):
    """The account has a space already, or the space an account. Nothing was changed."""


def pseudonym_of(person: Person) -> str:
    """A name for an account in the audit trail that means nothing once the secret is gone."""
    key = f"overture audit person:{settings.SECRET_KEY}".encode()
    return hmac.new(key, person.pk.bytes, hashlib.sha256).hexdigest()[:32]


def roles_of(person: Person) -> frozenset[str]:
    """What somebody is here at present. A closed account is nothing."""
    if person.closed_at:
        return frozenset()
    return frozenset(person.roles.filter(ended_at=None).values_list("kind", flat=True))


def has_role(person: Person, kind: str) -> bool:
    """Whether somebody is this here at present."""
    return kind in roles_of(person)


@transaction.atomic
def give_role(*, person: Person, kind: str, by: str, now: datetime) -> Role:
    """Make somebody a clinician, a host, …; who is it already stays it. `by`: a pseudonym."""
    if kind not in Role.Kind.values:
        raise ValueError(f"not a role: {kind}")
    Person.objects.select_for_update().get(pk=person.pk)
    role, is_new = Role.objects.get_or_create(
        person=person, kind=kind, ended_at=None, defaults={"since": now}
    )
    if is_new:
        who = pseudonym_of(person)
        audit.record(at=now, actor=by, action="role.given", subject=who, detail=kind)
    return role


@transaction.atomic
def end_role(*, person: Person, kind: str, by: str, now: datetime) -> bool:
    """Let somebody be it no longer, from the next page on. Whether they were."""
    ended = Role.objects.filter(person=person, kind=kind, ended_at=None).update(ended_at=now)
    if ended:
        who = pseudonym_of(person)
        audit.record(at=now, actor=by, action="role.ended", subject=who, detail=kind)
    return bool(ended)


@transaction.atomic
def join(*, member: Member, person: Person, now: datetime) -> None:
    """Let an account open a space too. Nothing in the space moves, and its six words still work.

    Raises AlreadyJoinedError where either has another already.
    """
    kept = Member.objects.select_for_update().get(pk=member.pk)
    if kept.person_id == person.pk:
        return
    if kept.person_id or Member.objects.filter(person=person).exists():
        raise AlreadyJoinedError
    Member.objects.filter(pk=member.pk).update(person=person)
    member.person = person
    who = pseudonym(member)
    audit.record(at=now, actor=who, action="space.joined", subject=pseudonym_of(person))
