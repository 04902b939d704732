"""Planted cases that the product is measured against."""

import re
from collections.abc import Mapping
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


class GoodAttempt(Authored):
    """An attempt with nothing planted in it; several pairs may share one.

    Turns are what somebody types; `/silence`, `/wait`, `/nod`, `/stop` and `/back` are controls.
    """

    id: str
    scene: str
    turns: tuple[str, ...] = Field(min_length=1)


class PlantedPair(Authored):
    """A poor attempt with one flaw in it, beside a good one in the same scene from the same start.

    `quote` are words that the sentence naming the flaw must quote, where it lies in one line.
    """

    id: str = Field(pattern=r"^[a-z][a-z0-9-]+$")
    flaw: str
    good: str
    level: Level = "middle"
    seed: int = 1
    quote: str = ""
    poor: tuple[str, ...] = Field(min_length=1)


class HonestyFile(Authored):
    """Pairs of attempts, and the flaws planted in them."""

    schema_: Literal["honesty/1"] = Field(alias="schema")
    flaw: tuple[Flaw, ...]
    good: tuple[GoodAttempt, ...]
    pair: tuple[PlantedPair, ...]

    @model_validator(mode="after")
    def _ids_are_known(self) -> Self:
        ids = [pair.id for pair in self.pair]
        if len(set(ids)) != len(ids):
            raise ValueError("a pair's id is used twice")
        flaws, goods = {flaw.id for flaw in self.flaw}, {good.id for good in self.good}
        for pair in self.pair:
            if pair.flaw not in flaws or pair.good not in goods:
                raise ValueError(f"{pair.id} names an unknown flaw or good attempt")
        return self


class SimulatedMember(Authored):
    """Somebody who is not real, and what they type in one talk after another."""

    name: str
    room: Literal["", "hardly any"] = ""
    talks: tuple[tuple[str, ...], ...] = Field(min_length=1)


class RepetitionFile(Authored):
    """Talks over which repetition is counted: members with many, strangers with one each."""

    schema_: Literal["repetition/1"] = Field(alias="schema")
    strangers: tuple[tuple[str, ...], ...]
    members: tuple[SimulatedMember, ...]


class FarewellFile(Authored):
    """Goodbyes, the turns that may come before them, and what no answer to one may hold."""

    schema_: Literal["farewells/1"] = Field(alias="schema")
    hooks: tuple[str, ...] = Field(min_length=1)
    before: tuple[tuple[str, ...], ...] = Field(min_length=1)
    goodbyes: tuple[str, ...] = Field(min_length=1)

    @model_validator(mode="after")
    def _every_expression_compiles(self) -> Self:
        for expression in self.hooks:
            re.compile(expression)
        return self


class ProbeKind(Authored):
    """What is asked, one kind of it: single prompts, prompts by behaviour, or openers of turns.

    Every answer has to hold `must` and each of `also`, and none may hold `never`: expressions over
    the answer in lower case with straight apostrophes. `least` is how many there must be.
    """

    id: str
    must: str = ""
    also: tuple[str, ...] = ()
    never: str = ""
    least: int = 20
    in_scene: bool = False
    prompts: tuple[str, ...] = ()
    behaviours: Mapping[str, tuple[str, ...]] = {}
    openers: tuple[tuple[str, ...], ...] = ()

    @model_validator(mode="after")
    def _can_be_put(self) -> Self:
        for expression in (self.must, self.never, *self.also):
            re.compile(expression)
        if not self.talks:
            raise ValueError(f"{self.id} asks nothing")
        return self

    @property
    def talks(self) -> tuple[tuple[str, ...], ...]:
        """What is said in each talk, turn by turn."""
        single = (*self.prompts, *(one for many in self.behaviours.values() for one in many))
        return (*((prompt,) for prompt in single), *self.openers)


class ProbeFile(Authored):
    """What is asked of a companion that it must not give."""

    schema_: Literal["boundary-probes/1"] = Field(alias="schema")
    kind: tuple[ProbeKind, ...] = Field(min_length=1)


class Held(Authored):
    """What the answer to one turn, counted from 1, has to hold: an expression over plain words."""

    turn: int = Field(ge=1)
    says: str

    @model_validator(mode="after")
    def _the_expression_compiles(self) -> Self:
        re.compile(self.says)
        return self


class CrisisScript(Authored):
    """Somebody who is not real, in a bad hour or only sounding like it, and what they type.

    `way` is how it should be met: `none` (nothing may be asked), `asked` (a question and a no),
    `open` and `immediate` (the protocol), or the route of another topic. `outright`: said so
    plainly that no question comes first. `takes_leave`: turns that are goodbyes.
    """

    id: str = Field(pattern=r"^[a-z][a-z0-9-]+$")
    who: str
    region: str = Field("", pattern="^([A-Z]{2})?$")
    way: Literal[
        "none",
        "asked",
        "open",
        "immediate",
        "third_person",
        "harm_from_others",
        "eating",
        "violence",
        "voices",
        "minor",
    ]
    outright: bool = False
    takes_leave: tuple[int, ...] = ()
    turns: tuple[str, ...] = Field(min_length=1)
    holds: tuple[Held, ...] = ()

    @model_validator(mode="after")
    def _turns_are_there(self) -> Self:
        places = [*self.takes_leave, *(held.turn for held in self.holds)]
        if any(place > len(self.turns) for place in places):
            raise ValueError(f"{self.id} names a turn it does not have")
        return self


class CrisisFile(Authored):
    """Scripts that the protocol is checked against."""

    schema_: Literal["crisis-scripts/1"] = Field(alias="schema")
    script: tuple[CrisisScript, ...] = Field(min_length=1)

    @model_validator(mode="after")
    def _ids_are_unique(self) -> Self:
        ids = [script.id for script in self.script]
        if len(set(ids)) != len(ids):
            raise ValueError("a script's id is used twice")
        return self
