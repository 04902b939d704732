"""The monthly question to both sides: is it still good that one sees something of the other?"""

from collections.abc import Mapping
from typing import Literal, Self, TypeAlias, get_args

from pydantic import Field, model_validator

from overture.content.schema.base import Authored

Leads: TypeAlias = Literal["nothing", "change", "pause", "end", "help"]
"""What an answer leads to: things stay, or less is shared, or a break, an end, people who help."""


class Answer(Authored):
    """One answer, what is said to it, what it leads to, and perhaps a lesson to read."""

    id: str = Field(pattern=r"^[a-z]+(?:-[a-z]+)*$")
    words: str = Field(max_length=60)
    leads: Leads
    says: str
    lesson: str = ""


class CheckQuestion(Authored):
    """One question, with its answers in the order in which they are shown."""

    id: str = Field(pattern=r"^[a-z]+(?:-[a-z]+)*$")
    asks: str = Field(pattern=r"\?$")
    answer: tuple[Answer, ...] = Field(min_length=3, max_length=5)

    @model_validator(mode="after")
    def _can_be_answered_without_anything_coming_of_it(self) -> Self:
        if not any(one.leads == "nothing" for one in self.answer):
            raise ValueError("no answer leaves things as they are")
        return self


class Offer(Authored):
    """What is offered where an answer leads somewhere. Nothing is done until it is pressed."""

    title: str = Field(max_length=40)
    words: str


class Side(Authored):
    """The questions to one of the two, who calls the other `{name}`.

    `private` says who sees it: nobody. Before anything is asked, `alone` asks whether this is a
    good moment, and with `alone_no` it is `put_away`, which looks the same as having answered.
    `device` is for somebody whose screen is not only theirs.
    """

    title: str
    about: str
    private: str
    alone: str
    alone_yes: str
    alone_no: str
    put_away: str
    device: str
    thanks: str
    question: tuple[CheckQuestion, ...] = Field(min_length=3, max_length=5)
    leads: Mapping[Leads, Offer]

    @model_validator(mode="after")
    def _offers_what_its_answers_lead_to(self) -> Self:
        led = {one.leads for question in self.question for one in question.answer} - {"nothing"}
        if led != set(self.leads):
            raise ValueError(f"it offers {sorted(self.leads)}, its answers lead to {sorted(led)}")
        if "help" not in led:
            raise ValueError("no answer leads to people who help")
        return self

    @property
    def texts(self) -> tuple[str, ...]:
        """Everything that one of the two may read of it."""
        before = (self.title, self.about, self.private, self.alone, self.alone_yes, self.alone_no)
        asked = (one.asks for one in self.question)
        answers = (one for question in self.question for one in question.answer)
        said = (text for one in answers for text in (one.words, one.says))
        offers = (text for one in self.leads.values() for text in (one.title, one.words))
        return (*before, self.put_away, self.device, self.thanks, *asked, *said, *offers)


class HarmCheck(Authored):
    """The questions to the member and to the close other. Neither sees those of the other."""

    schema_: Literal["harm-check/1"] = Field(alias="schema")
    version: str
    reviewed_by: str
    member: Side
    supporter: Side

    @model_validator(mode="after")
    def _leaves_the_member_every_way(self) -> Self:
        if set(self.member.leads) != set(get_args(Leads)) - {"nothing"}:
            raise ValueError("the member needs every way: change, pause, end and help")
        return self
