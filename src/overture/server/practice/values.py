"""What matters to a member: sorted, weighed from both sides, and tied to steps."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Final
from uuid import UUID

from django.db import transaction

from overture.content.values import ValueCard, value_cards
from overture.server.accounts.models import Member
from overture.server.accounts.services import pseudonym
from overture.server.audit import services as audit
from overture.server.practice.models import (
    SortedValue,
    Step,
    StepValue,
    ValueRated,
    ValueSides,
    ValueSort,
)
from overture.server.practice.moments import OWN

__all__ = [
    "MOST",
    "Sides",
    "SortedValue",
    "ValueRated",
    "ValueSides",
    "ValueSort",
    "all_ratings",
    "card_of",
    "in_a_sentence",
    "library_card",
    "narrow",
    "rate",
    "rated_of",
    "ratings_of",
    "said_of",
    "sentences",
    "sort",
    "sort_of",
    "sorts_of",
    "tie",
    "tied_to",
    "to_tie",
    "top_of",
    "untie",
    "values_of_steps",
    "weigh",
]

MOST: Final = 5
"""So many are kept at the top at most."""
OFFERED: Final = 8


@dataclass(frozen=True)
class Sides:
    """Both sides of a change as the member typed them; any may be empty."""

    why_important: str = ""
    why_confident: str = ""
    good_as_it_is: str = ""
    it_costs: str = ""
    might_be_good: str = ""
    i_fear: str = ""


@transaction.atomic
def sort(
    *, member: Member, heaps: Mapping[str, str], own: str, key: UUID, now: datetime
) -> ValueSort:
    """Keep a sorting; `heaps` are heaps by card id, and a card of one's own matters a lot.

    What matters a lot stands at the top at once where it is no more than five. The same form key
    is the same sort. Raises ValueError if nothing was sorted, or for a heap or card there is not.
    """
    made, new = ValueSort.objects.get_or_create(member=member, key=key, defaults={"at": now})
    if not new:
        return made
    rows = _rows(made, heaps, " ".join(own.split())[:120])
    much = [row for row in rows if row.heap == SortedValue.Heap.LOT]
    if len(much) <= MOST:
        made.narrowed_at = now
        made.save(update_fields=["narrowed_at"])
        for row in much:
            row.top = True
    SortedValue.objects.bulk_create(rows)
    who = pseudonym(member)
    audit.record(at=now, actor=who, action="values.sorted", subject=who)
    return made


def _rows(made: ValueSort, heaps: Mapping[str, str], own: str) -> list[SortedValue]:
    known = value_cards()
    if not heaps and not own:
        raise ValueError("nothing was sorted")
    if not set(heaps) <= set(known) or not set(heaps.values()) <= set(SortedValue.Heap.values):
        raise ValueError("there is no such card or heap")
    said = [
        (card_id, known[card_id].words, heaps[card_id]) for card_id in known if card_id in heaps
    ]
    said += [("", own, SortedValue.Heap.LOT)] if own else []
    return [
        SortedValue(sort=made, place=place, card_id=card_id, words=words, heap=heap)
        for place, (card_id, words, heap) in enumerate(said)
    ]


@transaction.atomic
def narrow(*, made: ValueSort, chosen: Sequence[UUID], now: datetime) -> None:
    """Keep at most five of what matters a lot at the top. Written once.

    Raises ValueError if they are none, more than five, or not of that heap.
    """
    much = made.cards.filter(heap=SortedValue.Heap.LOT, pk__in=chosen)
    if not chosen or len(set(chosen)) > MOST or much.count() != len(set(chosen)):
        raise ValueError(f"one to {MOST} of what matters a lot")
    if ValueSort.objects.filter(pk=made.pk, narrowed_at=None).update(narrowed_at=now):
        much.update(top=True)


@transaction.atomic
def rate(
    *,
    card: SortedValue,
    importance: int | None,
    confidence: int | None,
    key: UUID,
    now: datetime,
) -> ValueRated:
    """Keep how important it is and how confident the member is, each 0-10 or None."""
    given = {"at": now, "importance": importance, "confidence": confidence}
    made, _ = ValueRated.objects.get_or_create(card=card, key=key, defaults=given)
    return made


@transaction.atomic
def weigh(*, rated: ValueRated, sides: Sides, now: datetime) -> None:
    """Keep both sides. Written once; it may be looked at anew by rating it anew."""
    typed = {name: text.strip() for name, text in vars(sides).items()}
    ValueSides.objects.get_or_create(rated=rated, defaults={"at": now, **typed})


@transaction.atomic
def tie(*, step: Step, card: SortedValue, now: datetime) -> None:
    """Say what a step is for. The last word holds."""
    StepValue.objects.update_or_create(step=step, defaults={"card": card, "at": now})


@transaction.atomic
def untie(*, step: Step) -> None:
    """It is for nothing in particular again."""
    StepValue.objects.filter(step=step).delete()


def sorts_of(member: Member) -> list[ValueSort]:
    """The member's sorts with their cards, the newest first."""
    return list(member.value_sorts.prefetch_related("cards"))


