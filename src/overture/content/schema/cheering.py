"""What somebody close may say: lines to tap, and words that are held back with better ones."""

import re
from functools import cached_property
from typing import Literal, Self

from pydantic import Field, field_validator, model_validator

from overture.content.schema.base import Authored


class ReadyLine(Authored):
    """A line to tap, for who finds no words."""

    id: str = Field(pattern=r"^[a-z]+(?:-[a-z]+)*$", max_length=40)
    words: str = Field(min_length=8, max_length=120)


class Held(Authored):
    """A kind of words that is kept back: the signs of it, why, and what would land better.

    `but` are harmless words that look like it.
    """

    id: str = Field(pattern=r"^[a-z]+(?:-[a-z]+)*$")
    why: str = Field(min_length=30, max_length=200)
    signs: tuple[str, ...] = Field(min_length=1)
    but: tuple[str, ...] = ()
    better: tuple[str, ...] = Field(min_length=2)

    @field_validator("signs", "but")
    @classmethod
    def _is_a_pattern(cls, given: tuple[str, ...]) -> tuple[str, ...]:
        for pattern in given:
            try:
                re.compile(pattern)
            except re.error as error:
                raise ValueError(f"not a pattern: {pattern}") from error
        return given

    @cached_property
    def _signs(self) -> re.Pattern[str]:
        return re.compile("|".join(self.signs))

    @cached_property
    def _but(self) -> re.Pattern[str] | None:
        return re.compile("|".join(self.but)) if self.but else None

    def is_in(self, said: str) -> bool:
        """Whether words in lower case, with curly apostrophes, are of this kind."""
        left = self._but.sub(" ", said) if self._but else said
        return self._signs.search(left) is not None


class CheeringFile(Authored):
    """All of it. No line of ours is held back by our own rules."""

    schema_: Literal["cheering/1"] = Field(alias="schema")
    version: str
    reviewed_by: str
    ready: tuple[ReadyLine, ...] = Field(min_length=6)
    held: tuple[Held, ...] = Field(min_length=1)

    def held_back(self, words: str) -> Held | None:
        """The first kind that is found in somebody's words; None where nothing speaks against."""
        said = plain(words)
        return next((kind for kind in self.held if kind.is_in(said)), None)

    @model_validator(mode="after")
    def _keeps_its_own_rules(self) -> Self:
        names = [line.id for line in self.ready] + [kind.id for kind in self.held]
        if len(set(names)) < len(names):
            raise ValueError("two have the same id")
        offered = [line.words for line in self.ready]
        offered += [words for kind in self.held for words in kind.better]
        for words in offered:
            if kind := self.held_back(words):
                raise ValueError(f"{words!r} would be held back itself: {kind.id}")
        return self


def plain(words: str) -> str:
    """Words as the signs are written: lower case, curly apostrophes, single spaces."""
    return " ".join(words.lower().replace("'", "’").split())
