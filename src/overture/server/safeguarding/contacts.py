"""Whom a member may have told, and each yes and no to it."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.conf import settings
from django.db import transaction

from overture.safety import alerts as words
from overture.safety.alerts import Purpose
from overture.server.accounts.models import Member
from overture.server.accounts.services import pseudonym
from overture.server.audit import services as audit
from overture.server.safeguarding.models import AlertConsent, Contact
from overture.server.safeguarding.on_call import Team

__all__ = [
    "MOST",
    "WAITS",
    "Contact",
    "Named",
    "NoConsentError",
    "TooManyContactsError",
    "agreed",
    "change",
    "contact_of",
    "contacts_of",
    "first_name_for",
    "name_someone",
    "put_first",
    "remove",
    "require_consent",
    "say",
    "team_of",
    "teams",
    "to_be_told",
    "was_listed",
]

MOST = 5
"""People on one list: enough for a bad night, few enough to be asked beforehand."""

WAITS = (5, 15, 30, 60)
"""Minutes that somebody may be given before the next is told."""


class TooManyContactsError(ValueError):
    """The list is full. Nothing is lost: those on it stay."""


class NoConsentError(PermissionError):
    """A contact may not be told for this purpose: there is no yes, or it was taken back."""


@dataclass(frozen=True)
class Named:
    """What a member says of somebody to be told. `team` names one of the operator's teams."""

    name: str
    signed: str
    email: str = ""
    team: str = ""
    wait: int = 15


def teams() -> tuple[Team, ...]:
    """The on-call teams that the operator wrote down."""
    found: tuple[Team, ...] = settings.OVERTURE_TEAMS
    return found


def team_of(contact: Contact) -> Team | None:
    """The team behind a contact; None for a person, or a team that is not there any more."""
    return next((team for team in teams() if team.id == contact.team), None)


@transaction.atomic
def name_someone(*, member: Member, named: Named, key: UUID, now: datetime) -> Contact:
    """Put somebody at the end of the list. Nothing is agreed to yet.

    The same key is the same contact. Raises TooManyContactsError at five.
    """
    Member.objects.select_for_update().get(pk=member.pk)
    found = member.contacts.filter(key=key).first()
    if found:
        return found
    listed = contacts_of(member)
    if len(listed) >= MOST:
        raise TooManyContactsError
    place = max((one.place for one in listed), default=0) + 1
    contact = Contact.objects.create(
        member=member, key=key, place=place, created_at=now, **vars(named)
    )
    _note(member, "contact.named", now)
    return contact


@transaction.atomic
def change(*, contact: Contact, named: Named, now: datetime) -> None:
    """Change what a contact is called and where it is reached.

    Another address is another recipient: what was agreed to for the old one is taken back.
    """
    moved = (contact.email, contact.team) != (named.email, named.team)
    changes: dict[str, object] = {**vars(named), **({"refused_at": None} if moved else {})}
    # Only what is changed here: they may be refusing, or be taken off the list, at this moment.
    Contact.objects.filter(pk=contact.pk, removed_at=None).update(**changes)
    if moved:
        _say_no_to_all(contact, now)
    contact.refresh_from_db()
    _note(contact.member, "contact.changed", now)


@transaction.atomic
def put_first(*, contact: Contact, now: datetime) -> None:
    """Have this contact told before the others."""
    listed = contacts_of(contact.member)
    contact.place = min(one.place for one in listed) - 1
    contact.save(update_fields=["place"])
    _note(contact.member, "contact.changed", now)


@transaction.atomic
def remove(*, contact: Contact, now: datetime) -> None:
    """Take a contact off the list: every yes is taken back and the address is forgotten."""
    _say_no_to_all(contact, now)
    contact.email, contact.team, contact.removed_at = "", "", now
    contact.save(update_fields=["email", "team", "removed_at"])
    _note(contact.member, "contact.removed", now)


def contacts_of(member: Member) -> list[Contact]:
    """Everybody on the member's list, in the order in which they would be told."""
    return list(member.contacts.filter(removed_at=None))


def contact_of(member: Member, contact_id: UUID) -> Contact | None:
    """One contact on the member's own list, or None."""
    return member.contacts.filter(pk=contact_id, removed_at=None).first()


def was_listed(member: Member, contact_id: UUID) -> bool:
    """Whether this contact is, or once was, on the member's own list."""
    return member.contacts.filter(pk=contact_id).exists()


@transaction.atomic
def say(*, contact: Contact, purpose: Purpose, yes: bool, now: datetime) -> None:
    """Keep the member's yes or no to telling this contact for this purpose."""
    if agreed(contact, purpose) is yes:
        return
    text = words.consent(purpose, contact.name)
    AlertConsent.objects.create(
        contact=contact,
        purpose=purpose,
        agreed=yes,
        text_version=text.version,
        text_hash=text.digest,
        language=words.LANGUAGE,
        method="page",
        at=now,
    )
    answer = "agreed" if yes else "declined"
    _note(contact.member, f"contact.{answer}", now, purpose)


def agreed(contact: Contact, purpose: Purpose) -> bool:
    """Whether the latest answer is a yes, and one to the words as they stand now."""
    latest = contact.consents.filter(purpose=purpose).order_by("-pk").first()
    if latest is None or not latest.agreed:
        return False
    return latest.text_hash == words.consent(purpose, contact.name).digest


def require_consent(contact: Contact, purpose: Purpose) -> None:
    """Raise NoConsentError unless this contact may be told for this purpose, at this moment."""
    reachable = contact.removed_at is None and contact.refused_at is None
    if not (reachable and agreed(contact, purpose)):
        raise NoConsentError


def to_be_told(member: Member, purpose: Purpose) -> list[Contact]:
    """Whom the member agreed to have told for this purpose, in their order."""
    return [one for one in contacts_of(member) if one.refused_at is None and agreed(one, purpose)]


def first_name_for(member: Member) -> str | None:
    """What the member calls the person on the list who comes first, if there is one."""
    listed: Sequence[Contact] = to_be_told(member, "asked")
    return next((one.name for one in listed if one.email), None)


def _say_no_to_all(contact: Contact, now: datetime) -> None:
    for purpose in AlertConsent.Purpose.values:
        say(contact=contact, purpose=purpose, yes=False, now=now)  # type: ignore[arg-type]


def _note(member: Member, action: str, now: datetime, detail: str = "") -> None:
    who = pseudonym(member)
    audit.record(at=now, actor=who, action=action, subject=who, detail=detail)
