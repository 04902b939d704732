"""Accounts, what their people are here, and the space that belongs to one."""

import hashlib
import hmac
import re
from datetime import datetime
from typing import Any, Final
from uuid import UUID

from django.conf import settings
from django.db import IntegrityError, transaction
from django.db.models import Prefetch, QuerySet

from overture.server.accounts.models import Member, Person, Role
from overture.server.accounts.services import pseudonym
from overture.server.audit import services as audit

__all__ = [
    "GIVEN",
    "AlreadyJoinedError",
    "HandleTakenError",
    "Member",
    "Person",
    "Role",
    "by_handle",
    "by_id",
    "call",
    "close",
    "end_role",
    "give_role",
    "has_role",
    "is_handle",
    "join",
    "list_for_operator",
    "make",
    "note_change",
    "pseudonym_of",
    "roles_of",
    "space_of",
    "with_roles",
]

HANDLE: Final = re.compile(r"[a-z0-9](?:[a-z0-9._-]{1,28}[a-z0-9])")
"""A sign-in name: small letters, numbers and . _ - within, 3 to 30. It holds no sentence."""


GIVEN: Final = (Role.Kind.CLINICIAN, Role.Kind.HOST, Role.Kind.OPERATOR)
"""What an operator makes somebody. To be close to a member is the member's to say."""


class HandleTakenError(ValueError):
    """Somebody else signs in with this name."""


class AlreadyJoinedError(ValueError):
    """The account has a space already, or the space an account. Nothing was changed."""


def is_handle(handle: str) -> bool:
    """Whether somebody could sign in with this name."""
    return bool(HANDLE.fullmatch(handle))


@transaction.atomic
def make(*, handle: str, password: str, name: str = "", now: datetime) -> Person:
    """An account. Raises HandleTakenError."""
    try:
        with transaction.atomic():
            made = Person.objects.create_user(
                handle, created_at=now, password=password, name=" ".join(name.split())[:60]
            )
    except IntegrityError:
        raise HandleTakenError(handle) from None
    who = pseudonym_of(made)
    audit.record(at=now, actor=who, action="account.made", subject=who)
    return made


def call(*, person: Person, name: str) -> None:
    """What others read somebody as."""
    person.name = " ".join(name.split())[:60]
    Person.objects.filter(pk=person.pk).update(name=person.name)


def by_handle(handle: str) -> Person | None:
    """The open account of a sign-in name."""
    return Person.objects.filter(handle=handle.strip().lower(), closed_at=None).first()


def list_for_operator() -> list[dict[str, Any]]:
    """Every open account and what it is, without a word that anybody wrote."""
    found = Person.objects.filter(closed_at=None).prefetch_related("roles", "authenticator_set")
    spaces = set(Member.objects.exclude(person=None).values_list("person_id", flat=True))
    return [
        {
            "name": person.handle,
            "roles": sorted(role.kind for role in person.roles.all() if role.ended_at is None),
            "since": person.created_at,
            "two_factors": bool(_of_signing_in(person)[0].all()),
            "has_space": person.pk in spaces,
        }
        for person in found
    ]


def note_change(*, person: Person, what: str, now: datetime) -> None:
    """Write into the audit trail that a way in was changed, by a word such as "factor.added"."""
    who = pseudonym_of(person)
    audit.record(at=now, actor=who, action=what, subject=who)


def space_of(person: Person) -> Member | None:
    """The space that an account opens, if it has one."""
    return Member.objects.filter(person=person).first()


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


def by_id(person_id: UUID) -> Person | None:
    """Somebody with an account that is not closed."""
    return Person.objects.filter(pk=person_id, closed_at=None).first()


def with_roles() -> QuerySet[Person]:
    """Everybody who is something here at present, in the order in which they came.

    `open_roles` holds what each of them is.
    """
    held = Prefetch("roles", Role.objects.filter(ended_at=None), to_attr="open_roles")
    found = Person.objects.filter(closed_at=None, roles__ended_at=None, roles__isnull=False)
    return found.distinct().prefetch_related(held)


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


@transaction.atomic
def close(*, person: Person, now: datetime) -> None:
    """Close an account for good. A space that it opened stays, with its six words.

    What others were told stays theirs: that somebody stood on a member's page, and what they
    looked at. The row keeps no name, no address and no way in.
    """
    who = pseudonym_of(person)
    Member.objects.filter(person=person).update(person=None)
    for rows in (person.roles, person.links):
        rows.filter(ended_at=None).update(ended_at=now)
    person.invitations.filter(taken_at=None).delete()
    for gone in (person.sign_ins, *_of_signing_in(person)):
        gone.all().delete()
    person.handle, person.email, person.name = f"closed {person.pk}", "", ""
    person.closed_at = now
    person.set_unusable_password()
    person.save()
    audit.record(at=now, actor=who, action="account.closed", subject=who)


def _of_signing_in(person: Person) -> tuple[Any, ...]:
    """Factors and addresses, whose rows are not ours."""
    return person.authenticator_set, person.emailaddress_set  # type: ignore[attr-defined]
