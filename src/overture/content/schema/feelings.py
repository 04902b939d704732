"""Words for how it is just now, laid out by how pleasant they are and how much energy they hold."""

from typing import Literal, Self

from pydantic import Field, model_validator

from overture.content.schema.base import Authored

MOST_LETTERS = 16


class Feeling(Authored):
    """One word. `pleasant` and `energy` run from -5 to 5; `means` is what it is like, in short."""

    id: str = Field(pattern=r"^[a-z]+(?:-[a-z]+)*$")
    word: str = Field(min_length=2, max_length=MOST_LETTERS)
    pleasant: int = Field(ge=-5, le=5)
    energy: int = Field(ge=-5, le=5)
    means: str = Field(min_length=8, max_length=80)


class FeelingFile(Authored):
    """All of them. None is in the middle of either line: each stands on one side of both."""

    schema_: Literal["feelings/1"] = Field(alias="schema")
    version: str
    reviewed_by: str
    feelings: tuple[Feeling, ...] = Field(min_length=24)

    @model_validator(mode="after")
    def _is_even(self) -> Self:
        for names in ([one.id for one in self.feelings], [one.word for one in self.feelings]):
            if len(set(names)) < len(names):
                raise ValueError("a feeling stands there twice")
        quarters = [(one.pleasant > 0, one.energy > 0) for one in self.feelings]
        if any(0 in (one.pleasant, one.energy) for one in self.feelings):
            raise ValueError("a feeling stands in the middle of a line")
        if len({quarters.count(one) for one in quarters}) > 1 or len(set(quarters)) < 4:
            raise ValueError("the four quarters do not hold as many words as each other")
        return self
