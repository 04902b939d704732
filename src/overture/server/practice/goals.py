"""A goal for one day: set in one line, told of in one tap, gone with its day."""

from datetime import date, datetime, timedelta
from typing import Final
from uuid import UUID

from django.db import transaction

from overture.content import real_steps
from overture.server.accounts.models import Member
from overture.server.accounts.services import pseudonym
from overture.server.audit import services as audit
from overture.server.practice import selectors, services
from overture.server.practice.models import Attempt, DailyGoal, Step
from overture.server.practice.services import Happened

__all__ = ["DailyGoal", "begin", "goal_of", "goal_on", "lately", "say", "set_goal"]

LOOKED_BACK: Final = timedelta(days=7)


@transaction.atomic
def set_goal(
    *,
    member: Member,
    day: date,
    now: datetime,
    words: str = "",
    step: Step | None = None,
    library_id: str = "",
) -> DailyGoal:
    """The goal of a day: own words, a step of the list, or a step of the library.

    Another one takes its place until something was said of it. Raises ValueError without words,
    and KeyError for a library step that there is not.
    """
    title = step.title if step else real_steps()[library_id].step.title if library_id else words
    line = " ".join(title.split())[:200]
    if not line:
        raise ValueError("a goal needs a few words")
    Member.objects.select_for_update().get(pk=member.pk)
    given = goal_on(member, day)
    if given and given.said:
        return given
    made, _ = DailyGoal.objects.update_or_create(
        member=member,
        day=day,
        defaults={"words": line, "step": step, "library_id": library_id, "made_at": now},
    )
    return made


@transaction.atomic
def say(*, goal: DailyGoal, said: str, now: datetime) -> Attempt | None:
    """What the member says of it, once; the attempt that stands behind it, if there is one.

    "Did it" leads to what happened, and begins nothing before that is told; "began" is a near
    miss, and "not today" is nothing at all. Raises ValueError for any other word.
    """
    if said not in DailyGoal.Said.values:
        raise ValueError(f"not an answer: {said}")
    Member.objects.select_for_update().get(pk=goal.member_id)
    goal.refresh_from_db()
    if not goal.said:
        goal.said, goal.said_at = said, now
        goal.step = None if said == DailyGoal.Said.NOT_TODAY else _on_list(goal, now)
        goal.save(update_fields=["said", "said_at", "step"])
        who = pseudonym(goal.member)
        audit.record(at=now, actor=who, action="goal.said", subject=who, detail=said)
    if goal.said != DailyGoal.Said.BEGAN:
        return _begun(goal) if goal.said == DailyGoal.Said.DID else None
    attempt = begin(goal=goal, now=now)
    services.happened(attempt=attempt, outcome=Happened(reach="started"), now=now)
    return attempt


@transaction.atomic
def begin(*, goal: DailyGoal, now: datetime) -> Attempt:
    """The attempt at a goal that was done or begun: the one that there is, or a new one."""
    Member.objects.select_for_update().get(pk=goal.member_id)
    goal.step = _on_list(goal, now)
    goal.save(update_fields=["step"])
    found = _begun(goal)
    return found or services.begin_attempt(step=goal.step, key=goal.pk, now=now)


def goal_on(member: Member, day: date) -> DailyGoal | None:
    """The goal of a day, or None."""
    return member.goals.select_related("step").filter(day=day).first()


def goal_of(member: Member, goal_id: UUID) -> DailyGoal | None:
    """One of the member's own, or None: somebody else's does not exist."""
    return member.goals.filter(pk=goal_id).first()


def lately(member: Member, day: date) -> list[DailyGoal]:
    """Goals of the week before a day that were done or begun, the newest first.

    Of what was not done, or not spoken of, no list is kept.
    """
    said = (DailyGoal.Said.DID, DailyGoal.Said.BEGAN)
    rows = member.goals.filter(day__gte=day - LOOKED_BACK, day__lt=day, said__in=said)
    return list(rows.order_by("-day"))


def _on_list(goal: DailyGoal, now: datetime) -> Step:
    """The step behind a goal that was begun; it comes to the list only now."""
    if goal.step:
        return goal.step
    if goal.library_id in real_steps():
        return services.plan_library_step(
            member=goal.member, library_id=goal.library_id, key=goal.pk, now=now
        )
    return services.plan_own_step(member=goal.member, title=goal.words, key=goal.pk, now=now)


def _begun(goal: DailyGoal) -> Attempt | None:
    """The attempt at the goal, where it was begun by now."""
    if goal.step is None:
        return None
    begun = goal.member.attempts.filter(key=goal.pk).first()
    return begun or selectors.unfinished(goal.step) or _told_already(goal)


def _told_already(goal: DailyGoal) -> Attempt | None:
    """The attempt that was open as the goal was told of, and whose end is told by now."""
    told = goal.member.attempts.filter(step=goal.step, retracted_at=None)
    return told.filter(outcome__at__gte=goal.said_at).first()
