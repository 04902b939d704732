"""A member's own safety plan: every version is kept, the latest is the one in use."""

from collections.abc import Mapping
from datetime import datetime
from uuid import UUID

from django.db import transaction

from overture.server.accounts.models import Member
from overture.server.accounts.services import pseudonym
from overture.server.audit import services as audit
from overture.server.safeguarding import versions
from overture.server.safeguarding.models import SafetyPlan

__all__ = [
    "FIELDS",
    "SafetyPlan",
    "changed",
    "has_plan",
    "keep",
    "plan_of",
    "version_of",
    "versions_of",
]

FIELDS = (
    "signs",
    "alone",
    "distraction",
    "people",
    "professionals",
    "surroundings",
    "reasons",
)
"""The parts of a plan, in the order in which they are read when one is needed."""


@transaction.atomic
def keep(*, member: Member, words: Mapping[str, str], key: UUID, now: datetime) -> SafetyPlan:
    """Keep a new version; words as they were make none, and so a form sent twice counts once.

    A form that was gone back to and sent with other words keeps those too.
    """
    plan, new = versions.add(
        SafetyPlan, member=member, fields=FIELDS, words=words, key=key, now=now
    )
    if new:
        who = pseudonym(member)
        detail = str(plan.number)
        audit.record(at=now, actor=who, action="plan.kept", subject=who, detail=detail)
    return plan


def changed(before: SafetyPlan | None, words: Mapping[str, str]) -> tuple[str, ...]:
    """What stands in `words` and did not stand so in the version before."""
    return versions.changed(before, words, FIELDS)


def plan_of(member: Member) -> SafetyPlan | None:
    """The version in use, or None while there is none."""
    return member.safety_plans.first()


def has_plan(member: Member) -> bool:
    """Whether there is a plan with anything in it."""
    return versions.says_anything(plan_of(member), FIELDS)


def versions_of(member: Member) -> list[SafetyPlan]:
    """Every version, the newest first."""
    return list(member.safety_plans.all())


def version_of(member: Member, number: int) -> SafetyPlan | None:
    """One version of the member's own, or None."""
    return member.safety_plans.filter(number=number).first()
