"""Letting the group see a step of one's own: each is shown by a press of its own."""

from dataclasses import dataclass
from uuid import UUID

from django.db.models import Q, QuerySet

from overture.server.accounts.models import Member
from overture.server.groups.models import Membership, Post
from overture.server.practice.models import Attempt, Outcome, Step

__all__ = ["Showable", "Step", "showable", "showable_step", "words_of"]

MOST = 12


@dataclass(frozen=True)
class Showable:
    """A step that was tried, and what was expected and felt of it, as its member said."""

    step: Step
    words: str


def showable(me: Membership) -> list[Showable]:
    """The latest steps that were tried in life and are not shown here, the latest first."""
    shown = Post.objects.filter(by=me).exclude(step=None).exclude(state=Post.State.TAKEN_BACK)
    tried = _tried(me.member).exclude(pk__in=shown.values("step"))
    return [Showable(step, words_of(step)) for step in tried[:MOST]]


def showable_step(me: Membership, step_id: UUID) -> Step | None:
    """One of the member's own steps that was tried, or None."""
    return _tried(me.member).filter(pk=step_id).first()


def words_of(step: Step) -> str:
    """What was expected and what it was like: numbers that the member gave, in a sentence."""
    last = Outcome.objects.filter(attempt__in=_real(step)).select_related("attempt").last()
    before = getattr(last.attempt, "prediction", None) if last else None
    if last is None or last.anxiety is None or before is None or before.anxiety is None:
        return ""
    return f"Anxiety of 10: expected {before.anxiety}, felt {last.anxiety}."


def _tried(member: Member) -> QuerySet[Step]:
    met = Q(attempts__outcome__isnull=False, attempts__retracted_at=None, attempts__kind="real")
    return member.steps.filter(met).distinct().order_by("-touched_at")


def _real(step: Step) -> QuerySet[Attempt]:
    return step.attempts.filter(retracted_at=None, kind=Attempt.Kind.REAL)
