"""Feedback between members: what was noticed, what it did, what one would like to hear more of."""

from typing import Literal, Self, TypeAlias, get_args

from pydantic import Field, model_validator

from overture.content.schema.base import Authored

FeedbackPart: TypeAlias = Literal["noticed", "did-for-me", "hear-more"]
"""The three parts of a feedback, in their order; any one of them is enough."""


class Part(Authored):
    """One field of the form, with beginnings that may stand in it and be written over."""

    id: FeedbackPart
    title: str
    about: str
    beginnings: tuple[str, ...] = Field(min_length=6)


class Example(Authored):
    """What somebody might have written in one part."""

    part: FeedbackPart
    words: str


class FeedbackFile(Authored):
    """The form, lines for `asking` for it, and how to give, take and answer it."""

    schema_: Literal["feedback/1"] = Field(alias="schema")
    version: str
    reviewed_by: str
    about: str
    asking: tuple[str, ...] = Field(min_length=3)
    giving: tuple[str, ...] = Field(min_length=3)
    taking: tuple[str, ...] = Field(min_length=3)
    answers: tuple[str, ...] = Field(min_length=4)
    part: tuple[Part, Part, Part]
    example: tuple[Example, ...]

    @property
    def texts(self) -> tuple[str, ...]:
        """Everything that somebody may read of it."""
        parts = (text for one in self.part for text in (one.title, one.about, *one.beginnings))
        lists = (*self.asking, *self.giving, *self.taking, *self.answers)
        return (self.about, *lists, *parts, *(one.words for one in self.example))

    @model_validator(mode="after")
    def _has_each_part_once_and_an_example_of_it(self) -> Self:
        parts = get_args(FeedbackPart)
        if tuple(one.id for one in self.part) != parts:
            raise ValueError(f"the parts must be: {', '.join(parts)}")
        if {one.part for one in self.example} != set(parts):
            raise ValueError("each part needs an example")
        return self
