"""How old members say they are, who may talk with Cue, and a guardian's yes."""

import hashlib
import hmac
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Literal

from django.conf import settings
from django.db import transaction

from overture.server.accounts.models import GuardianConsent, Member
from overture.server.accounts.services import pseudonym
from overture.server.audit import services as audit

Talks = Literal["yes", "guardian", "no"]
"""Whether the talks are open to a member, closed until a guardian agrees, or closed."""


@dataclass(frozen=True)
class Answer:
    """One answer to how old somebody is; only whether it is an adult's age is kept of it."""

    words: str
    age: Member.Age
    may_ask_guardian: bool = False


ANSWERS: Mapping[str, Answer] = {
    "12": Answer("12 or younger", Member.Age.MINOR),
    "13": Answer("13 to 17", Member.Age.MINOR, may_ask_guardian=True),
    "18": Answer("18 to 29", Member.Age.ADULT),
    "30": Answer("30 or older", Member.Age.ADULT),
}
"""What may be tapped at the start. No answer looks more wanted than another."""

GUARDIAN_TEXT = (
    "Overture is a program for practising with people. It is made for adults and may not suit "
    "some people under 18. Cue is software: it has no feelings, it is not therapy, and nobody "
    "reads along. Every hour it says so again and offers a pause. What the young person writes is "
    "theirs; a guardian does not see it. You can take this back at any time, and the talks stop."
)
"""What a guardian agrees to. A change of a word asks again."""


def may_begin(answer: Answer, *, minors: bool) -> bool:
    """Whether somebody of this age gets a space; `minors`: the operator lets them in."""
    return answer.age == Member.Age.ADULT or (minors and answer.may_ask_guardian)


def talks_of(member: Member, *, minors: bool) -> Talks:
    """Whether Cue and the scenes are open to a member.

    Somebody who began as an adult and then says to be under 18 is not let on by a guardian:
    one of the two was not so, and that is for the operator to put right.
    """
    if member.age != Member.Age.MINOR:
        return "no" if member.said_under_age else "yes"
    if not minors:
        return "no"
    return "yes" if guardian_agrees(member) else "guardian"


def guardian_agrees(member: Member) -> bool:
    """Whether a guardian has said yes to the present text, and has not taken it back."""
    last = GuardianConsent.objects.filter(member=member).last()
    return bool(last and last.agreed and last.text_hash == _hash(GUARDIAN_TEXT))


@transaction.atomic
def record_guardian(*, member: Member, guardian: str, agreed: bool, now: datetime) -> None:
    """Keep a guardian's yes or no, with the hash of the words that it is about.

    Raises ValueError for a yes without a name, or for a member who is not a minor.
    """
    if member.age != Member.Age.MINOR or (agreed and not guardian.strip()):
        raise ValueError(guardian)
    GuardianConsent.objects.create(
        member=member,
        guardian=guardian.strip()[:80],
        text_hash=_hash(GUARDIAN_TEXT),
        agreed=agreed,
        at=now,
    )
    action = "guardian.agreed" if agreed else "guardian.withdrew"
    audit.record(at=now, actor=pseudonym(member), action=action, subject=pseudonym(member))


def number_of(member: Member) -> str:
    """What a member reads out to whoever keeps the server, to have a mistaken age put right.

    It opens nothing and stands nowhere else.
    """
    key = f"overture number:{settings.SECRET_KEY}".encode()
    return hmac.new(key, member.pk.bytes, hashlib.sha256).hexdigest()[:8]


def _hash(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()
