"""Invitations: one link for one person, for a while.

The token in the link is kept nowhere, only its keyed hash. What whoever takes it becomes was
decided by who made it; a stolen link that was used is seen, as it no longer works for the invited.
"""

import hashlib
import hmac
import secrets
from collections.abc import Collection
from datetime import datetime, timedelta
from typing import Final
from uuid import UUID

from django.conf import settings
from django.db import transaction
from django.db.models import QuerySet

from overture.server.accounts import people, sharing
from overture.server.accounts.models import Invitation, Link, Member, Person, Role
from overture.server.accounts.services import pseudonym
from overture.server.audit import services as audit

__all__ = [
    "CannotTakeError",
    "Invitation",
    "by_token",
    "from_machine",
    "from_member",
    "from_person",
    "open_ones",
    "open_ones_by",
    "take",
    "withdraw",
]

LASTS: Final = timedelta(days=14)
MOST: Final = 20
"""So many open invitations from one hand: more is a list that leaked, or a mistake."""

MAY_INVITE: Final = {
    Role.Kind.OPERATOR: (Invitation.Kind.CLINICIAN, Invitation.Kind.HOST, Invitation.Kind.OPERATOR),
    Role.Kind.CLINICIAN: (Invitation.Kind.MEMBER,),
    Role.Kind.HOST: (Invitation.Kind.GROUP,),
}
"""Who may invite to what. Members invite somebody close, or a clinician who is one already."""


class CannotTakeError(ValueError):
    """This invitation cannot be taken. The text says why, for whoever holds it."""


@transaction.atomic
def from_member(
    *,
    member: Member,
    kind: str,
    called: str = "",
    things: Collection[str] = (),
    now: datetime,
) -> tuple[Invitation, str]:
    """An invitation to see what a member ticked, and its token, which is shown once.

    Raises ValueError for a kind or a thing that is not a member's to give, and for one too many.
    """
    if kind not in Link.Kind.values or set(things) - set(sharing.ALLOWED[Link.Kind(kind)]):
        raise ValueError(f"not a member's to give: {kind} {sorted(things)}")
    Member.objects.select_for_update().get(pk=member.pk)
    _not_too_many(open_ones(member, now))
    made, token = _made(kind=kind, now=now, from_member=member, called=called, things=list(things))
    who = pseudonym(member)
    audit.record(at=now, actor=who, action="invitation.made", subject=who, detail=kind)
    return made, token


@transaction.atomic
def from_person(
    *, person: Person, kind: str, called: str = "", about: UUID | None = None, now: datetime
) -> tuple[Invitation, str]:
    """An invitation by somebody who may make one of this kind, and its token, shown once.

    Raises ValueError where none of the person's roles may, and for one too many.
    """
    if not _may_invite(person, kind):
        raise ValueError(f"not theirs to give: {kind}")
    Person.objects.select_for_update().get(pk=person.pk)
    _not_too_many(open_ones_by(person, now))
    made, token = _made(kind=kind, now=now, from_person=person, called=called, about=about)
    who = people.pseudonym_of(person)
    audit.record(at=now, actor=who, action="invitation.made", subject=who, detail=kind)
    return made, token


@transaction.atomic
def from_machine(*, kind: str, called: str = "", now: datetime) -> tuple[Invitation, str]:
    """An invitation by whoever can run commands on the machine: to the first operator.

    Raises ValueError for what is nobody's to be made there.
    """
    if kind not in MAY_INVITE[Role.Kind.OPERATOR]:
        raise ValueError(f"not made at the machine: {kind}")
    made, token = _made(kind=kind, now=now, called=called)
    audit.record(at=now, actor="machine", action="invitation.made", subject="", detail=kind)
    return made, token


def by_token(token: str, now: datetime) -> Invitation | None:
    """The invitation that a link opens, or None if it never was one or is over."""
    found = Invitation.objects.filter(token_hash=_hashed(token))
    made = found.select_related("from_member", "from_person").first()
    if made is None or not made.is_open(now):
        return None
    # Who may invite no longer has not invited anybody.
    by = made.from_person
    return made if by is None or _may_invite(by, made.kind) else None


