"""A member's own safety plan: every version is kept, the latest is the one in use."""

from collections.abc import Mapping
from datetime import datetime
from uuid import UUID, uuid5

from django.db import transaction

from overture.server.accounts.models import Member
from overture.server.accounts.services import pseudonym
from overture.server.audit import services as audit
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
    Member.objects.select_for_update().get(pk=member.pk)  # two tabs keep one after the other
    latest = plan_of(member)
    for kept in (latest, member.safety_plans.filter(key=key).first()):
        if kept and all(getattr(kept, name) == words.get(name, "") for name in FIELDS):
            return kept
    number = latest.number + 1 if latest else 1
    if member.safety_plans.filter(key=key).exists():
        key = uuid5(key, str(number))
    told = {name: words.get(name, "") for name in FIELDS}
    plan = SafetyPlan.objects.create(member=member, number=number, key=key, at=now, **told)
    who = pseudonym(member)
    audit.record(at=now, actor=who, action="plan.kept", subject=who, detail=str(number))
    return plan


def changed(before: SafetyPlan | None, words: Mapping[str, str]) -> tuple[str, ...]:
    """What stands in `words` and did not stand so in the version before."""
    return tuple(
        words[name]
        for name in FIELDS
        if words.get(name) and (before is None or getattr(before, name) != words[name])
    )


def plan_of(member: Member) -> SafetyPlan | None:
    """The version in use, or None while there is none."""
    return member.safety_plans.first()


def has_plan(member: Member) -> bool:
    """Whether there is a plan with anything in it."""
    latest = plan_of(member)
    return latest is not None and any(getattr(latest, name) for name in FIELDS)


def versions_of(member: Member) -> list[SafetyPlan]:
    """Every version, the newest first."""
    return list(member.safety_plans.all())


def version_of(member: Member, number: int) -> SafetyPlan | None:
    """One version of the member's own, or None."""
    return member.safety_plans.filter(number=number).first()
