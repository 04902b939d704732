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


class Taps(Authored):
    """Quick replies beside the free text, where a line brings none of its own."""

    first_talk: tuple[str, ...]
    nothing_to_say: tuple[str, ...]
    low_energy: tuple[str, ...]
    lost: tuple[str, ...]
    offer: tuple[str, ...]
    loop: tuple[str, ...]


class Privacy(Authored):
    """Sentences about where words go; the service joins those that are true of its settings."""

    stored: str
    not_shared: str
    alerts_on: str
    no_model: str
    model: str
    notes: str


class Notices(Authored):
    """What is owed to everybody from time to time, spoken once when it is due."""

    first_of_day: str
    three_hours: str
    one_hour: str
    after_seven_days: str


class Card(Authored):
    """What the companion is. `{companion}` stands for the name in use, `{host}` for a machine."""

    schema_: Literal["companion/1"] = Field(alias="schema")
    name: str
    about: tuple[str, ...] = Field(min_length=1)
    taps: Taps
    privacy: Privacy
    notices: Notices


class SlotsFile(Authored):
    """What a line may leave open, and when that may be filled."""

    schema_: Literal["slots/1"] = Field(alias="schema")
    slots: dict[str, str]


class ConditionsFile(Authored):
    """What a line may ask of the moment; `a | b` in a key stands for one wording each."""

    schema_: Literal["conditions/1"] = Field(alias="schema")
    conditions: dict[str, str]
