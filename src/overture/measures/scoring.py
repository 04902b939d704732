"""Scoring an instrument: what was answered, what follows from it, and where nothing does."""

from collections.abc import Mapping
from dataclasses import dataclass
from math import fsum
from typing import TypeAlias

from overture.content.schema.instrument import Band, Instrument, Item, Scale

Answers: TypeAlias = Mapping[str, float]
"""What was answered, by item. An item that was not answered is absent."""


@dataclass(frozen=True, slots=True)
class Score:
    """One scale as answered. `value` is None where too little was answered for a score."""

    scale: Scale
    value: float | None
    answered: int
    prorated: bool = False


@dataclass(frozen=True, slots=True)
class Reading:
    """One thing that can be compared from time to time: a scale, or an item of an unscored set.

    `low` and `high` are the ends it can reach; `low_words` and `high_words` say what they mean,
    empty for a scale, whose ends are mere numbers.
    """

    id: str
    title: str
    low: float
    high: float
    low_words: str = ""
    high_words: str = ""


def check_answers(instrument: Instrument, answers: Answers) -> None:
    """Raises ValueError for an unknown item, or a value that is none of its answers."""
    for id_, value in answers.items():
        item = instrument.item(id_)
        offered = instrument.choices_of(item) if item else ()
        if value not in {choice.value for choice in offered}:
            raise ValueError(f"not an answer of {instrument.id}: {id_}={value}")


def scores(instrument: Instrument, answers: Answers) -> tuple[Score, ...]:
    """Every scale of the instrument. Raises ValueError for what is no answer to it."""
    check_answers(instrument, answers)
    return tuple(_score(instrument, scale, answers) for scale in instrument.scales)


def band_of(score: Score) -> Band | None:
    """What the instrument's source calls a score; None without a score or without bands."""
    if score.value is None:
        return None
    begun = [band for band in score.scale.bands if band.least <= score.value]
    return begun[-1] if begun else None


def counted(instrument: Instrument, item: Item, value: float) -> float:
    """What an answer counts in a scale: the other way about between the ends, if reversed."""
    low, high = instrument.ends_of(item)
    return low + high - value if item.reversed else value


def readings(instrument: Instrument) -> tuple[Reading, ...]:
    """What is compared from time to time: the scales, or each item where there are none."""
    if instrument.scales:
        return tuple(Reading(one.id, one.title, one.low, one.high) for one in instrument.scales)
    return tuple(_of_item(instrument, item) for item in instrument.items)


def values(instrument: Instrument, answers: Answers) -> dict[str, float | None]:
    """The value of each reading, None where there is none. Raises ValueError as `scores` does."""
    if instrument.scales:
        return {score.scale.id: score.value for score in scores(instrument, answers)}
    check_answers(instrument, answers)
    return {item.id: answers.get(item.id) for item in instrument.items}


def matters(instrument: Instrument, answers: Answers) -> tuple[Item, ...]:
    """The screened items that were answered in the way from which the protocol opens."""
    given = ((item, answers.get(item.id)) for item in instrument.items if item.screened)
    return tuple(
        item
        for item, value in given
        if value is not None and item.matters_from is not None and value >= item.matters_from
    )


def _score(instrument: Instrument, scale: Scale, answers: Answers) -> Score:
    """A missing item is given the place, between its ends, that the answered ones have on average.

    For items of one range that is the usual prorating: the mean of what was answered, times the
    number of items.
    """
    items = [item for id_ in scale.items if (item := instrument.item(id_))]
    given = [item for item in items if item.id in answers]
    missing = len(items) - len(given)
    if missing and (scale.least_answered is None or len(given) < scale.least_answered):
        return Score(scale, None, len(given))
    told = {item.id: counted(instrument, item, answers[item.id]) for item in given}
    place = fsum(_place(instrument, item, told[item.id]) for item in given) / len(given)
    total = fsum(told.get(item.id, _at(instrument, item, place)) for item in items)
    value = total if scale.method == "sum" else total / len(items)
    # Adding in floating point may leave the ends by a hair.
    return Score(scale, min(scale.high, max(scale.low, value)), len(given), prorated=missing > 0)


def _place(instrument: Instrument, item: Item, value: float) -> float:
    low, high = instrument.ends_of(item)
    return (value - low) / (high - low)


def _at(instrument: Instrument, item: Item, place: float) -> float:
    low, high = instrument.ends_of(item)
    return low + place * (high - low)


def _of_item(instrument: Instrument, item: Item) -> Reading:
    offered = sorted(instrument.choices_of(item), key=lambda choice: choice.value)
    least, most = offered[0], offered[-1]
    title = item.about or item.asks
    return Reading(item.id, title, least.value, most.value, least.words, most.words)
