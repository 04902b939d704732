"""A lesson: a short page of plain words with its sources and its doubts."""

from typing import Literal, Self

from pydantic import Field, model_validator

from overture.content.schema.base import Authored

FEWEST_WORDS, MOST_WORDS = 250, 500


class Source(Authored):
    """Something a lesson leans on: the work, what it looked at, and why to be careful with it."""

    work: str
    looked_at: str
    doubt: str


class Lesson(Authored):
    """One lesson. `text` is its Markdown body; `minutes` how long it takes to read slowly."""

    schema_: Literal["lesson/1"] = Field(alias="schema")
    id: str
    version: str
    title: str
    reviewed_by: str
    minutes: int = Field(ge=1, le=10)
    sources: tuple[Source, ...] = Field(min_length=1)
    text: str

    @model_validator(mode="after")
    def _is_a_short_read(self) -> Self:
        words = len(self.text.split())
        if not FEWEST_WORDS <= words <= MOST_WORDS:
            message = f"the text has {words} words, not {FEWEST_WORDS} to {MOST_WORDS}"
            raise ValueError(message)
        return self
