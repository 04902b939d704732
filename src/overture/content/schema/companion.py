"""Cue's lines and card as an author writes them."""

from typing import Literal

from pydantic import Field

from overture.content.schema.base import Authored

MoveName = Literal[
    "open_question",
    "simple_reflection",
    "complex_reflection",
    "affirm_act",
    "summary",
    "normalise",
    "ask_permission",
    "offer_choice",
    "name_pattern",
    "give_information",
    "elicit_prediction",
    "invite_scene",
    "invite_step",
    "review_near_miss",
    "carry_change",
    "about_self",
    "decline",
    "slow_down",
    "close",
]
Use = Literal[
    "opening",
    "early",
    "mid",
    "after_reflection",
    "low_confidence",
    "repeat",
    "low_energy",
    "before_step",
    "after_step",
    "savour",
    "confirm",
    "closing",
    "any",
]
Part = Literal["whole", "lead", "tail"]
Tone = Literal["plain", "ordinary", "warm", "dry"]
Length = Literal["tiny", "short", "full"]


class Line(Authored):
    """One authored line of Cue's: what it may answer, where, how, and how long it rests.

    `rest` counts talks before the line may come back; within a talk it is never used twice.
    """

    id: str = Field(pattern=r"^[a-z]{2}\.[a-z0-9.]+$")
    text: str
    acts: tuple[str, ...]
    use: Use
    part: Part
    tone: Tone
    length: Length
    slots: tuple[str, ...] = ()
    when: tuple[str, ...] = ()
    rest: int = Field(ge=0)
    taps: tuple[str, ...] = ()


class LineFile(Authored):
    """All lines of one move."""

    schema_: Literal["lines/1"] = Field(alias="schema")
    move: MoveName
    lines: tuple[Line, ...]
