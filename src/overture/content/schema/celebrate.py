"""How close others may meet good news: pairs of lines, and lines that can be sent as they are."""

from typing import Literal, Self, TypeAlias

from pydantic import Field, model_validator

from overture.content.schema.base import Authored

Voice: TypeAlias = Literal["short", "warm", "dry", "elder", "colleague", "brother"]
"""Whose way of speaking a line is in; anybody may use any of them."""


class Pair(Authored):
    """One thing that was `shared`, met `like` this `rather_than` like that, and one reason."""

    id: str = Field(pattern=r"^[a-z]+(?:-[a-z]+)*$")
    shared: str = Field(max_length=60)
    like: str = Field(max_length=80)
    rather_than: str = Field(max_length=80)
    because: str = Field(max_length=120)


class CelebrationLine(Authored):
    """A line that a close other may send with a tap."""

    id: str = Field(pattern=r"^[a-z]+(?:-[a-z]+)*$")
    voice: Voice
    words: str = Field(max_length=90)


class CelebrateFile(Authored):
    """All pairs and all lines, in the order in which they are shown."""

    schema_: Literal["celebrate/1"] = Field(alias="schema")
    version: str
    reviewed_by: str
    about: str
    pair: tuple[Pair, ...] = Field(min_length=15)
    line: tuple[CelebrationLine, ...] = Field(min_length=18)

    @property
    def offered(self) -> tuple[str, ...]:
        """What a close other is encouraged to say."""
        return (*(one.like for one in self.pair), *(one.words for one in self.line))

    @model_validator(mode="after")
    def _says_each_once(self) -> Self:
        ids = [one.id for one in self.pair] + [one.id for one in self.line]
        for said in (ids, self.offered):
            if len(set(said)) < len(said):
                raise ValueError("something stands here twice")
        return self
