"""Keeping what a member answered to an instrument."""

from collections.abc import Mapping
from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.db.models import QuerySet

from overture.measures import PROFILE, Profile, ProfileItem, read_profile
from overture.server.accounts.models import Member
from overture.server.assessments.models import Administration

PROFILE_NAME = "social-reward-profile"
PROFILE_VERSION = "1"


@transaction.atomic
def answer_profile(
    *, member: Member, answers: Mapping[str, int], key: UUID, now: datetime
) -> Profile:
    """Keep the taps of the short profile, once for a key.

    Raises ValueError for an answer that it does not have.
    """
    profile = read_profile(answers)
    Administration.objects.get_or_create(
        member=member,
        key=key,
        defaults={
            "instrument": PROFILE_NAME,
            "version": PROFILE_VERSION,
            "answers": dict(answers),
            "at": now,
        },
    )
    return profile


def profile_of(member: Member) -> Profile:
    """The member's profile as last answered; without an answer it changes nothing."""
    last = member.administrations.filter(instrument=PROFILE_NAME).first()
    return read_profile(last.answers if last else {})


def anxiety_of(members: QuerySet[Member]) -> dict[UUID, float]:
    """The starting anxiety of those of many members who told it, in standard deviations."""
    rows = Administration.objects.filter(instrument=PROFILE_NAME, member__in=members)
    last = dict(rows.order_by("at").values_list("member_id", "answers"))
    found = {member: read_profile(answers).anxiety for member, answers in last.items()}
    return {member: score for member, score in found.items() if score is not None}


def has_profile(member: Member) -> bool:
    """Whether the profile was offered and answered, or skipped, before."""
    return member.administrations.filter(instrument=PROFILE_NAME).exists()


def profile_items() -> tuple[ProfileItem, ...]:
    """The six questions."""
    return PROFILE
