"""Where an account is open: the list of browsers, how long each stays open, and ending them."""

from datetime import datetime, timedelta
from typing import Final, Literal
from uuid import UUID

from django.db import transaction
from django.db.models import QuerySet

from overture.server.accounts.models import Person, Role, SignIn
from overture.server.accounts.people import pseudonym_of, roles_of
from overture.server.audit import services as audit

__all__ = [
    "ABSOLUTE",
    "IDLE",
    "STRICT",
    "SignIn",
    "begin",
    "end",
    "end_all",
    "keeps_open",
    "open_ones",
]

STRICT: Final = frozenset({Role.Kind.CLINICIAN, Role.Kind.HOST, Role.Kind.OPERATOR})
"""Who may see something of others, or decide about it: signed in for hours and with two factors."""

IDLE: Final = timedelta(minutes=30)
"""So long such an account stays open without a page being asked for."""

ABSOLUTE: Final = timedelta(hours=12)
"""So long it stays open at all."""

LONGEST: Final = timedelta(days=180)
"""So long any other account stays open without a page being asked for, as a space does."""

NOTED: Final = timedelta(minutes=1)

State = Literal["open", "idle", "over", "ended"]


@transaction.atomic
def begin(*, person: Person, device: str, now: datetime) -> SignIn:
    """Note that an account is open in another browser."""
    begun = SignIn.objects.create(person=person, device=device[:60], began_at=now, last_at=now)
    who = pseudonym_of(person)
    audit.record(at=now, actor=who, action="account.signed_in", subject=who)
    return begun


def keeps_open(*, person: Person, sign_in_id: UUID, now: datetime) -> State:
    """Whether an account may stay open in this browser, or why not. The time is noted."""
    held = SignIn.objects.filter(pk=sign_in_id, person=person, ended_at=None)
    found = held.first()
    if found is None or person.closed_at:
        return "ended"
    state = _state(found, is_strict=bool(roles_of(person) & STRICT), now=now)
    if state != "open":
        held.update(ended_at=now)
    elif now - found.last_at > NOTED:
        held.update(last_at=now)
    return state


@transaction.atomic
def end(*, person: Person, sign_in_id: UUID, now: datetime) -> bool:
    """Close an account in one browser, from its next page on. Whether it was open."""
    held = SignIn.objects.filter(pk=sign_in_id, person=person, ended_at=None)
    ended = held.update(ended_at=now)
    if ended:
        who = pseudonym_of(person)
        audit.record(at=now, actor=who, action="account.signed_out", subject=who)
    return bool(ended)


@transaction.atomic
def end_all(*, person: Person, but: UUID | None = None, now: datetime) -> int:
    """Close an account in every browser, but for one if named. How many there were."""
    others = open_ones(person).exclude(pk=but) if but else open_ones(person)
    ended = others.update(ended_at=now)
    if ended:
        who = pseudonym_of(person)
        audit.record(at=now, actor=who, action="account.signed_out", subject=who, detail=str(ended))
    return ended


def open_ones(person: Person) -> QuerySet[SignIn]:
    """Where an account is open, the latest first."""
    return person.sign_ins.filter(ended_at=None)


def _state(found: SignIn, *, is_strict: bool, now: datetime) -> State:
    idle = IDLE if is_strict else LONGEST
    if now - found.last_at > idle:
        return "idle"
    return "over" if is_strict and now - found.began_at > ABSOLUTE else "open"
