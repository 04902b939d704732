"""What Cue remembers: facts that the member said yes to or wrote down, and nothing else."""

from collections.abc import Sequence
from datetime import datetime
from typing import NamedTuple
from uuid import UUID

from django.db import transaction

from overture.server.accounts.models import Member
from overture.server.accounts.services import pseudonym
from overture.server.audit import services as audit
from overture.server.conversations.models import Conversation, Memory, Turn

__all__ = [
    "MOST",
    "Known",
    "Memory",
    "MemoryFullError",
    "about_last_talk",
    "has_room",
    "known",
    "note_of",
    "notes_kept",
    "notes_of",
    "remember",
    "rewrite",
    "strike_out",
]

MOST = 200
"""Notes kept for one member: a page that can still be read."""


class MemoryFullError(ValueError):
    """There is no room for another note. Nothing is lost: the ones there stay."""


@transaction.atomic
def remember(
    *,
    member: Member,
    words: str,
    key: UUID,
    now: datetime,
    about: str = "",
    weekday: int | None = None,
    source: Turn | None = None,
    asked: bool = False,
) -> Memory:
    """Keep one fact. The same key is the same note, however often it is sent.

    `weekday` (0 is Monday) makes it an anchor: something regular on that day. `source` is the
    turn in which the member said it, `asked` that Cue asked for it. Raises MemoryFullError at 200
    notes, but not for one that Cue asked for while there was room: its reply says it is kept.
    """
    found = member.memories.filter(key=key).first()
    if found:
        return found
    if not asked and member.memories.count() >= MOST:
        raise MemoryFullError
    told = {"words": words, "about": about, "weekday": weekday, "source": source, "asked": asked}
    # two tabs may send one form at the same moment
    note, made = member.memories.get_or_create(key=key, defaults={**told, "confirmed_at": now})
    if made:
        _audit(member, "memory.kept", now)
    return note


@transaction.atomic
def rewrite(*, note: Memory, words: str, weekday: int | None, now: datetime) -> None:
    """The member words a note anew. What it was before is not kept."""
    if (note.words, note.weekday) == (words, weekday):
        return
    note.words, note.weekday, note.changed_at = words, weekday, now
    note.about = ""  # what it was about was read from the words before
    note.save(update_fields=["words", "weekday", "about", "changed_at"])
    _audit(note.member, "memory.changed", now)


@transaction.atomic
def strike_out(*, note: Memory, now: datetime) -> None:
    """Forget a note, at once and for good."""
    member = note.member
    note.delete()
    _audit(member, "memory.struck_out", now)


def notes_of(member: Member) -> list[Memory]:
    """All notes, the newest first, each with the turn it came from."""
    return list(member.memories.select_related("source__conversation"))


class Known(NamedTuple):
    """As much of a note as a talk needs; `talk_id` names the talk it was left in."""

    words: str
    about: str
    weekday: int | None
    talk_id: UUID | None


def known(member: Member) -> list[Known]:
    """All notes, the newest first, as a talk knows them: asked for at every turn."""
    told = ("words", "about", "weekday", "source__conversation_id")
    return [Known(*row) for row in member.memories.values_list(*told)]


def notes_kept(member: Member) -> int:
    """How many notes there are."""
    return member.memories.count()


def note_of(member: Member, note_id: UUID) -> Memory | None:
    """One of the member's own notes, or None: somebody else's does not exist."""
    return member.memories.filter(pk=note_id).first()


def has_room(notes: Sequence[Known]) -> bool:
    """Whether Cue may ask to keep another note beside these."""
    return len(notes) < MOST


def about_last_talk(notes: Sequence[Known], last_talk: Conversation | None) -> str:
    """What the last talk left a note about, as a noun phrase; empty if it left none."""
    if last_talk is None:
        return ""
    return next((one.about for one in notes if one.about and one.talk_id == last_talk.pk), "")


def _audit(member: Member, action: str, now: datetime) -> None:
    who = pseudonym(member)
    audit.record(at=now, actor=who, action=action, subject=who)
