"""Skill drills: six items at a time, each chosen by the answers before it and kept once."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import cache
from uuid import UUID

import numpy as np
from django.db import transaction

from overture.content.drills import drills
from overture.content.schema.drill import DrillAnswer as AuthoredAnswer
from overture.content.schema.drill import DrillItem, DrillQuestion
from overture.exercises import listening, skill_words, staircase
from overture.exercises.drilling import as_asked, credit
from overture.exercises.staircase import Answered, Item, Standing
from overture.server.accounts.models import Member
from overture.server.practice.models import DrillAnswer, DrillSitting

__all__ = [
    "DrillAnswer",
    "DrillSitting",
    "Place",
    "answer_of",
    "begin",
    "in_order",
    "in_words",
    "pick",
    "place",
    "say",
    "sitting_of",
]


@dataclass(frozen=True)
class Place:
    """How far a sitting has come: so many items answered, and the next one, None if it is over."""

    answered: int
    item: DrillItem | None


@transaction.atomic
def begin(*, member: Member, drill_id: str, key: UUID, now: datetime) -> DrillSitting:
    """Sit down to a drill; the same form key is the same sitting. Raises KeyError for no drill."""
    drill = drills()[drill_id]
    made, _ = DrillSitting.objects.get_or_create(
        member=member,
        key=key,
        defaults={"drill": drill.id, "content_version": drill.version, "begun_at": now},
    )
    return made


def sitting_of(member: Member, sitting_id: UUID) -> DrillSitting | None:
    """One of the member's own sittings at a drill that is still there, or None."""
    found = member.drill_sittings.filter(pk=sitting_id).first()
    return found if found and found.drill in drills() else None


def place(sitting: DrillSitting) -> Place:
    """Where a sitting stands. The same until something is answered, however often it is asked."""
    answered = sitting.answers.count()
    if staircase.is_over(answered):
        return Place(answered, None)
    drill = drills()[sitting.drill]
    rng = np.random.default_rng([sitting.pk.int, answered])
    standing = _standings(sitting.member, sitting.drill).get(sitting.drill, Standing())
    done = set(sitting.answers.values_list("item", flat=True))
    left = [item for item in _items(drill.id) if item.id not in done]
    return Place(answered, drill.item(staircase.choose(standing, left, rng).id) if left else None)


def in_order(sitting: DrillSitting, item: DrillItem) -> list[list[int]]:
    """For each question the places of its answers in the order in which they are shown."""
    rng = np.random.default_rng([sitting.pk.int, *item.id.encode()])
    return [rng.permutation(len(question.answers)).tolist() for question in item.questions]


def pick(
    *, sitting: DrillSitting, item_id: str, picked: Sequence[int], now: datetime
) -> DrillAnswer:
    """Keep what was tapped, by its place in the file; nothing is "I can't tell".

    Raises ValueError for an item or an answer that there is not, and for a sitting that is over.
    """
    item = _item(sitting, item_id)
    if picked and len(picked) != len(item.questions):
        raise ValueError("every question has an answer, or none has")
    given = [_answer(question, n) for question, n in zip(item.questions, picked, strict=False)]
    worth = credit(given) if given else _untold(item)
    return _keep(sitting, item, now, picked=[answer.text for answer in given], worth=worth)


def say(
    *, sitting: DrillSitting, item_id: str, said: str, may_read: bool, now: datetime
) -> DrillAnswer:
    """Keep a reflection in the member's words; read it if the screen had nothing to say to them.

    Raises ValueError as `pick` does, and for an item that is not listened to.
    """
    item = _item(sitting, item_id)
    if item.heard is None:
        raise ValueError(f"nothing is listened to in {item.id!r}")
    worth = listening.read(item, said).credit if may_read else None
    return _keep(sitting, item, now, said=said, worth=worth)


def answer_of(sitting: DrillSitting, item_id: str) -> DrillAnswer | None:
    """What was answered to one item of a sitting, or None."""
    return sitting.answers.filter(item=item_id).first()


def in_words(member: Member) -> dict[str, str]:
    """Where the member stands in each drill, in words with their doubt."""
    standings = _standings(member)
    return {
        drill.id: skill_words.stands(
            standings.get(drill.id, Standing()), _items(drill.id), drill.kind
        )
        for drill in drills().values()
    }


@transaction.atomic
def _keep(
    sitting: DrillSitting,
    item: DrillItem,
    now: datetime,
    *,
    worth: float | None,
    picked: Sequence[str] = (),
    said: str = "",
) -> DrillAnswer:
    """Written once: a second tap finds the first."""
    DrillSitting.objects.select_for_update().get(pk=sitting.pk)
    given = sitting.answers.filter(item=item.id).first()
    if given:
        return given
    if staircase.is_over(sitting.answers.count()):
        raise ValueError("this sitting is over")
    asked = as_asked(item)
    return DrillAnswer.objects.create(
        sitting=sitting,
        item=item.id,
        hard=asked.hard,
        floor=asked.floor,
        picked=list(picked),
        said=said,
        credit=worth,
        at=now,
    )


def _untold(item: DrillItem) -> float | None:
    """What "I can't tell" counts for: as much as guessing would; nothing where nobody guesses."""
    return None if item.heard else as_asked(item).floor


def _item(sitting: DrillSitting, item_id: str) -> DrillItem:
    item = drills()[sitting.drill].item(item_id)
    if item is None:
        raise ValueError(f"no item {item_id!r} in {sitting.drill!r}")
    return item


def _answer(question: DrillQuestion, number: int) -> AuthoredAnswer:
    if not 0 <= number < len(question.answers):
        raise ValueError(f"no answer {number}")
    return question.answers[number]


def _standings(member: Member, *only: str) -> dict[str, Standing]:
    """Where the member stands in these drills, else in all that were ever answered."""
    rows = DrillAnswer.objects.filter(sitting__member=member, credit__isnull=False)
    if only:
        rows = rows.filter(sitting__drill__in=only)
    found: dict[str, list[Answered]] = defaultdict(list)
    for row in rows.order_by("at", "pk").values(
        "sitting__drill", "item", "hard", "floor", "credit"
    ):
        item = Item(row["item"], row["hard"], row["floor"])
        found[row["sitting__drill"]].append(Answered(item, row["credit"] or 0.0))
    return {drill_id: Standing(tuple(answers)) for drill_id, answers in found.items()}


@cache
def _items(drill_id: str) -> tuple[Item, ...]:
    return tuple(as_asked(item) for item in drills()[drill_id].items)
