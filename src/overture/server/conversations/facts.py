"""What Cue may know in one talk: gathered from the member's own rows, fixed for a turn."""

from datetime import date, datetime, timedelta

from django.utils import timezone

from overture.content import card
from overture.conversation.llm import Endpoint
from overture.conversation.messages import StepInFocus, StepStatus, TalkFacts
from overture.conversation.talk import scene_cards
from overture.server.accounts.models import Member
from overture.server.conversations.consent import model_for
from overture.server.conversations.memory import Known, about_last_talk, has_room, known
from overture.server.conversations.models import Conversation, UsedLine
from overture.server.conversations.selectors import talks_counted
from overture.server.practice import logs, selectors
from overture.server.practice.models import Step

WEEK = timedelta(days=7)


def facts_for(member: Member, *, now: datetime) -> TalkFacts:
    """The facts of one talk, by the member's own clock."""
    local = timezone.localtime(now)
    model = model_for(member)
    talks_before, talks_lately = talks_counted(member, now - WEEK)
    record = selectors.numbers(member, now - WEEK)
    noted = logs.days_with_people(member, now - WEEK, local)
    notes = known(member)
    used = UsedLine.objects.filter(member=member).values_list("line_id", "talk_number")
    return TalkFacts(
        now=local,
        talks_before=talks_before,
        member_name=member.name,
        room=selectors.room_on(member, local.date()) or None,  # type: ignore[arg-type]
        pace=member.pace,  # type: ignore[arg-type]
        plain_style=member.plain_style,
        step=_step_in_focus(member, local),
        record_size=record.moments,
        scenes=scene_cards(),
        rests={line: max(0, talks_before + 1 - number) for line, number in used},
        privacy_words=_privacy_words(model),
        worded_by_model=model is not None,
        talks_this_week=talks_lately,
        people_this_week=record.with_people + len(noted),
        remembered=tuple(note.words for note in notes),
        may_remember=has_room(notes),
        anchor=_anchor(notes, local.weekday()),
        last_topic=_last_topic(member, notes),
    )


def _anchor(notes: list[Known], today: int) -> str:
    """Something regular of the member's that falls on today, as it stands in their note."""
    return next((note.words for note in notes if note.weekday == today), "")


def _last_topic(member: Member, notes: list[Known]) -> str:
    """What the last talk left a note about, if it left one."""
    if not any(note.about for note in notes):
        return ""
    ended = member.conversations.filter(kind=Conversation.Kind.TALK, ended_at__isnull=False)
    return about_last_talk(notes, ended.first())


def _privacy_words(model: Endpoint | None) -> str:
    """The privacy lines that are true for this member: shared with nobody, or with one model."""
    privacy = card().privacy
    if model is None:
        return f"{privacy.not_shared} {privacy.stored} {privacy.no_model}"
    return f"{privacy.stored} {privacy.model.replace('{host}', model.host)}"


def _step_in_focus(member: Member, local: datetime) -> StepInFocus:
    """The step planned for today or tomorrow; else the last one whose day went by this week."""
    today = local.date()
    days = (today - WEEK, today + timedelta(days=1))
    planned = member.steps.filter(status=Step.Status.PLANNED, planned_for__range=days)
    told = planned.order_by("planned_for").values_list(
        "planned_for", "title", "when_words", "change"
    )
    by_day = list(told)
    if not by_day:
        return StepInFocus()
    found = next((step for step in by_day if step[0] and step[0] >= today), by_day[-1])
    day, title, when_words, change = found
    status, when = _standing(day or today, today)
    return StepInFocus(status, title, when_words or when, change)


def _standing(day: date, today: date) -> tuple[StepStatus, str]:
    """Where a planned step stands by its day, and that day in words."""
    if day < today:
        return "missed", ""
    return ("due", "today") if day == today else ("planned", "tomorrow")