@transaction.atomic
def take(
    *, token: str, person: Person | None = None, member: Member | None = None, now: datetime
) -> Invitation:
    """Become what a link says. One of two who open it at once gets it, the other is told.

    `person` takes what needs an account; `member` takes what needs a space. Raises CannotTakeError.
    """
    found = by_token(token, now)
    if found is None:
        raise CannotTakeError("This invitation was used, taken back, or has run out.")
    held = Invitation.objects.filter(pk=found.pk, taken_at=None, withdrawn_at=None)
    if not held.update(taken_at=now):
        raise CannotTakeError("This invitation was used just now.")
    _become(found, person, member, now)
    found.taken_at = now
    who = _taker(person, member)
    audit.record(at=now, actor=who, action="invitation.taken", subject=who, detail=found.kind)
    return found


def withdraw(*, invitation: Invitation, now: datetime) -> bool:
    """Take an invitation back before it is used. Whether it was in time."""
    open_ = Invitation.objects.filter(pk=invitation.pk, taken_at=None, withdrawn_at=None)
    return bool(open_.update(withdrawn_at=now))


def open_ones(member: Member, now: datetime) -> QuerySet[Invitation]:
    """A member's invitations that nobody has taken yet."""
    return member.invitations.filter(taken_at=None, withdrawn_at=None, expires_at__gt=now)


def open_ones_by(person: Person, now: datetime) -> QuerySet[Invitation]:
    """A person's invitations that nobody has taken yet."""
    return person.invitations.filter(taken_at=None, withdrawn_at=None, expires_at__gt=now)


def _may_invite(person: Person, kind: str) -> bool:
    return any(kind in MAY_INVITE.get(Role.Kind(role), ()) for role in people.roles_of(person))


def _become(found: Invitation, person: Person | None, member: Member | None, now: datetime) -> None:
    if found.kind in {Invitation.Kind.MEMBER, Invitation.Kind.GROUP}:
        if member is None:
            raise CannotTakeError("This invitation is for somebody with a space here.")
        if found.kind == Invitation.Kind.MEMBER and found.from_person:
            sharing.tie(member=member, person=found.from_person, kind=Link.Kind.CLINICIAN, now=now)
    elif person is None:
        raise CannotTakeError("This invitation is for somebody with an account here.")
    elif found.from_member:
        _see_of(found, found.from_member, person, now)
    else:
        by = people.pseudonym_of(found.from_person) if found.from_person else "machine"
        people.give_role(person=person, kind=found.kind, by=by, now=now)


def _see_of(found: Invitation, owner: Member, person: Person, now: datetime) -> None:
    if owner.person_id == person.pk:
        raise CannotTakeError("This is your own invitation. Send it to the person it is for.")
    if found.kind == Invitation.Kind.SUPPORTER:
        by = people.pseudonym_of(person)
        people.give_role(person=person, kind=Role.Kind.SUPPORTER, by=by, now=now)
    elif not people.has_role(person, Role.Kind.CLINICIAN):
        raise CannotTakeError(
            "This invitation is for a clinician whom this service knows. "
            "Whoever runs it can make an account one."
        )
    link = sharing.tie(member=owner, person=person, kind=found.kind, called=found.called, now=now)
    for thing in found.things:
        sharing.grant(link=link, thing=thing, now=now)


def _made(*, kind: str, now: datetime, called: str = "", **more: object) -> tuple[Invitation, str]:
    token = secrets.token_urlsafe(24)
    made = Invitation.objects.create(
        kind=kind,
        token_hash=_hashed(token),
        called=" ".join(called.split())[:60],
        made_at=now,
        expires_at=now + LASTS,
        **more,
    )
    return made, token


def _not_too_many(open_: QuerySet[Invitation]) -> None:
    if open_.count() >= MOST:
        raise ValueError(f"{MOST} invitations are open already")


def _hashed(token: str) -> str:
    key = f"overture invitation:{settings.SECRET_KEY}".encode()
    return hmac.new(key, token.encode(), hashlib.sha256).hexdigest()


def _taker(person: Person | None, member: Member | None) -> str:
    if person:
        return people.pseudonym_of(person)
    return pseudonym(member) if member else ""
