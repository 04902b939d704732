"""A lesson: a short page of plain words, a question, a small step, the sources and their doubts."""

from typing import Literal, Self

from pydantic import Field, model_validator

from overture.content.schema.base import Authored

FEWEST_WORDS, MOST_WORDS = 250, 500
LONGEST_STEP = 120


class Source(Authored):
    """Something a lesson leans on: the work, what it looked at, and why to be careful with it."""

    work: str
    looked_at: str
    doubt: str


class Lesson(Authored):
    """One lesson, the how-manieth by `order`.

    `text` is its Markdown body and `minutes` how long it takes to read slowly. `question` is for
    thinking and answered to nobody; `step` is one small thing to do, as it would stand on a list.
    """

    schema_: Literal["lesson/1"] = Field(alias="schema")
    id: str
    version: str
    title: str
    reviewed_by: str
    minutes: int = Field(ge=1, le=10)
    order: int = Field(ge=1)
    question: str = Field(pattern=r"\?$")
    step: str = Field(max_length=LONGEST_STEP)
    sources: tuple[Source, ...] = Field(min_length=1)
    text: str

    @model_validator(mode="after")
    def _is_a_short_read(self) -> Self:
        words = len(self.text.split())
        if not FEWEST_WORDS <= words <= MOST_WORDS:
            message = f"the text has {words} words, not {FEWEST_WORDS} to {MOST_WORDS}"
            raise ValueError(message)
        return self
