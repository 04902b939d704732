"""An authored item as the staircase knows it, and how much an answer to it counts for."""

from collections.abc import Iterable, Mapping
from statistics import fmean
from typing import Final

from overture.content.schema.drill import DrillAnswer, DrillItem, Fits
from overture.exercises.staircase import Item

CREDITS: Final[Mapping[Fits, float]] = {"best": 1.0, "near": 0.5, "not": 0.0}


def credit(given: Iterable[DrillAnswer]) -> float:
    """How well the answers to an item's questions fit, on average."""
    return fmean(CREDITS[answer.fits] for answer in given)


def as_asked(item: DrillItem) -> Item:
    """What matters of an item for choosing it. Nobody can guess a reflection."""
    floors = [credit(question.answers) for question in item.questions]
    return Item(item.id, item.hard, fmean(floors) if floors else 0.0)
