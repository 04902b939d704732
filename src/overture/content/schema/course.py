"""The course: weeks of a few things each, and what is there after the last one."""

from typing import Literal, Self, TypeAlias

from pydantic import Field, model_validator

from overture.content.families import FAMILIES
from overture.content.schema.base import Authored

Phase: TypeAlias = Literal["notice", "practise", "carry", "after"]
"""What a week is about: to notice, to practise, to carry it over to people; then nothing more."""

Kind: TypeAlias = Literal[
    "read",
    "settle",
    "drill",
    "thought",
    "values",
    "log",
    "scene",
    "guess",
    "moment",
    "kinds",
    "near_miss",
    "anchor",
    "record",
    "plan",
]
"""What a thing of a week is. `guess` is a moment in life with a guess beforehand, `moment` one with
people, `kinds` several kinds of situation, `plan` the member's own plan for a quieter stretch.
"""

WHICH: frozenset[Kind] = frozenset({"read", "settle", "drill"})
"""Kinds of thing that are nothing without the name of one: a lesson, an exercise, a drill."""


class Thing(Authored):
    """One thing of a week.

    `target` names which one is meant: a lesson, an exercise, a drill, or a kind of situation; it is
    empty where any will do. The thing is met when the record holds it `times` times.
    """

    id: str = Field(pattern=r"^[a-z][a-z0-9-]*$")
    kind: Kind
    target: str = ""
    times: int = Field(default=1, ge=1, le=12)
    title: str = Field(max_length=70)
    words: str = Field(max_length=260)

    @model_validator(mode="after")
    def _names_what_it_means(self) -> Self:
        if self.kind in WHICH and not self.target:
            message = f"a thing of the kind {self.kind} must name which one"
            raise ValueError(message)
        if self.kind in {"scene", "moment"} and self.target not in {"", *FAMILIES}:
            message = f"there is no kind of situation {self.target!r}"
            raise ValueError(message)
        return self


class Week(Authored):
    """One week of the course, the how-manieth by `order`; the last is what comes after it.

    `about` says what it is for. `question` closes it and is answered only by who wants to.
    `families` are kinds of situation that it looks at, `step` a small real step as it would stand
    on a list, empty where nothing is offered.
    """

    schema_: Literal["course/1"] = Field(alias="schema")
    id: str
    version: str
    order: int = Field(ge=1)
    phase: Phase
    title: str = Field(max_length=50)
    reviewed_by: str
    about: tuple[str, ...] = Field(min_length=1, max_length=3)
    things: tuple[Thing, ...] = Field(min_length=2, max_length=5)
    question: str = Field(pattern=r"\?$")
    families: tuple[str, ...] = ()
    step: str = Field(default="", max_length=120)

    @model_validator(mode="after")
    def _is_whole(self) -> Self:
        if len({thing.id for thing in self.things}) != len(self.things):
            raise ValueError("two things of a week have the same id")
        unknown = set(self.families) - set(FAMILIES)
        if unknown:
            message = f"there is no kind of situation {min(unknown)!r}"
            raise ValueError(message)
        if self.phase != "after" and not self.step:
            raise ValueError("a week must offer a small real step")
        return self
