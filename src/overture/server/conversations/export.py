"""Everything that is kept of one member, in one piece, for that member alone.

It gathers from every app below; apps above say at the start which of their rows belong to it
(`also`). A test walks all models and fails when one that points at a member is not in `tables()`.
"""

import base64
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db import transaction
from django.db.models import Model

from overture.server.accounts.models import (
    ApiAnswer,
    ApiToken,
    BulkCopy,
    EmergencyLook,
    Grant,
    GuardianConsent,
    Invitation,
    Link,
    Member,
    Opened,
)
from overture.server.accounts.services import pseudonym
from overture.server.assessments.instruments import responses
from overture.server.assessments.models import Administration, Asking, NotSo
from overture.server.audit import services as audit
from overture.server.conversations.models import (
    Conversation,
    Memory,
    ModelChoice,
    Report,
    Turn,
    UsedLine,
)
from overture.server.practice.models import (
    Agreement,
    Anchor,
    Answer,
    Asked,
    Attempt,
    Away,
    CalendarFeed,
    CourseAnswer,
    CourseChoice,
    CourseTick,
    DailyGoal,
    Day,
    DrillAnswer,
    DrillSitting,
    FeltWord,
    Interaction,
    Learned,
    LogChoice,
    Nudge,
    NudgeDelivery,
    Nudging,
    Occasion,
    Outcome,
    PackedHistory,
    Plan,
    Prediction,
    PushSubscription,
    QuietPlan,
    Rerating,
    Review,
    SharingChoice,
    SortedValue,
    Step,
    StepValue,
    Thought,
    ThoughtExamined,
    ThoughtFriend,
    ThoughtKept,
    ThoughtReadings,
    ThoughtTest,
    ToldAgain,
    ValueRated,
    ValueSides,
    ValueSort,
)
from overture.server.safeguarding.models import (
    Alert,
    AlertConsent,
    Contact,
    Delivery,
    ReviewChoice,
    ReviewItem,
    RiskEvent,
    SafetyPlan,
    Watch,
)

SCHEMA = "overture-export/1"
SECRETS = frozenset({"code_hash", "token_hash", "push_auth"})
"""Columns that would open the space, its calendar or a browser's messages: never handed out."""


@dataclass(frozen=True)
class Table:
    """One table of the export: its name there, its model, and the way from a row to its member.

    `without` names columns that are somebody else's words.
    """

    name: str
    model: type[Model]
    member: str
    without: frozenset[str] = frozenset()


_BELOW = (
    Table("space", Member, "pk"),
    Table("people_who_see_something", Link, "member"),
    Table("shared", Grant, "link__member"),
    Table("who_looked", Opened, "link__member"),
    Table("invitations", Invitation, "from_member"),
    Table("emergency_looks", EmergencyLook, "member"),
    Table("keys_for_programs", ApiToken, "member"),
    Table("answers_to_programs", ApiAnswer, "token__member"),
    Table("copies_for_programs", BulkCopy, "token__member"),
    Table("profile_answers", Administration, "member"),
    Table("asked_about_questions", Asking, "member"),
    Table("said_not_so", NotSo, "member"),
    Table("steps", Step, "member"),
    Table("pace_agreed", Agreement, "member"),
    Table("attempts", Attempt, "member"),
    Table("predictions", Prediction, "attempt__member"),
    Table("outcomes", Outcome, "attempt__member"),
    Table("outcomes_told_again", ToldAgain, "attempt__member"),
    Table("reratings", Rerating, "attempt__member"),
    Table("reviews", Review, "attempt__member"),
    Table("thoughts", Thought, "member"),
    Table("thoughts_examined", ThoughtExamined, "thought__member"),
    Table("thoughts_read_otherwise", ThoughtReadings, "thought__member"),
    Table("thoughts_tested", ThoughtTest, "thought__member"),
    Table("thoughts_to_a_friend", ThoughtFriend, "thought__member"),
    Table("thoughts_kept", ThoughtKept, "thought__member"),
    Table("value_sorts", ValueSort, "member"),
    Table("values_sorted", SortedValue, "sort__member"),
    Table("values_rated", ValueRated, "card__sort__member"),
    Table("values_from_both_sides", ValueSides, "rated__card__sort__member"),
    Table("steps_for_values", StepValue, "step__member"),
    Table("plans", Plan, "member"),
    Table("days", Day, "member"),
    Table("learned", Learned, "member"),
    Table("answers_to_what_was_noticed", Answer, "member"),
    Table("days_away", Away, "member"),
    Table("sharing_choices", SharingChoice, "member"),
    Table("packed_history", PackedHistory, "member"),
    Table("anchors", Anchor, "member"),
    Table("anchors_kept", Occasion, "anchor__member"),
    Table("daily_goals", DailyGoal, "member"),
    Table("felt_words", FeltWord, "member"),
    Table("moments_noted", Interaction, "member"),
    Table("log_choices", LogChoice, "member"),
    Table("asked_after", Asked, "member"),
    Table("calendar_feed", CalendarFeed, "member"),
    Table("course_choices", CourseChoice, "member"),
    Table("course_ticks", CourseTick, "member"),
    Table("course_answers", CourseAnswer, "member"),
    Table("quiet_plans", QuietPlan, "member"),
    Table("drill_sittings", DrillSitting, "member"),
    Table("drill_answers", DrillAnswer, "sitting__member"),
    Table("nudging", Nudging, "member"),
    Table("nudges", Nudge, "member"),
    Table("nudge_deliveries", NudgeDelivery, "nudge__member"),
    Table("nudge_browsers", PushSubscription, "member"),
    Table("conversations", Conversation, "member"),
    Table("turns", Turn, "conversation__member"),
    Table("memory", Memory, "member"),
    Table("lines_resting", UsedLine, "member"),
    Table("reports", Report, "member"),
    Table("model_choices", ModelChoice, "member"),
    Table("safety_watch", Watch, "member"),
    Table("safety_events", RiskEvent, "member"),
    Table("review_items", ReviewItem, "member"),
    Table("review_choices", ReviewChoice, "member"),
    Table("safety_plans", SafetyPlan, "member"),
    Table("people_to_tell", Contact, "member"),
    Table("alert_consents", AlertConsent, "contact__member"),
    Table("alerts", Alert, "member"),
    Table("guardian_consents", GuardianConsent, "member"),
    Table("alert_deliveries", Delivery, "alert__member"),
)
_above: dict[str, Table] = {}


