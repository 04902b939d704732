"""What every authored file has in common."""

from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field

Unit = Annotated[float, Field(ge=0.0, le=1.0)]
"""A dial part or a situation feature: 0 is none of it, 1 as much as there can be."""

Level = Literal["easy", "middle", "hard"]
"""Where the whole dial stands; a line written for `any` serves all three."""

LEVELS: tuple[Level, ...] = ("easy", "middle", "hard")


class Authored(BaseModel):
    """A piece of authored content: immutable, and an unknown field is a mistake, never ignored."""

    model_config = ConfigDict(frozen=True, extra="forbid", populate_by_name=True)