def sort_of(member: Member, sort_id: UUID) -> ValueSort | None:
    """One of the member's own sorts, or None: somebody else's does not exist."""
    return member.value_sorts.prefetch_related("cards").filter(pk=sort_id).first()


def top_of(member: Member) -> list[SortedValue]:
    """What stands at the top of the newest sort that was narrowed down."""
    newest = member.value_sorts.exclude(narrowed_at=None).first()
    return list(newest.cards.filter(top=True)) if newest else []


def card_of(member: Member, card_id: UUID) -> SortedValue | None:
    """A card that the member sorted, or None."""
    return SortedValue.objects.filter(sort__member=member, pk=card_id).first()


def rated_of(member: Member, rated_id: UUID) -> ValueRated | None:
    """One of the member's own ratings with what was said after it, or None."""
    rows = ValueRated.objects.select_related("card", "sides")
    return rows.filter(card__sort__member=member, pk=rated_id).first()


def library_card(card: SortedValue) -> ValueCard | None:
    """The card of the library, if it is one of these and still there."""
    return value_cards().get(card.card_id)


def ratings_of(member: Member, card: SortedValue) -> list[ValueRated]:
    """What was said about this value in any sort, the newest first."""
    rows = ValueRated.objects.select_related("card", "sides").order_by("-at")
    return list(rows.filter(card__sort__member=member, card__words=card.words))


def all_ratings(member: Member) -> list[ValueRated]:
    """What was ever said about any value, oldest first."""
    rows = ValueRated.objects.select_related("card", "sides").order_by("at")
    return list(rows.filter(card__sort__member=member))


def tied_to(member: Member, card: SortedValue) -> list[Step]:
    """The steps that are for this value, in whichever sort it was tied; the last touched first."""
    return list(member.steps.filter(tied__card__words=card.words))


def to_tie(member: Member) -> list[Step]:
    """Steps that are still open and for nothing in particular."""
    open_ones = (Step.Status.PLANNED, Step.Status.STARTED, Step.Status.RESTING)
    return list(member.steps.filter(status__in=open_ones, tied=None)[:OFFERED])


def values_of_steps(steps: Iterable[Step]) -> dict[UUID, str]:
    """What each of these steps is for, in words, by step; untied ones are left out."""
    ties = StepValue.objects.filter(step__in=list(steps)).select_related("card")
    return {tied.step_id: tied.card.words for tied in ties}


def sentences(steps: Iterable[Step]) -> dict[UUID, str]:
    """Why each of these steps, from the member's own words, by step; untied ones are left out."""
    ties = StepValue.objects.filter(step__in=list(steps)).select_related("card")
    return {tied.step_id: in_a_sentence(tied.card) for tied in ties}


def said_of(member: Member, step_id: str) -> str:
    """A sentence from the member's own words about a step that is offered; empty if not tied.

    `step_id` is a step of the library, or `own:` and the key of one of the member's own.
    """
    ties = StepValue.objects.filter(step__member=member).select_related("card")
    own = step_id.removeprefix(OWN)
    found = ties.filter(step__pk=own) if own != step_id else ties.filter(step__library_id=step_id)
    tied = found.order_by("-at").first() if step_id else None
    return in_a_sentence(tied.card) if tied else ""


def in_a_sentence(card: SortedValue) -> str:
    """You said that being a good neighbour matters to you; own words stay as they were written."""
    if card.card_id:
        return f"You said that {card.words} matters to you."
    return f"You said that this matters to you: “{card.words}”."
