"""How a group is kept: its rules, what its host does, and what report, block and appeal mean."""

from typing import Literal, Self

from pydantic import Field, model_validator

from overture.content.schema.base import Authored


class Rule(Authored):
    """One rule in plain words."""

    id: str = Field(pattern=r"^[a-z]+(?:-[a-z]+)*$")
    title: str = Field(max_length=40)
    words: str = Field(max_length=300)


class Host(Authored):
    """What the person who looks after a group does, and does not do."""

    title: str
    about: str
    does: tuple[str, ...] = Field(min_length=3)
    does_not: tuple[str, ...] = Field(min_length=3)


class Danger(Authored):
    """What may be said of not wanting to live, what may never be, and what is done instead."""

    title: str
    about: str
    may: tuple[str, ...] = Field(min_length=2)
    never: tuple[str, ...] = Field(min_length=3)
    removed: str
    if_you_read_it: str
    if_it_could_be_now: str


class Told(Authored):
    """What something in a group means."""

    title: str
    about: str


class Act(Told):
    """What pressing something means, and what happens `then`, one thing after the other."""

    then: tuple[str, ...] = Field(min_length=3)


class AppealReason(Authored):
    """A reason for asking for a second look, in the words of whoever asks."""

    id: str = Field(pattern=r"^[a-z]+(?:-[a-z]+)*$")
    words: str


class Appeal(Act):
    """A second look at what was decided, with reasons to choose from."""

    reason: tuple[AppealReason, ...] = Field(min_length=3)


class ReportReason(Authored):
    """A reason for a report, as a choice, and what whoever chose it reads next.

    With `hides` the post is seen by nobody in the group until the host has read it; with
    `shows_help` the people who can be reached at once are shown to whoever reports.
    """

    id: str = Field(pattern=r"^[a-z]+(?:-[a-z]+)*$")
    words: str = Field(max_length=70)
    hides: bool
    shows_help: bool
    says: str


ABOUT_THE_HOST = "about-the-host"
"""The reason whose report the host never sees."""


class GroundRules(Authored):
    """Everything about how a group is kept, as its members read it."""

    schema_: Literal["ground-rules/1"] = Field(alias="schema")
    version: str
    reviewed_by: str
    title: str
    about: str
    rule: tuple[Rule, ...] = Field(min_length=5, max_length=12)
    host: Host
    danger: Danger
    report: Act
    block: Act
    appeal: Appeal
    slow: Told
    quiet: Told
    leaving: Told
    reason: tuple[ReportReason, ...] = Field(min_length=5)

    @property
    def texts(self) -> tuple[str, ...]:
        """Everything that a member may read of it."""
        rules = (text for rule in self.rule for text in (rule.title, rule.words))
        host = (self.host.title, self.host.about, *self.host.does, *self.host.does_not)
        danger = (self.danger.title, self.danger.about, *self.danger.may, *self.danger.never)
        instead = (self.danger.removed, self.danger.if_you_read_it, self.danger.if_it_could_be_now)
        acts = (self.report, self.block, self.appeal)
        named = (*acts, self.slow, self.quiet, self.leaving)
        told = (text for one in named for text in (one.title, one.about))
        then = (text for act in acts for text in act.then)
        chosen = (text for one in self.reason for text in (one.words, one.says))
        appeals = (one.words for one in self.appeal.reason)
        kept = (self.title, self.about, *rules, *host, *danger, *instead)
        return (*kept, *told, *then, *chosen, *appeals)

    @model_validator(mode="after")
    def _has_what_it_cannot_do_without(self) -> Self:
        named = [one.id for one in self.reason]
        if len(set(named)) < len(named):
            raise ValueError("a reason stands here twice")
        if ABOUT_THE_HOST not in named:
            raise ValueError("there is no reason for a report about the host")
        if not any(one.hides and one.shows_help for one in self.reason):
            raise ValueError("there is no reason that hides a post and shows help")
        return self
