"""A member's plan for quieter stretches: every version is kept, the latest is the one in use."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Final
from uuid import UUID

from django.db import transaction

from overture.server.accounts.models import Member
from overture.server.accounts.services import pseudonym
from overture.server.audit import services as audit
from overture.server.practice.models import Attempt, Outcome, QuietPlan
from overture.server.safeguarding import versions

__all__ = [
    "FIELDS",
    "QuietPlan",
    "begun_with",
    "changed",
    "changes_of",
    "has_plan",
    "keep",
    "plan_before",
    "plan_of",
    "versions_of",
]

FIELDS: Final = ("signs", "helped", "smallest", "people", "to_myself")
"""The parts of a plan, in the order in which they are read when one is needed."""

READY: Final = (
    "I see fewer people than is usual for me, some weeks running.",
    "Things go better than I expect, and I expect as much as before.",
    "More time with the program, less with people.",
)
"""Early signs as the monitor knows them, in words that a member may take as their own."""

CHANGES_SHOWN: Final = 3


@transaction.atomic
def keep(*, member: Member, words: Mapping[str, str], key: UUID, now: datetime) -> QuietPlan:
    """Keep a new version; words as they were make none, and so a form sent twice counts once."""
    plan, new = versions.add(QuietPlan, member=member, fields=FIELDS, words=words, key=key, now=now)
    if new:
        who, detail = pseudonym(member), str(plan.number)
        audit.record(at=now, actor=who, action="quiet_plan.kept", subject=who, detail=detail)
    return plan


def changed(before: QuietPlan | None, words: Mapping[str, str]) -> tuple[str, ...]:
    """What stands in `words` and did not stand so in the version before."""
    return versions.changed(before, words, FIELDS)


def plan_of(member: Member) -> QuietPlan | None:
    """The version in use, or None while there is none."""
    return member.quiet_plans.first()


def plan_before(member: Member, key: UUID) -> QuietPlan | None:
    """The latest version that another form made: what a form says anew, it says when sent twice."""
    return member.quiet_plans.exclude(key=key).first()


def has_plan(member: Member) -> bool:
    """Whether there is a plan with anything in it."""
    return versions.says_anything(plan_of(member), FIELDS)


def versions_of(member: Member) -> list[QuietPlan]:
    """Every version, the newest first."""
    return list(member.quiet_plans.all())


@dataclass(frozen=True)
class Suggested:
    """What stands in a plan before its first word is written, to be kept or struck out."""

    signs: str
    helped: str
    smallest: str


def begun_with(member: Member) -> Suggested:
    """What a member may begin their plan with, most of it from their own record.

    The monitor's signs as ready sentences, the changes that the member carried from near misses,
    and the smallest thing with people that went all right.
    """
    return Suggested("\n".join(READY), "\n".join(changes_of(member)), _smallest(member))


def changes_of(member: Member) -> list[str]:
    """The last few different changes that the member carried from near misses, the newest first."""
    reviewed = member.attempts.filter(retracted_at=None, review__isnull=False)
    said = reviewed.exclude(review__change="").order_by("-review__at")
    found = dict.fromkeys(said.values_list("review__change", flat=True))
    return list(found)[:CHANGES_SHOWN]


def _smallest(member: Member) -> str:
    """The title of the thing with people that was least feared and was no harder than feared."""
    met = member.attempts.filter(
        retracted_at=None,
        kind=Attempt.Kind.REAL,
        prediction__anxiety__isnull=False,
        outcome__anxiety__isnull=False,
        outcome__reach=Outcome.Reach.DONE,
    ).exclude(features__channel="none")
    rated = met.values_list("prediction__anxiety", "outcome__anxiety", "title", "outcome__at")
    kind = [(said, felt, -at.timestamp(), title) for said, felt, title, at in rated if felt <= said]
    return min(kind)[-1] if kind else ""
