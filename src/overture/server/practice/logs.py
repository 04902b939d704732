"""The log: a word for how it is, a moment with somebody; kept in a tap, taken out in a tap."""

from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Final
from uuid import UUID

from django.db import transaction
from django.db.models import QuerySet

from overture.content.feelings import feelings
from overture.planning.logged import days_met
from overture.server.accounts.models import Member
from overture.server.accounts.services import pseudonym
from overture.server.audit import services as audit
from overture.server.practice.models import Attempt, FeltWord, Interaction, Outcome

__all__ = [
    "FeltWord",
    "Interaction",
    "add_to_interaction",
    "add_to_word",
    "days_with_people",
    "forget_taken_out",
    "interaction_of",
    "interactions_of",
    "interactions_since",
    "keep_interaction",
    "keep_word",
    "may_be_a_step",
    "put_back",
    "take_out",
    "word_of",
    "words_since",
]

KEPT_OUT: Final = timedelta(days=1)
"""For so long what was taken out can be put back; then it is gone."""

SAME_MOMENT: Final = timedelta(hours=12)
"""A step that was told within so long may be the very moment that is noted now."""

_ONE_OF: Final[Mapping[str, frozenset[str]]] = {
    "long": frozenset(Interaction.Long.values),
    "gave": frozenset(Interaction.Warmth.values),
    "came_back": frozenset(Interaction.Warmth.values),
}


@transaction.atomic
def keep_word(*, member: Member, feeling: str, key: UUID, now: datetime) -> FeltWord:
    """Keep one word. Raises ValueError for one that there is not."""
    _known(feeling)
    made, new = FeltWord.objects.get_or_create(
        member=member, key=key, defaults={"feeling": feeling, "at": now}
    )
    if new:
        _note(member, "word.kept", now)
    return made


@transaction.atomic
def add_to_word(*, word: FeltWord, second: str = "", note: str | None = None) -> None:
    """One more word, a note, or both. Raises ValueError for a word that there is not.

    Without another word the one before stays. None leaves the note as it was, and "" empties it.
    """
    if second:
        _known(second)
    word.second = second if second and second != word.feeling else word.second
    word.note = word.note if note is None else note
    word.save(update_fields=["second", "note"])


@transaction.atomic
def keep_interaction(
    *,
    member: Member,
    who: str,
    key: UUID,
    now: datetime,
    long: str = "",
    felt: int | None = None,
    was_a_step: bool = False,
) -> Interaction:
    """Keep a moment with somebody. Raises ValueError for an answer that there is not."""
    if who not in Interaction.Who.values:
        raise ValueError(f"not a kind of person: {who}")
    _one_of("long", long)
    if felt is not None and not 0 <= felt <= 10:
        raise ValueError(f"off the scale: {felt}")
    details = {"who": who, "long": long, "felt": felt, "at": now, "was_a_step": was_a_step}
    made, new = Interaction.objects.get_or_create(member=member, key=key, defaults=details)
    if new:
        _note(member, "interaction.kept", now)
    return made


@transaction.atomic
def add_to_interaction(
    *, interaction: Interaction, gave: str = "", came_back: str = "", note: str | None = None
) -> None:
    """Warmth both ways, and words. Raises ValueError for an answer that there is not.

    A tap that is left out stays as it was. None leaves the note as it was, and "" empties it.
    """
    _one_of("gave", gave)
    _one_of("came_back", came_back)
    interaction.gave = gave or interaction.gave
    interaction.came_back = came_back or interaction.came_back
    interaction.note = interaction.note if note is None else note
    interaction.save(update_fields=["gave", "came_back", "note"])


@transaction.atomic
def take_out(*, entry: FeltWord | Interaction, now: datetime) -> None:
    """Take an entry out; from here on it counts for nothing."""
    type(entry)._default_manager.filter(pk=entry.pk, taken_out_at=None).update(taken_out_at=now)  # noqa: SLF001 - Django's own name
    _note(entry.member, "log.taken_out", now)


@transaction.atomic
def put_back(*, entry: FeltWord | Interaction, now: datetime) -> None:
    """Put back what was taken out."""
    type(entry)._default_manager.filter(pk=entry.pk).update(taken_out_at=None)  # noqa: SLF001
    _note(entry.member, "log.put_back", now)


def forget_taken_out(*, now: datetime) -> int:
    """Erase what was taken out a day ago or longer. Returns how many entries went."""
    old = {"taken_out_at__lt": now - KEPT_OUT}
    return sum(model.objects.filter(**old).delete()[0] for model in (FeltWord, Interaction))


def word_of(member: Member, entry_id: UUID) -> FeltWord | None:
    """One of the member's own, or None: somebody else's does not exist."""
    return member.felt_words.filter(pk=entry_id).first()


def interaction_of(member: Member, entry_id: UUID) -> Interaction | None:
    """One of the member's own, or None."""
    return member.interactions.filter(pk=entry_id).first()


def words_since(member: Member, since: datetime) -> list[FeltWord]:
    """Words that stand, oldest first; without those of a library that had others."""
    rows = member.felt_words.filter(taken_out_at=None, at__gte=since)
    return [word for word in rows if word.feeling in feelings()]


def interactions_of(member: Member) -> QuerySet[Interaction]:
    """All moments with somebody that stand."""
    return member.interactions.filter(taken_out_at=None)


def interactions_since(member: Member, since: datetime) -> list[Interaction]:
    """Moments with somebody that stand, oldest first."""
    return list(member.interactions.filter(taken_out_at=None, at__gte=since))


def days_with_people(member: Member, since: datetime, now: datetime) -> list[datetime]:
    """One time for each of the member's days on which somebody was met, by the log alone.

    What was a step stands in the record already, and does not count twice. No prediction was made,
    so no belief moves: these are moments met, and nothing more. `now` is local.
    """
    rows = member.interactions.filter(taken_out_at=None, was_a_step=False, at__gte=since)
    return days_met(rows.order_by("at").values_list("at", flat=True), now)


def may_be_a_step(member: Member, now: datetime) -> str:
    """The title of a step told of in the last hours, which this could be; else empty."""
    lately = member.attempts.filter(
        retracted_at=None, kind=Attempt.Kind.REAL, outcome__at__gte=now - SAME_MOMENT
    ).exclude(outcome__reach=Outcome.Reach.STOPPED)
    last = lately.order_by("outcome__at").last()
    return last.title if last else ""


def _known(feeling: str) -> None:
    if feeling not in feelings():
        raise ValueError(f"no such feeling: {feeling}")


def _one_of(name: str, value: str) -> None:
    if value and value not in _ONE_OF[name]:
        raise ValueError(f"not an answer for {name}: {value}")


def _note(member: Member, action: str, now: datetime) -> None:
    who = pseudonym(member)
    audit.record(at=now, actor=who, action=action, subject=who)
