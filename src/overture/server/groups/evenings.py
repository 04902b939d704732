"""How an evening was for one person, and one tap about the week without a name."""

from datetime import date, datetime

from django.db import transaction
from django.db.models import F

from overture.server.groups.health import week_of
from overture.server.groups.models import EveningRating, Membership, WeekAnswered, WeekFelt

__all__ = ["EveningRating", "WeekFelt", "expect", "of_day", "show", "tap_week", "tapped", "was"]


@transaction.atomic
def expect(
    *, membership: Membership, day: date, anxiety: int | None, shown: bool, now: datetime
) -> None:
    """What somebody expects of an evening, 0 to 10; the host sees it only if they say."""
    _rate(membership, day, {"expected": anxiety, "shown_to_host": shown, "at": now})


@transaction.atomic
def was(
    *, membership: Membership, day: date, anxiety: int | None, shown: bool, now: datetime
) -> None:
    """How it was."""
    _rate(membership, day, {"felt": anxiety, "shown_to_host": shown, "at": now})


def show(*, membership: Membership, day: date, shown: bool) -> None:
    """Let the host see what was said of an evening, or no longer, whatever else was sent."""
    membership.evenings.filter(day=day).update(shown_to_host=shown)


@transaction.atomic
def tap_week(*, membership: Membership, felt: str, now: datetime) -> bool:
    """How this week felt, once: a count goes up, and nobody's name is beside it.

    Whether it counted. Raises ValueError for a word that there is not.
    """
    if felt not in WeekFelt.Felt.values:
        raise ValueError(f"not a word for it: {felt}")
    week = week_of(now.date())
    _, is_first = WeekAnswered.objects.get_or_create(membership=membership, week=week)
    if not is_first:
        return False
    group = membership.group
    WeekFelt.objects.get_or_create(group=group, week=week, felt=felt)
    WeekFelt.objects.filter(group=group, week=week, felt=felt).update(count=F("count") + 1)
    return True


def tapped(membership: Membership, now: datetime) -> bool:
    """Whether somebody tapped about this week."""
    return membership.weeks.filter(week=week_of(now.date())).exists()


def of_day(membership: Membership, day: date) -> EveningRating | None:
    """What somebody said of one evening so far."""
    return membership.evenings.filter(day=day).first()


def _rate(membership: Membership, day: date, given: dict[str, object]) -> None:
    EveningRating.objects.update_or_create(membership=membership, day=day, defaults=given)
