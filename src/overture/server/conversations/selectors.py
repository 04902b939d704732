"""Reading talks and scenes. Every read is of one member's own rows."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db.models import Count, Max, Q

from overture.content.schema.scene import Person, Scene
from overture.exercises.faces import DESCRIPTIONS
from overture.learning.monitor import Practised
from overture.server.accounts.models import Member
from overture.server.conversations.models import Conversation, Turn
from overture.server.practice.models import Attempt

__all__ = [
    "Conversation",
    "Face",
    "Shown",
    "Turn",
    "faces_of",
    "latest_reply",
    "open_talk_of",
    "scene_of",
    "shown",
    "talk_of",
    "talk_with_key",
    "talks_counted",
    "talks_kept",
    "talks_since",
    "time_with_cue",
    "turn_of",
    "turns_of",
    "was_taken",
]


@dataclass(frozen=True)
class Shown:
    """One turn as a page shows it: what the member did, and the reply if it is there."""

    id: UUID
    said: str
    manner: str
    reply: dict[str, Any] | None
    pending: bool
    notice: str = ""


def scene_of(attempt: Attempt) -> Conversation | None:
    """The scene of a practice attempt, if it was begun."""
    return Conversation.objects.filter(attempt=attempt).first()


def talk_of(member: Member, talk_id: UUID) -> Conversation | None:
    """One of the member's own conversations, or None: somebody else's does not exist."""
    return member.conversations.filter(pk=talk_id).first()


def open_talk_of(member: Member) -> Conversation | None:
    """The member's talk with Cue that has not ended, or None; none is begun."""
    return member.conversations.filter(kind=Conversation.Kind.TALK, ended_at=None).first()


def talk_with_key(member: Member, key: UUID) -> Conversation | None:
    """The talk in which the form with this key was taken already, ended or not; else None."""
    talks = member.conversations.filter(kind=Conversation.Kind.TALK)
    return talks.filter(turns__key=key).first()


def was_taken(conversation: Conversation, key: UUID) -> bool:
    """Whether the form with this key was taken as a turn of this conversation."""
    return conversation.turns.filter(key=key).exists()


def turn_of(member: Member, turn_id: UUID) -> Turn | None:
    """A turn in one of the member's own conversations, or None."""
    return Turn.objects.filter(pk=turn_id, conversation__member=member).first()


def turns_of(conversation: Conversation) -> list[Shown]:
    """The turns that stand, in order; those taken back by a rewind are left out."""
    return [shown(turn) for turn in conversation.turns.filter(taken_back=False)]


def shown(turn: Turn) -> Shown:
    """One turn for a page."""
    return Shown(
        id=turn.pk,
        said=turn.said,
        manner=turn.manner,
        reply=turn.reply,
        pending=turn.status != Turn.Status.DONE,
        notice=turn.notice,
    )


def latest_reply(conversation: Conversation) -> dict[str, Any]:
    """What stands open: the last reply, or the opening before the first turn."""
    last = (
        conversation.turns.filter(taken_back=False, status=Turn.Status.DONE)
        .order_by("-number")
        .first()
    )
    reply = last.reply if last and last.reply else conversation.opening
    return dict(reply)


def talks_kept(member: Member) -> int:
    """How many talks with Cue are kept."""
    return member.conversations.filter(kind=Conversation.Kind.TALK).count()


def talks_since(member: Member, since: datetime) -> int:
    """How many talks with Cue were begun since a time."""
    talks = member.conversations.filter(kind=Conversation.Kind.TALK)
    return talks.filter(began_at__gte=since).count()


def time_with_cue(member: Member, since: datetime) -> list[Practised]:
    """When the member talked with Cue since a time, and for how many minutes, an hour at most.

    From the opening to the last turn: a talk that is left open is not one that goes on.
    """
    talks = member.conversations.filter(kind=Conversation.Kind.TALK, began_at__gte=since)
    said = talks.order_by().annotate(last=Max("turns__created_at")).filter(last__isnull=False)
    return [
        Practised(began, min(60.0, (last - began).total_seconds() / 60.0))
        for began, last in said.values_list("began_at", "last")
    ]


def talks_counted(member: Member, since: datetime) -> tuple[int, int]:
    """How many talks have ended, and how many were begun since a time."""
    ended, lately = Q(ended_at__isnull=False), Q(began_at__gte=since)
    talks = member.conversations.filter(kind=Conversation.Kind.TALK).order_by()
    counted = talks.aggregate(ended=Count("id", filter=ended), lately=Count("id", filter=lately))
    return counted["ended"], counted["lately"]


@dataclass(frozen=True)
class Face:
    """Somebody's face as it is after a reply, and its features in words."""

    name: str
    hair: str
    reading: str
    words: str


def faces_of(reply: Mapping[str, Any], scene: Scene) -> list[Face]:
    """The faces of everybody in sight after a reply: the last look shown, else the usual one.

    On the telephone and in a message thread nobody is in sight.
    """
    if scene.features.real.channel != "face":
        return []
    looks = {
        spoken.get("who") or scene.partner.name: spoken["reading"]
        for spoken in reply.get("spoken", ())
        if spoken.get("reading")
    }
    return [_face(person, looks.get(person.name, person.reading)) for person in scene.people]


def _face(person: Person, reading: str) -> Face:
    return Face(person.name, person.hair, reading, DESCRIPTIONS[reading])
