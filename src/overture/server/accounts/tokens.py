"""Keys for other programs: made by a member, for what was ticked, shown once, taken back at once.

A key is 256 random bits, so that it cannot be guessed; only its keyed hash is kept.
"""

import hashlib
import hmac
import secrets
from collections.abc import Collection, Mapping
from datetime import datetime, timedelta
from types import MappingProxyType
from typing import Final
from uuid import UUID

from django.conf import settings
from django.db import transaction

from overture.server.accounts.models import ApiToken, Member
from overture.server.accounts.services import pseudonym
from overture.server.audit import services as audit

__all__ = ["SCOPES", "ApiToken", "Member", "behind", "make", "of_member", "take_back", "token_of"]

SCOPES: Final[Mapping[str, str]] = MappingProxyType(
    {
        "read:record": "Read your record: what you expected, what happened, moments you noted",
        "write:record": "Write to your record, and take things out of it",
        "read:steps": "Read your steps and regular things",
        "write:steps": "Add, plan and rest steps and regular things",
        "read:measures": "Read your answers to sets of questions",
        "write:measures": "Answer sets of questions for you",
        "export": "Take a copy of everything, talks with Cue among it",
    }
)
"""What may be ticked for a key, in the words that the member reads."""

PREFIX: Final = "ovt_"
"""How every key begins, so that one that was left somewhere by mistake can be found."""

MOST: Final = 12
UNUSED_FOR: Final = timedelta(days=180)
"""A key that was not used for so long opens nothing any more."""

_NOTED_EVERY: Final = timedelta(minutes=1)


@transaction.atomic
def make(
    *, member: Member, name: str, scopes: Collection[str], key: UUID, now: datetime
) -> tuple[ApiToken, str]:
    """A new key, and its text, which is shown this once. The same form key is the same row.

    The text is empty where the row was there already. Raises ValueError for a key without a name
    or without a yes to anything, for a yes to what there is not, and when there are enough of them.
    """
    words = " ".join(name.split())[:60]
    if not words or not scopes or not set(scopes) <= set(SCOPES):
        raise ValueError("a key needs a name and something that it may do")
    Member.objects.select_for_update().get(pk=member.pk)
    given = member.api_tokens.filter(key=key).first()
    if given:
        return given, ""
    if member.api_tokens.count() >= MOST:
        raise ValueError(f"there are {MOST} keys already")
    text = PREFIX + secrets.token_urlsafe(32)
    made = ApiToken.objects.create(
        member=member,
        name=words,
        scopes=[scope for scope in SCOPES if scope in scopes],
        token_hash=_hashed(text),
        made_at=now,
        key=key,
    )
    _note(member, "token.made", now)
    return made, text


@transaction.atomic
def take_back(*, token: ApiToken, now: datetime) -> None:
    """The key opens nothing from this moment on."""
    if ApiToken.objects.filter(pk=token.pk).delete()[0]:
        _note(token.member, "token.taken_back", now)


def of_member(member: Member) -> list[ApiToken]:
    """The member's keys, the oldest first."""
    return list(member.api_tokens.all())


def token_of(member: Member, token_id: UUID) -> ApiToken | None:
    """One of the member's own, or None: somebody else's does not exist."""
    return member.api_tokens.filter(pk=token_id).first()


def behind(text: str, *, now: datetime) -> ApiToken | None:
    """The key with this text, or None: there is none, or it was left unused for too long.

    That it was used is noted, at most once a minute.
    """
    if not text.startswith(PREFIX):
        return None
    found = ApiToken.objects.select_related("member").filter(token_hash=_hashed(text)).first()
    if found is None or now - (found.used_at or found.made_at) > UNUSED_FOR:
        return None
    if found.used_at is None or now - found.used_at > _NOTED_EVERY:
        ApiToken.objects.filter(pk=found.pk).update(used_at=now)
    return found


def _hashed(text: str) -> str:
    key = f"overture token:{settings.SECRET_KEY}".encode()
    return hmac.new(key, text.encode(), hashlib.sha256).hexdigest()


def _note(member: Member, action: str, now: datetime) -> None:
    who = pseudonym(member)
    audit.record(at=now, actor=who, action=action, subject=who)
