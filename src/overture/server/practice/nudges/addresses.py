"""Where nudges go: an e-mail address that its owner confirmed, and browsers that said yes."""

import base64
import hashlib
import secrets
from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Final
from urllib.parse import urlsplit
from uuid import UUID

from django.conf import settings
from django.core import signing
from django.db import transaction

from overture.content.nudges import nudge_words
from overture.safety.alerts import Message
from overture.server.accounts.models import Member
from overture.server.accounts.services import pseudonym
from overture.server.audit import services as audit
from overture.server.practice.models import Nudging, PushSubscription
from overture.server.practice.nudges.choosing import locked
from overture.server.safeguarding.sending import by_mail

# Faces know rows by these names only; they never import models.
__all__ = [
    "CONFIRM_PREFIX",
    "STOP_PREFIX",
    "PushSubscription",
    "TooManyAskedError",
    "add_browser",
    "ask_address",
    "browsers_of",
    "confirm",
    "forget_address",
    "is_stop_token",
    "key_for_browsers",
    "lost_browser",
    "remove_browser",
    "stop_mail_by",
    "stop_token",
    "subscription_of",
    "waits",
]

CONFIRM_PREFIX: Final = "/nudges/address/"
STOP_PREFIX: Final = "/nudges/stop/"
LASTS: Final = timedelta(days=2)
A_DAY: Final = timedelta(days=1)
MOST_ASKED: Final = 3
"""Links that one member may have sent in a day: nobody's mailbox is filled by way of us."""

MOST_BROWSERS: Final = 6
SALT: Final = "nudges.stop"

Send = Callable[[str, Message, str], None]


class TooManyAskedError(Exception):
    """Enough links were sent today. Nothing is changed."""


def to_mailbox(address: str, message: Message, ident: str) -> None:
    """Hand one message to the mail server. Raises NotSentError."""
    by_mail(address, message, ident=ident)


def ask_address(
    *, member: Member, email: str, now: datetime, send: Send = to_mailbox, token: str = ""
) -> None:
    """Mail a link to an address; nothing else goes there before somebody has said yes to it.

    Raises TooManyAskedError, and NotSentError when the mail server did not take it.
    """
    token = token or secrets.token_urlsafe(24)
    with transaction.atomic():
        kept = locked(member, now)
        lately = kept.asked_at is not None and now - kept.asked_at < A_DAY
        if lately and kept.asked_times >= MOST_ASKED:
            raise TooManyAskedError
        kept.asked_times = kept.asked_times + 1 if lately else 1
        kept.asked_at = kept.asked_at if lately else now
        kept.asked_email, kept.token_hash = email, hashed(token)
        kept.save(update_fields=["asked_times", "asked_at", "asked_email", "token_hash"])
    send(email, _question(token), f"nudge-address-{kept.token_hash[:16]}")


def _question(token: str) -> Message:
    words = nudge_words().confirm
    host = urlsplit(settings.OVERTURE_ADDRESS).netloc
    link = f"{settings.OVERTURE_ADDRESS}{CONFIRM_PREFIX}{token}"
    parts = (words.asked.format(host=host), f"{words.opens}\n{link}", words.otherwise)
    return Message(words.subject, parts)


def waits(token: str, now: datetime) -> bool:
    """Whether a link still asks for a yes."""
    return _asked(token, now) is not None


@transaction.atomic
def confirm(*, token: str, now: datetime) -> bool:
    """Somebody who reads mail at the address said yes. False for a link that is over."""
    kept = _asked(token, now)
    if kept is None:
        return False
    kept.email, kept.asked_email, kept.token_hash = kept.asked_email, "", ""
    kept.save(update_fields=["email", "asked_email", "token_hash"])
    _note(kept.member, "nudges.address", now)
    return True


def _asked(token: str, now: datetime) -> Nudging | None:
    rows = Nudging.objects.select_related("member").exclude(asked_email="")
    kept = rows.filter(token_hash=hashed(token)).first()
    return kept if kept and kept.asked_at and now - kept.asked_at < LASTS else None


def stop_token(member: Member) -> str:
    """The name under which the e-mail of one member stops, for the link in each mail."""
    return signing.Signer(salt=SALT).sign(member.pk.hex)


def is_stop_token(token: str) -> bool:
    """Whether a link was made here, whatever became of whom it was made for."""
    return _member_id(token) is not None


