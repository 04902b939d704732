"""Planted cases that the product is measured against."""

import re
from typing import Literal, Self

from pydantic import Field, model_validator

from overture.content.schema.base import Authored, Level


class Flaw(Authored):
    """A flaw that a debrief should name, and the words by which it would be named.

    `measures` are the debrief's own names for it; of `words`, expressions over the shown text,
    one must be found where the flaw is named.
    """

    id: str
    measures: tuple[str, ...] = Field(min_length=1)
    words: tuple[str, ...] = Field(min_length=1)

    @model_validator(mode="after")
    def _every_expression_compiles(self) -> Self:
        for expression in self.words:
            re.compile(expression)
        return self


class PlantedPair(Authored):
    """A good and a poor attempt in the same scene from the same start; `flaw` is in the poor one.

    Turns are what somebody types; `/silence`, `/wait`, `/nod`, `/stop` and `/back` are controls.
    """

    id: str = Field(pattern=r"^[a-z][a-z0-9-]+$")
    scene: str
    flaw: str
    level: Level = "middle"
    seed: int = 1
    good: tuple[str, ...] = Field(min_length=1)
    poor: tuple[str, ...] = Field(min_length=1)


class HonestyFile(Authored):
    """Pairs of attempts, and the flaws planted in them."""

    schema_: Literal["honesty/1"] = Field(alias="schema")
    flaw: tuple[Flaw, ...]
    pair: tuple[PlantedPair, ...]

    @model_validator(mode="after")
    def _ids_are_known(self) -> Self:
        ids = [pair.id for pair in self.pair]
        if len(set(ids)) != len(ids):
            raise ValueError("a pair's id is used twice")
        flaws = {flaw.id for flaw in self.flaw}
        for pair in self.pair:
            if pair.flaw not in flaws:
                raise ValueError(f"{pair.id} names the unknown flaw {pair.flaw}")
        return self
