"""What the law of one place asks of whoever runs a service there, as data."""

from datetime import date
from typing import Literal, Self

from pydantic import Field, model_validator

from overture.content.schema.base import Authored
from overture.content.schema.safety import Topic

Mark = Literal["V", "S", "M", "I"]
"""How well a fact is known: V the text itself was read, S a secondary source, M from memory,
I inferred."""

Age = Literal["unstated", "known_minors", "asked", "assured"]
"""How age counts: not at all, where it became known, as the member gave it, or proven by others.
In the order of strictness."""

ReportField = Literal[
    "crisis_referrals", "detection_protocol", "response_protocol", "measuring_methods"
]
"""What a yearly report holds. None of it points to a person."""


class Told(Authored):
    """When a member is told that this is a program; None or False where the law does not say."""

    at_start: bool = False
    daily: bool = False
    when_asked: bool = False
    remind_minutes: int | None = Field(None, gt=0)
    absence_days: int | None = Field(None, gt=0)


class Minors(Authored):
    """What holds for young people where an operator lets them in."""

    age: Age = "unstated"
    remind_minutes: int | None = Field(None, gt=0)
    suitability_notice: bool = False
    guardian_agrees: bool = False
    apart_from_adults: bool = False
    no_hooks: bool = False


class Crisis(Authored):
    """What the protocol must do, and whether a talk may pause after it."""

    covers: tuple[Topic, ...] = ()
    protocol_public: bool = False
    interrupts: bool = False
    pause_minutes: int = Field(0, ge=0)


class Reporting(Authored):
    """What is told to the public or an office, and from when."""

    yearly_from: date | None = None
    fields: tuple[ReportField, ...] = ()
    referrals_public: bool = False

    @model_validator(mode="after")
    def _a_report_holds_something(self) -> Self:
        if self.yearly_from and not self.fields:
            raise ValueError("a yearly report needs its fields")
        return self


class Care(Authored):
    """What members' clinicians may be shown, and what may be worked out about anybody."""

    emotion_inference: bool = True
    summaries: bool = True
    prescribing: bool = True
    voice_or_face: bool = True


class Kept(Authored):
    """What data and shared words ask for."""

    consent_each_purpose: bool = False
    origin_marked: bool = False
    sharing_apart: bool = False
    groups_assessed: bool = False


class SourceOfLaw(Authored):
    """Where a rule can be read, how well we read it, and when."""

    title: str
    url: str = Field(pattern="^https://")
    mark: Mark
    read_on: date


class Region(Authored):
    """One place's rules.

    `in_force` is None where no day could be made sure. `by_choice` leaves it out unless an operator
    names it.
    """

    schema_: Literal["region/1"] = Field(alias="schema")
    id: str = Field(pattern="^[a-z]{2,}(-[a-z0-9]+)*$")
    name: str
    in_force: date | None = None
    by_choice: bool = False
    note: str = ""
    source: tuple[SourceOfLaw, ...]
    told: Told = Told()
    minors: Minors = Minors()
    crisis: Crisis = Crisis()
    reporting: Reporting = Reporting()
    care: Care = Care()
    kept: Kept = Kept()
