"""A guided exercise: short parts, one after the other, for before or after being with people."""

from typing import Literal, Self

from pydantic import Field, model_validator

from overture.content.schema.base import Authored

LONGEST = 8


class Part(Authored):
    """A few sentences to be read or heard, and how long to stay with them, in seconds."""

    text: str = Field(min_length=10, max_length=400)
    stay: int = Field(ge=5, le=60)


class Exercise(Authored):
    """One guided exercise, the how-manieth by `order`.

    `why` says what it is for and `when` it is meant, `ending` what to do now that it is over, and
    `step` is a small thing with people that it leads to, as it would stand on a list.
    """

    schema_: Literal["exercise/1"] = Field(alias="schema")
    id: str
    version: str
    order: int = Field(ge=1)
    title: str
    reviewed_by: str
    about: str
    why: str
    when: Literal["before", "after", "either"]
    parts: tuple[Part, ...] = Field(min_length=3)
    ending: str
    step: str = Field(max_length=120)

    @property
    def minutes(self) -> int:
        """How long it takes, reading slowly, in whole minutes."""
        return max(1, round(sum(part.stay for part in self.parts) / 60))

    @model_validator(mode="after")
    def _is_short(self) -> Self:
        if self.minutes > LONGEST:
            message = f"it takes {self.minutes} minutes; {LONGEST} is the most"
            raise ValueError(message)
        return self
