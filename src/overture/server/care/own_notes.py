"""A clinician's own notes and the sessions that were held: theirs, and gone with the space."""

from datetime import datetime
from uuid import UUID

from django.db import transaction

from overture.server.accounts.models import Link
from overture.server.accounts.people import pseudonym_of
from overture.server.accounts.services import pseudonym
from overture.server.audit import services as audit
from overture.server.care.models import Held, OwnNote

__all__ = ["OwnNote", "erase", "hold", "last_held", "note", "note_of", "notes_of"]

LONGEST = 4000


@transaction.atomic
def note(*, link: Link, words: str, key: UUID, now: datetime) -> OwnNote:
    """Keep a note. Raises ValueError without a word."""
    text = words.strip()[:LONGEST]
    if not text:
        raise ValueError("a note needs a few words")
    made, is_new = OwnNote.objects.get_or_create(
        link=link, key=key, defaults={"words": text, "at": now}
    )
    if is_new:
        who, about = pseudonym_of(link.person), pseudonym(link.member)
        audit.record(at=now, actor=who, action="note.kept", subject=about)
    return made


def erase(*, note: OwnNote) -> None:
    """Erase a note for good."""
    OwnNote.objects.filter(pk=note.pk).delete()


def notes_of(link: Link) -> list[OwnNote]:
    """The notes about one person, the latest first."""
    return list(link.own_notes.all())


def note_of(link: Link, note_id: UUID) -> OwnNote | None:
    """One of them, or None."""
    return link.own_notes.filter(pk=note_id).first()


def hold(*, link: Link, key: UUID, now: datetime) -> None:
    """Keep that a session was held now."""
    Held.objects.get_or_create(link=link, key=key, defaults={"at": now})


def last_held(link: Link) -> datetime | None:
    """When the last session was held, if any was noted."""
    return link.held.values_list("at", flat=True).first()
