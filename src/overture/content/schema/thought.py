"""A kind of thought that people have about people, and what may stand beside it."""

from typing import Literal

from pydantic import Field

from overture.content.schema.base import Authored


class ThoughtKind(Authored):
    """One kind of thought, the how-manieth by `order`.

    `title` names it to the member and `about` says in a sentence or two how such thoughts work.
    `signs` are words by which one may be recognised; a kind without signs is for all the others.
    `speaks_for` and `speaks_against` are questions for examining it. `readings` are other ways in
    which it could be read, said as the member might say them. `would_show` says what sort of step
    would show whether it is so, `shows` names such steps of the library, and `step` is one in a
    few words, as it would stand on a list. `if_right` is said when the first reading was right.
    """

    schema_: Literal["thought/1"] = Field(alias="schema")
    id: str
    version: str
    order: int = Field(ge=1)
    title: str
    reviewed_by: str
    about: str
    signs: tuple[str, ...] = ()
    speaks_for: tuple[str, ...] = Field(min_length=1)
    speaks_against: tuple[str, ...] = Field(min_length=1)
    readings: tuple[str, ...] = Field(min_length=4, max_length=8)
    would_show: str
    shows: tuple[str, ...] = Field(min_length=2)
    step: str = Field(max_length=120)
    if_right: str
