"""Something small that a group makes together, and that is whole only with everybody in it."""

from typing import Literal, TypeAlias

from pydantic import Field

from overture.content.schema.base import Authored

TaskKind: TypeAlias = Literal[
    "map", "list", "swap", "guess", "observe", "make", "help", "listen", "ask"
]
"""What sort of thing the people of a group do together."""


class Contribution(Authored):
    """What one person might add, and a name that it could come from."""

    by: str = Field(max_length=30)
    words: str = Field(max_length=160)


class GroupTask(Authored):
    """One shared task, the how-manieth by `order`, and how many `days` it may take at ease.

    `about` says what it is, and `adds` asks one person for their `part`, which is named as in "Add
    a place". `whole` says what comes of it. `told` is said once everybody has added theirs, and
    `empty_place` where somebody has not: nothing is spoilt by it, and nobody is named. `easier` is
    a form for a tired day or for somebody at home, and `for_two` one for a pair. `step` is a small
    real thing that may grow out of it, as it would stand on a list.
    """

    schema_: Literal["group-task/1"] = Field(alias="schema")
    id: str = Field(pattern=r"^[a-z]+(?:-[a-z]+)*$")
    version: str
    order: int = Field(ge=1)
    kind: TaskKind
    reviewed_by: str
    days: int = Field(ge=3, le=14)
    title: str = Field(max_length=70)
    about: str = Field(max_length=300)
    part: str = Field(pattern=r"^an? [a-z ]+$", max_length=20)
    adds: str = Field(max_length=110)
    whole: str
    told: str
    empty_place: str
    easier: str
    for_two: str
    step: str = Field(max_length=120)
    example: Contribution

    @property
    def texts(self) -> tuple[str, ...]:
        """Everything that a member may read of it."""
        shown = (self.title, self.about, self.part, self.adds, self.whole, self.told)
        ways = (self.empty_place, self.easier, self.for_two, self.step)
        return (*shown, *ways, self.example.words)
