"""What a nudge says: on a lock screen, in a mail, and on the page that it opens."""

from collections.abc import Mapping
from typing import Final, Literal, Self, get_args

from pydantic import Field, model_validator

from overture.content.schema.base import Authored

Occasion = Literal["any", "on these days", "a step is planned", "practice went well", "quiet"]
"""What a nudge may follow from: a rule of the member's own, or `any` where a lot decided."""

ON_A_LOCK_SCREEN: Final = 60


class NudgeText(Authored):
    """One nudge. `step` is a small thing with people, as it would stand on a list."""

    id: str
    when: Occasion
    title: str = Field(min_length=3, max_length=60)
    text: str = Field(min_length=20, max_length=240)
    step: str = Field(min_length=3, max_length=120)


class MailWords(Authored):
    """What stands in a mail around the two links. `opens` names `{until}`."""

    asked: str
    opens: str = Field(pattern=r"\{until\}")
    stops: str


class ConfirmWords(Authored):
    """The mail that asks whether an address is the member's. `asked` names `{host}`."""

    subject: str = Field(max_length=ON_A_LOCK_SCREEN)
    asked: str = Field(pattern=r"\{host\}")
    opens: str
    otherwise: str


class NudgeFile(Authored):
    """Every word of nudges. `plain` has one line for each occasion, with dashes in its name."""

    schema_: Literal["nudges/1"] = Field(alias="schema")
    version: str
    reviewed_by: str
    sender: str
    discreet: str = Field(max_length=ON_A_LOCK_SCREEN)
    plain: Mapping[str, str]
    mail: MailWords
    confirm: ConfirmWords
    nudge: tuple[NudgeText, ...]

    def plainly(self, occasion: Occasion) -> str:
        """What an occasion is called where the member wants it named."""
        return self.plain[occasion.replace(" ", "-")]

    def of(self, occasion: Occasion) -> tuple[NudgeText, ...]:
        """The nudges for an occasion, in the order in which they go round."""
        return tuple(one for one in self.nudge if one.when == occasion)

    def by_id(self, text_id: str) -> NudgeText | None:
        """One of them, or None: a newer file may not have it any more."""
        return next((one for one in self.nudge if one.id == text_id), None)

    @property
    def on_lock_screens(self) -> tuple[str, ...]:
        """Whatever may stand where anybody can see it."""
        return (self.sender, self.discreet, self.confirm.subject, *self.plain.values())

    @property
    def texts(self) -> tuple[str, ...]:
        """Everything that is said to a member; steps are in their own voice."""
        around = (*vars(self.mail).values(), *vars(self.confirm).values())
        said = (text for one in self.nudge for text in (one.title, one.text))
        return (*self.on_lock_screens, *around, *said)

    @model_validator(mode="after")
    def _has_words_for_every_occasion(self) -> Self:
        occasions = get_args(Occasion)
        if {name.replace("-", " ") for name in self.plain} != set(occasions):
            raise ValueError("plain needs one line for each occasion, and no others")
        if without := [one for one in occasions if not self.of(one)]:
            raise ValueError(f"no nudge for: {', '.join(without)}")
        if len({one.id for one in self.nudge}) != len(self.nudge):
            raise ValueError("two nudges have the same id")
        if long := [text for text in self.plain.values() if len(text) > ON_A_LOCK_SCREEN]:
            raise ValueError(f"longer than fits a lock screen: {long[0]}")
        return self