def also(*more: Table) -> None:
    """Let tables of an app that stands above belong to the copy."""
    _above.update({table.name: table for table in more})


def tables() -> tuple[Table, ...]:
    """Every table of the export, in its order."""
    return (*_BELOW, *_above.values())


@dataclass(frozen=True)
class Message:
    """One message of a talk or a scene.

    Attributes:
        origin: "member", or "program" for whatever Overture, Cue, a played partner or the
            safety protocol said.
        engine: what worded it, with its version; empty for the member's own words.
        worded_by: the same in words: "people", or a model with the host it ran on.
        content_version: version of the authored content behind it.
        taken_back: whether the turn was rewound and so did not count.
        name: who of several played partners spoke; empty otherwise.
    """

    conversation: str
    number: int
    origin: str
    speaker: str
    text: str
    engine: str = ""
    worded_by: str = ""
    content_version: str = ""
    taken_back: bool = False
    name: str = ""


@transaction.atomic
def export(*, member: Member, now: datetime) -> dict[str, Any]:
    """All rows of the member by table, and all messages in order. The audit trail notes it."""
    who = pseudonym(member)
    audit.record(at=now, actor=who, action="space.exported", subject=who)
    return {
        "schema": SCHEMA,
        "made_at": now,
        "tables": {table.name: list(_rows(table, member)) for table in tables()},
        "messages": [vars(message) for message in messages(member)],
        "questionnaire_responses": responses(member),
    }


def _rows(table: Table, member: Member) -> Iterator[Mapping[str, Any]]:
    rows = table.model._default_manager.filter(**{table.member: member.pk})  # noqa: SLF001 - Django's own name
    columns = [field.attname for field in table.model._meta.concrete_fields]  # noqa: SLF001
    kept = [column for column in columns if column not in SECRETS | table.without]
    for row in rows.order_by("pk").values(*kept):
        yield {name: _legible(value) for name, value in row.items()}


def _legible(value: object) -> object:
    """Bytes as text that holds them; anything else as it is."""
    packed = isinstance(value, bytes | memoryview)
    return base64.b64encode(value).decode() if packed else value  # type: ignore[arg-type]


def messages(member: Member) -> Iterator[Message]:
    """Every message of every talk and scene, oldest first."""
    talks = member.conversations.prefetch_related("turns").order_by("began_at")
    for talk in talks:
        key = str(talk.pk)
        engine = f"opening/{talk.content_version}"
        yield from _spoken(key, 0, talk.opening, engine, talk.content_version)
        for turn in talk.turns.all():
            if turn.said:
                yield Message(
                    key, turn.number, "member", "member", turn.said, taken_back=turn.taken_back
                )
            yield from _spoken(
                key,
                turn.number,
                turn.reply or {},
                turn.engine,
                turn.content_version,
                taken_back=turn.taken_back,
            )


def worded_by(reply: Mapping[str, Any]) -> str:
    """Who found the words of a reply: people beforehand, or which model where."""
    origin = reply.get("origin") or {}
    if origin.get("by", "people") == "people":
        return "people"
    model = f"{origin['model']} at {origin['host']}"
    return f"{model}, ended by people" if origin["by"] == "both" else model


def _spoken(
    conversation: str,
    number: int,
    reply: Mapping[str, Any],
    engine: str,
    content_version: str,
    *,
    taken_back: bool = False,
) -> Iterator[Message]:
    for spoken in reply.get("spoken", ()):
        words = (spoken.get("stage", ""), spoken.get("text", ""))
        yield Message(
            conversation=conversation,
            number=number,
            origin="program",
            speaker=spoken.get("speaker", "cue"),
            text="\n".join(word for word in words if word),
            engine=engine,
            worded_by=worded_by(reply),
            content_version=content_version,
            taken_back=taken_back,
            name=spoken.get("who", ""),
        )
