"""Opening, returning to, changing and erasing a member's space."""

import hashlib
import hmac
from datetime import datetime, timedelta

from django.conf import settings
from django.db import transaction

from overture.server.accounts import codes, throttling
from overture.server.accounts.models import Member
from overture.server.audit import services as audit

TRIES = 8
WINDOW = timedelta(minutes=10)
CHOICES = frozenset(
    {
        "name",
        "region",
        "theme",
        "text_size",
        "less_motion",
        "pace",
        "plain_style",
        "literal_feedback",
        "harder_moments",
        "fades",
        "reads_aloud",
        "listens",
        "patience",
    }
)


class TooManyTriesError(Exception):
    """Too many codes were tried from one place; wait, nothing is locked."""


def pseudonym(member: Member) -> str:
    """A name for a member in the audit trail that means nothing once the secret is gone."""
    key = f"overture audit:{settings.SECRET_KEY}".encode()
    return hmac.new(key, member.pk.bytes, hashlib.sha256).hexdigest()[:32]


@transaction.atomic
def open_space(*, now: datetime, region: str = "", age: Member.Age = Member.Age.UNKNOWN) -> Member:
    """A new private space, without a name. The age is what was said at the start, for good."""
    member = Member.objects.create(created_at=now, last_seen_at=now, region=region, age=age)
    audit.record(at=now, actor=pseudonym(member), action="space.opened", subject=pseudonym(member))
    return member


@transaction.atomic
def give_code(*, member: Member, now: datetime) -> str:
    """Six new words for this space. The old ones stop working; these are shown once."""
    code = codes.fresh()
    member.code_hash = codes.hashed(code)
    member.save(update_fields=["code_hash"])
    audit.record(at=now, actor=pseudonym(member), action="code.made", subject=pseudonym(member))
    return code


def return_by_code(*, typed: str, place: str, now: datetime) -> Member | None:
    """The space that these six words open, or None if they open none.

    Raises TooManyTriesError after eight tries from one place in ten minutes. Nobody is locked
    out for longer.
    """
    _count_try(place=place, now=now)
    member = Member.objects.filter(code_hash=codes.hashed(typed)).first()
    if member:
        audit.record(
            at=now, actor=pseudonym(member), action="space.returned", subject=pseudonym(member)
        )
    return member


@transaction.atomic
def _count_try(*, place: str, now: datetime) -> None:
    throttling.forget_old(now=now)
    try:
        throttling.count(what=f"code:{place}", most=TRIES, within=WINDOW, now=now)
    except throttling.TooOftenError as error:
        raise TooManyTriesError from error


@transaction.atomic
def choose(*, member: Member, choices: dict[str, str | bool | int]) -> Member:
    """Change settings. Raises ValueError for a setting that is not the member's to change."""
    unknown = set(choices) - CHOICES
    if unknown:
        message = f"not a setting: {', '.join(sorted(unknown))}"
        raise ValueError(message)
    for name, value in choices.items():
        setattr(member, name, value)
    fields = Member._meta.get_fields()  # noqa: SLF001 - Django names it so, and documents it
    others = [field.name for field in fields if field.name not in choices]
    member.clean_fields(exclude=others)
    member.save(update_fields=sorted(choices))
    return member


def seen(*, member: Member, now: datetime) -> None:
    """Note that the member is here, at most once a minute."""
    if member.last_seen_at is None or now - member.last_seen_at > timedelta(minutes=1):
        Member.objects.filter(pk=member.pk).update(last_seen_at=now)


@transaction.atomic
def erase(*, member: Member, now: datetime) -> int:
    """Erase a space and everything in it. Returns how many rows went. It cannot be undone."""
    who = pseudonym(member)
    gone, _ = member.delete()
    # The end of the audit chain is locked last, as everywhere: two orders would block each other.
    audit.record(at=now, actor=who, action="space.erased", subject=who)
    return gone