@transaction.atomic
def stop_mail_by(*, token: str, now: datetime) -> bool:
    """Stop e-mail with the link of a mail, without signing in. Twice is once."""
    key = _member_id(token)
    member = Member.objects.filter(pk=key).first() if key else None
    if member:
        forget_address(member=member, now=now)
    return member is not None


def _member_id(token: str) -> UUID | None:
    try:
        return UUID(signing.Signer(salt=SALT).unsign(token))
    except (signing.BadSignature, ValueError):
        return None


@transaction.atomic
def forget_address(*, member: Member, now: datetime) -> None:
    """No more by e-mail, and the address is forgotten here."""
    kept = locked(member, now)
    kept.email, kept.asked_email, kept.token_hash = "", "", ""
    kept.save(update_fields=["email", "asked_email", "token_hash"])
    _note(member, "nudges.address-gone", now)


@transaction.atomic
def add_browser(
    *, member: Member, endpoint: str, p256dh: str, auth: str, now: datetime
) -> PushSubscription:
    """One more browser that shows nudges; a browser has one owner, and the last who said yes is it.

    Raises ValueError for what no browser would say, and when there are enough.
    """
    _as_browsers_say(endpoint, p256dh, auth)
    kept = locked(member, now)
    known = PushSubscription.objects.filter(endpoint_hash=hashed(endpoint))
    others = member.push_subscriptions.exclude(endpoint_hash=hashed(endpoint))
    if others.count() >= MOST_BROWSERS:
        raise ValueError(f"{MOST_BROWSERS} browsers are on the list already")
    known.exclude(member=member).delete()
    made, _ = known.update_or_create(
        endpoint_hash=hashed(endpoint),
        defaults={
            "member": member,
            "endpoint": endpoint,
            "p256dh": p256dh,
            "push_auth": auth,
            "made_at": now,
        },
    )
    kept.push_lost_at = None
    kept.save(update_fields=["push_lost_at"])
    _note(member, "nudges.browser", now)
    return made


@transaction.atomic
def remove_browser(*, member: Member, subscription_id: UUID, now: datetime) -> bool:
    """Nothing goes to this browser any more. False for one that is not the member's."""
    gone, _ = member.push_subscriptions.filter(pk=subscription_id).delete()
    if gone:
        _note(member, "nudges.browser-gone", now)
    return bool(gone)


def browsers_of(member: Member) -> list[PushSubscription]:
    """The browsers that show a member's nudges, the oldest first."""
    return list(member.push_subscriptions.all())


def subscription_of(member: Member, given: str) -> PushSubscription | None:
    """One of the member's own browsers, or None: somebody else's does not exist."""
    return next((one for one in browsers_of(member) if str(one.pk) == given), None)


def key_for_browsers() -> str:
    """What a browser is told, so that it takes messages from this server alone."""
    from overture.server.practice.nudges.push import public_key  # noqa: PLC0415 - heavy, for some

    return public_key()


def lost_browser(*, subscription: PushSubscription, now: datetime) -> None:
    """A browser took its yes back without us: forget it, and say so on the settings page."""
    with transaction.atomic():
        member = subscription.member
        kept = locked(member, now)
        subscription.delete()
        kept.push_lost_at = now
        kept.save(update_fields=["push_lost_at"])
        _note(member, "nudges.browser-gone", now)


def _as_browsers_say(endpoint: str, p256dh: str, auth: str) -> None:
    parts = urlsplit(endpoint)
    if parts.scheme != "https" or not parts.hostname or parts.username or len(endpoint) > 1000:
        raise ValueError("a browser is reached by https")
    if len(_unpacked(p256dh)) != 65 or len(_unpacked(auth)) != 16:
        raise ValueError("these are not the keys of a browser")


def _unpacked(text: str) -> bytes:
    """What base64 for addresses holds. Raises ValueError."""
    if not text.isascii() or len(text) > 100:
        raise ValueError("not base64")
    return base64.urlsafe_b64decode(text + "=" * (-len(text) % 4))


def hashed(text: str) -> str:
    """A name for a secret that does not tell it."""
    return hashlib.sha256(text.encode()).hexdigest()


def _note(member: Member, action: str, now: datetime) -> None:
    who = pseudonym(member)
    audit.record(at=now, actor=who, action=action, subject=who)
