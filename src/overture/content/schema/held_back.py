"""Words of close others that are held back, with the reason and better ones."""

import re
from functools import cached_property
from typing import Literal, Self

from pydantic import Field, field_validator, model_validator

from overture.content.schema.base import Authored


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


class HeldBackFile(Authored):
    """Every kind. None holds back what another offers instead."""

    schema_: Literal["held-back/1"] = Field(alias="schema")
    version: str
    reviewed_by: str
    held: tuple[Held, ...] = Field(min_length=1)

    def kind_of(self, words: str) -> Held | None:
        """The first kind that is found in somebody's words; None where nothing speaks against."""
        said = plain(words)
        return next((kind for kind in self.held if kind.is_in(said)), None)

    @property
    def better(self) -> tuple[str, ...]:
        """What is offered instead."""
        return tuple(words for kind in self.held for words in kind.better)

    @model_validator(mode="after")
    def _keeps_its_own_rules(self) -> Self:
        if len({kind.id for kind in self.held}) < len(self.held):
            raise ValueError("two have the same id")
        for words in self.better:
            if kind := self.kind_of(words):
                raise ValueError(f"{words!r} would be held back itself: {kind.id}")
        return self


def plain(words: str) -> str:
    """Words as the signs are written: lower case, curly apostrophes, single spaces."""
    return " ".join(words.lower().replace("'", "’").split())
