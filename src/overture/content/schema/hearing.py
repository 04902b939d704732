"""What the protocol takes up of a member's message, and what it says to it."""

import re
from collections.abc import Container
from typing import Literal, Self

from pydantic import Field, model_validator

from overture.content.schema.base import Authored
from overture.content.schema.safety import SafetyAct, SafetyLine, Topic

Stage = Literal["open", "immediate", "calmer", "denied", "asked"]
"""Where a concern is heard: while the protocol is open, while it could be now, when somebody has
come, when a question of ours was answered with a no, and while one was passed over."""


class ConcernLine(Authored):
    """One line that takes up a concern. `instead` of the one before it, where that lacks a slot."""

    act: SafetyAct
    text: str
    needs: tuple[str, ...] = ()
    instead: bool = False
    taps: tuple[str, ...] = Field(default=(), max_length=3)

    @model_validator(mode="after")
    def _slots_are_declared(self) -> Self:
        if set(re.findall(r"\{(\w+)\}", self.text)) != set(self.needs):
            raise ValueError(f"{self.text!r}: the slots in the text and `needs` differ")
        return self


class Concern(Authored):
    """Something in a member's message that the protocol answers before it names the next step.

    `step`: the next step follows in the same reply. `must`: answered however often it is asked.
    `path`: where the protocol stands from then on. `after`: only if one of these lines came last.
    `covers`: lines of a plan that it makes unnecessary.
    """

    id: str
    stages: tuple[Stage, ...] = Field(min_length=1)
    on: tuple[Topic, ...] = ("self_harm",)
    after: tuple[str, ...] = ()
    covers: tuple[str, ...] = ()
    reads: Literal["pattern", "wordless", "person", "leaving", "human"] = "pattern"
    any: tuple[str, ...] = ()
    step: bool = True
    must: bool = False
    path: Literal["open", "immediate", "told"] | None = None
    lines: tuple[ConcernLine, ...] = Field(min_length=1)

    @property
    def said(self) -> tuple[SafetyLine, ...]:
        """Its lines under ids of their own."""
        return tuple(
            SafetyLine(id=f"{self.id}/{place}", **line.model_dump(exclude={"instead"}))
            for place, line in enumerate(self.lines, start=1)
        )

    def sayable(self, slots: Container[str]) -> tuple[SafetyLine, ...]:
        """Its lines whose slots can be filled, without those that stand in for one of them."""
        found: list[SafetyLine] = []
        before = False
        for authored, line in zip(self.lines, self.said, strict=True):
            filled = all(need in slots for need in line.needs)
            if filled and not (authored.instead and before):
                found.append(line)
            before = filled
        return tuple(found)

    @model_validator(mode="after")
    def _can_be_heard(self) -> Self:
        if self.reads == "pattern" and not self.any:
            raise ValueError(f"{self.id}: nothing says how it is heard")
        for expression in self.any:
            re.compile(expression)
        return self


class HearingFile(Authored):
    """What the protocol takes up of what a member writes while it is open."""

    schema_: Literal["safety-hearing/1"] = Field(alias="schema")
    concern: tuple[Concern, ...]

    @model_validator(mode="after")
    def _ids_are_unique(self) -> Self:
        ids = [concern.id for concern in self.concern]
        if len(set(ids)) != len(ids):
            raise ValueError("a concern's id is used twice")
        return self
