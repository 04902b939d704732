"""What may matter to somebody: short cards to be sorted."""

from typing import Literal, Self

from pydantic import Field, model_validator

from overture.content.schema.base import Authored


class ValueCard(Authored):
    """One thing that may matter. `words` can stand in "You said that … matters to you".

    `group` names the heading under which it lies, `about` is one line to see it by, and `step` a
    small thing with people that goes with it.
    """

    id: str = Field(pattern=r"^[a-z-]{2,30}$")
    group: str
    words: str = Field(pattern=r"^[a-z]", max_length=60)
    about: str = Field(max_length=90)
    step: str = Field(max_length=120)


class ValueFile(Authored):
    """All cards, in the order in which they are shown."""

    schema_: Literal["values/1"] = Field(alias="schema")
    version: str
    reviewed_by: str
    group: dict[str, str] = Field(min_length=2)
    card: tuple[ValueCard, ...] = Field(min_length=30, max_length=45)

    @model_validator(mode="after")
    def _says_each_once(self) -> Self:
        for said in ([card.id for card in self.card], [card.words for card in self.card]):
            if len(set(said)) != len(said):
                message = "a card stands here twice"
                raise ValueError(message)
        return self

    @model_validator(mode="after")
    def _lays_few_under_each_heading(self) -> Self:
        for name in {*self.group, *(card.group for card in self.card)}:
            if name not in self.group or not 3 <= len(self.under(name)) <= 9:
                message = f"a heading needs words and three to nine cards: {name}"
                raise ValueError(message)
        return self

    def under(self, name: str) -> tuple[ValueCard, ...]:
        """The cards of one group, in the order in which they are shown."""
        return tuple(card for card in self.card if card.group == name)
