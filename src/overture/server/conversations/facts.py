"""What Cue may know in one talk: gathered from the member's own rows, fixed for a turn."""

from datetime import datetime

from django.utils import timezone

from overture.content import card, scenes
from overture.conversation.messages import SceneCard, StepInFocus, TalkFacts
from overture.server.accounts.models import Member
from overture.server.conversations.models import Conversation, UsedLine
from overture.server.practice import selectors
from overture.server.practice.models import Step


def facts_for(member: Member, *, now: datetime) -> TalkFacts:
    """The facts of one talk, by the member's own clock."""
    local = timezone.localtime(now)
    talks = member.conversations.filter(kind=Conversation.Kind.TALK).count()
    used = UsedLine.objects.filter(member=member).values_list("line_id", "talk_number")
    return TalkFacts(
        now=local,
        talks_before=max(0, talks - 1) if _has_open_talk(member) else talks,
        member_name=member.name,
        room=selectors.room_on(member, local.date()) or None,  # type: ignore[arg-type]
        pace=member.pace,  # type: ignore[arg-type]
        plain_style=member.plain_style,
        step=_step_in_focus(member, local),
        record_size=selectors.counts(member)["moments"],
        scenes=_scenes(),
        rests={line: max(0, talks - number) for line, number in used},
        privacy_words=_privacy_words(),
    )


def _privacy_words() -> str:
    """The privacy lines that are true of this server: nothing is shared, no model reads along."""
    privacy = card().privacy
    return f"{privacy.not_shared} {privacy.stored} {privacy.no_model}"


def _has_open_talk(member: Member) -> bool:
    return member.conversations.filter(kind=Conversation.Kind.TALK, ended_at=None).exists()


def _step_in_focus(member: Member, local: datetime) -> StepInFocus:
    """The next planned step of today or tomorrow, if there is one."""
    step = (
        member.steps.filter(status=Step.Status.PLANNED, planned_for__isnull=False)
        .order_by("planned_for")
        .first()
    )
    if step is None or step.planned_for is None or (step.planned_for - local.date()).days > 1:
        return StepInFocus()
    due = step.planned_for <= local.date()
    when = step.when_words or ("today" if due else "tomorrow")
    return StepInFocus("due" if due else "planned", step.title, when, step.change)


def _scenes() -> tuple[SceneCard, ...]:
    topics = {
        "neighbour": ("neighbours",),
        "colleague": ("work",),
        "phone": ("phone_calls", "health_appointments"),
        "counter": ("food",),
    }
    return tuple(
        SceneCard(s.id, s.title, s.partner.role, s.family, topics.get(s.family, ()))
        for s in scenes().values()
    )
