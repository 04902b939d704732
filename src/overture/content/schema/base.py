"""What every authored file has in common."""

from functools import cache
from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field

Unit = Annotated[float, Field(ge=0.0, le=1.0)]
"""A dial part or a situation feature: 0 is none of it, 1 as much as there can be."""

Level = Literal["easy", "middle", "hard"]
"""Where the whole dial stands; a line written for `any` serves all three."""

LEVELS: tuple[Level, ...] = ("easy", "middle", "hard")


@cache
def _shared(named: frozenset[str]) -> set[str]:
    return set(named)


class Authored(BaseModel):
    """A piece of authored content: immutable, and an unknown field is a mistake, never ignored."""

    model_config = ConfigDict(frozen=True, extra="forbid", populate_by_name=True)

    def model_post_init(self, _context: object) -> None:
        """Share the set of named fields with every piece that names the same.

        A library has twenty thousand pieces in a few hundred shapes, and a set each is some 6 MB of
        an idle server. A copy of a piece has a set of its own.
        """
        named = self.__pydantic_fields_set__
        object.__setattr__(self, "__pydantic_fields_set__", _shared(frozenset(named)))
