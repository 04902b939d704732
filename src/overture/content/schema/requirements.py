"""What the program owes the people who use it, as numbered sentences that tests are marked with."""

from typing import Literal, Self

from pydantic import Field, model_validator

from overture.content.schema.base import Authored

Group = Literal["disclosure", "crisis", "minors", "reporting"]


class Requirement(Authored):
    """One thing owed, in one sentence."""

    number: int = Field(ge=1)
    group: Group
    says: str


class RequirementFile(Authored):
    """Every requirement, in order and without a gap."""

    schema_: Literal["safety-requirements/1"] = Field(alias="schema")
    requirement: tuple[Requirement, ...] = Field(min_length=1)

    @model_validator(mode="after")
    def _numbers_are_in_order(self) -> Self:
        numbers = [one.number for one in self.requirement]
        if numbers != list(range(1, len(numbers) + 1)):
            raise ValueError("requirements are numbered from 1, in order, without a gap")
        return self
