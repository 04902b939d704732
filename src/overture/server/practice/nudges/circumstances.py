"""What the record says of a day, as far as a nudge may follow from it."""

from datetime import datetime, timedelta
from typing import Final

from django.db.models import F

from overture.content.schema.nudges import Occasion
from overture.planning.nudges import Choices, Circumstances, wished
from overture.server.accounts.models import Member
from overture.server.practice import course, selectors
from overture.server.practice.models import Attempt, Step
from overture.server.safeguarding import services as safeguarding

FRESH: Final = timedelta(days=3)
"""For so long after a practice that went well, a step may follow it."""

QUIET_AT: Final = 3


def circumstances(member: Member, now: datetime) -> Circumstances:
    """What was declared of the day on which `now` lies, by the member's clock."""
    last = selectors.with_people(member).order_by("-outcome__at")
    met = last.values_list("outcome__at", flat=True).first()
    since = (met or member.created_at).astimezone(now.tzinfo).date()
    planned = member.steps.filter(status=Step.Status.PLANNED, planned_for=now.date())
    return Circumstances(
        planned=planned.exists(),
        practised_well=_practised_well(member, now, met),
        quiet_days=max(0, (now.date() - since).days),
        after_course=course.is_over(member),
    )


def is_left_alone(member: Member, now: datetime) -> bool:
    """Whether no nudge may come: days away, or something heavy is not long past."""
    away = member.aways.filter(first__lte=now.date(), last__gte=now.date()).exists()
    return away or safeguarding.is_watched(member=member, now=now)


def occasion_of(choices: Choices, today: Circumstances, weekday: int) -> Occasion:
    """What a nudge would follow from: the member's own rule, else what the day is like."""
    wish = wished(choices, today, weekday)
    if wish:
        return wish.when
    if today.planned:
        return "a step is planned"
    if today.practised_well:
        return "practice went well"
    return "quiet" if today.quiet_days >= QUIET_AT else "any"


def with_people_within(member: Member, since: datetime, until: datetime) -> bool:
    """Whether a moment with people came between two times."""
    return (
        selectors.with_people(member).filter(outcome__at__gt=since, outcome__at__lte=until).exists()
    )


def _practised_well(member: Member, now: datetime, met: datetime | None) -> bool:
    """A scene lately that was easier than expected, and nobody met since."""
    scenes = member.attempts.filter(retracted_at=None, kind=Attempt.Kind.SCENE)
    easier = scenes.filter(outcome__anxiety__lt=F("prediction__anxiety"))
    lately = easier.filter(outcome__at__gte=now - FRESH, outcome__at__lte=now)
    return (lately.filter(outcome__at__gt=met) if met else lately).exists()
