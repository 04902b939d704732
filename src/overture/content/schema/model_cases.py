"""Decided replies with which an endpoint is tried before members meet it."""

from typing import Literal, Self

from pydantic import Field, model_validator

from overture.content.schema.base import Authored
from overture.content.schema.companion import MoveName


class ModelCase(Authored):
    """One decided reply: what was said, what the reply does, and what people wrote for it.

    `baits` says that the member's words try to lead the model astray.
    """

    id: str = Field(pattern=r"^[a-z][a-z0-9-]+$")
    said: str
    moves: tuple[MoveName, ...] = Field(min_length=1, max_length=2)
    guided: str
    earlier: tuple[str, ...] = ()
    baits: bool = False


class ModelCaseFile(Authored):
    """All cases, each with an id of its own."""

    schema_: Literal["model-cases/1"] = Field(alias="schema")
    case: tuple[ModelCase, ...] = Field(min_length=12)

    @model_validator(mode="after")
    def _ids_are_single(self) -> Self:
        ids = [case.id for case in self.case]
        if len(set(ids)) != len(ids):
            raise ValueError("a case's id is used twice")
        return self
