"""Authored safety content: examples, patterns, context, wording, bans and helplines."""

import re
from collections.abc import Mapping
from datetime import date
from typing import Literal, Self, TypeVar, get_args

from pydantic import Field, field_validator, model_validator

from overture.content.schema.base import Authored

Topic = Literal[
    "self_harm", "third_person", "harm_from_others", "eating", "violence", "voices", "minor"
]
"""What a sign of risk is about. Each has its own route through the protocol."""

Strength = Literal["explicit", "outright", "clear", "hint"]
"""How much a sign says alone: protocol, protocol unless its sentence leaves room to ask,
one question, or nothing without another sign."""

SafetyAct = Literal[
    "safety_question",
    "thanks",
    "ai_honesty",
    "immediacy_question",
    "line",
    "lower_barrier",
    "trusted_person",
    "professional_care",
    "distance_from_means",
    "distress_tolerance",
    "be_with_someone",
    "what_helped",
    "stay",
    "safety_release",
    "correction",
    "follow_up",
    "helper_advice",
    "check_on_speaker",
    "harm_support",
    "eating_support",
    "violence_support",
    "voices_support",
    "minor_notice",
    "safety_plan",
    "pause",
    "static",
]
"""What a line of the protocol does, in the words of the checks it answers to."""


Words = TypeVar("Words")


class ExampleGroup(Authored):
    """Messages of one style with one label."""

    style: str
    label: Literal["acute", "concern", "benign"]
    texts: tuple[str, ...] = Field(min_length=1)


class Examples(Authored):
    """One file of example messages. A held-out file is never trained on."""

    schema_: Literal["safety-examples/1"] = Field(alias="schema")
    set: Literal["risk", "benign", "development", "heldout"]
    group: tuple[ExampleGroup, ...]

    @model_validator(mode="after")
    def _texts_are_unique(self) -> Self:
        texts = [text for group in self.group for text in group.texts]
        if len(set(texts)) != len(texts):
            raise ValueError("a message stands twice in this file")
        return self


class Signal(Authored):
    """Expressions that are one sign of one topic."""

    id: str
    topic: Topic
    strength: Strength
    any: tuple[str, ...] = Field(min_length=1)


class PatternFile(Authored):
    """The signs that the screen looks for, over folded text. `{NAME}` stands for a macro."""

    schema_: Literal["safety-patterns/1"] = Field(alias="schema")
    macros: Mapping[str, str]
    signal: tuple[Signal, ...]

    def expanded(self, expression: str) -> str:
        """The expression with its macros put in. Raises KeyError for an unknown one."""
        while found := re.search(r"\{([A-Z]+)\}", expression):
            expression = expression.replace(found.group(0), self.macros[found.group(1)])
        return expression

    @model_validator(mode="after")
    def _every_expression_compiles(self) -> Self:
        for signal in self.signal:
            for expression in signal.any:
                try:
                    re.compile(self.expanded(expression))
                except (re.error, KeyError) as error:
                    raise ValueError(f"{signal.id}: {expression!r}: {error}") from error
        return self


class IdeaFile(Authored):
    """Families of words that stand for one idea each, over folded text."""

    schema_: Literal["safety-ideas/1"] = Field(alias="schema")
    ideas: Mapping[str, tuple[str, ...]]

    @field_validator("ideas")
    @classmethod
    def _every_expression_compiles(
        cls, ideas: Mapping[str, tuple[str, ...]]
    ) -> Mapping[str, tuple[str, ...]]:
        for words in ideas.values():
            for word in words:
                re.compile(word)
        return ideas


class Spans(Authored):
    """Expressions whose matches are blanked before anything is looked for."""

    spans: tuple[str, ...]


class Fuzzy(Authored):
    """Words that a slip of spelling may be taken for."""

    words: tuple[str, ...]


class Negation(Authored):
    """What turns a sign round, and which signs are negative already."""

    before: str
    before_subject: str
    within: str
    after: str
    hedge: tuple[str, ...]
    never_negates: tuple[str, ...]


class ContextFile(Authored):
    """How text is folded, and what in it means something else."""

    schema_: Literal["safety-context/1"] = Field(alias="schema")
    spelling: Mapping[str, str]
    fuzzy: Fuzzy
    idioms: Spans
    cues: Mapping[str, tuple[str, ...]]
    negation: Negation
    answers: Mapping[str, tuple[str, ...]]


class SafetyLine(Authored):
    """One authored line. `needs` names the slots it cannot do without."""

    id: str
    act: SafetyAct
    text: str
    topic: Topic | Literal["any"] = "any"
    needs: tuple[str, ...] = ()
    taps: tuple[str, ...] = Field(default=(), max_length=3)

    @model_validator(mode="after")
    def _slots_are_declared(self) -> Self:
        if set(re.findall(r"\{(\w+)\}", self.text)) != set(self.needs):
            raise ValueError(f"{self.id}: the slots in the text and `needs` differ")
        return self


class Card(Authored):
    """The words of the card that pauses a talk for human help."""

    text: str
    help_label: str
    safe_label: str


class WordingFile(Authored):
    """Every line of the protocol, and the plans that put them in order."""

    schema_: Literal["safety-wording/1"] = Field(alias="schema")
    version: str
    card: Card
    line: tuple[SafetyLine, ...]
    plan: Mapping[str, tuple[tuple[str, ...], ...]]

    @field_validator("line", "plan")
    @classmethod
    def _there_are_words(cls, words: Words) -> Words:
        if not words:
            raise ValueError("the protocol has no words, and nothing opens without them")
        return words

    @model_validator(mode="after")
    def _ids_are_known(self) -> Self:
        ids = [line.id for line in self.line]
        if len(set(ids)) != len(ids):
            raise ValueError("a line id is used twice")
        for name, replies in self.plan.items():
            for unknown in {id_ for reply in replies for id_ in reply} - set(ids):
                raise ValueError(f"plan {name} names the unknown line {unknown}")
        return self


class Ban(Authored):
    """Something that may not be said to a member, and where the ban holds."""

    id: str
    reason: str
    any: tuple[str, ...]
    where: Literal["everywhere", "farewell", "outbound"] = "everywhere"


class BanFile(Authored):
    """The bans on authored lines and on any engine's text."""

    schema_: Literal["safety-bans/1"] = Field(alias="schema")
    ban: tuple[Ban, ...]

    @field_validator("ban")
    @classmethod
    def _every_expression_compiles(cls, bans: tuple[Ban, ...]) -> tuple[Ban, ...]:
        for ban in bans:
            for expression in ban.any:
                re.compile(expression)
        return bans


Serves = Literal["anyone", "young", "eating", "home"]
"""Whom a line is for: anybody in distress, young people, trouble with eating, fear of somebody
close."""


class Helpline(Authored):
    """One line that people answer, with where the number comes from and when it was checked.

    `status`: V read in the line's or a public body's own text, S a secondary or older source, M
    from memory. `superseded_by`: the line that took its place; it is kept and never shown.
    """

    id: str
    serves: Serves = "anyone"
    name: str
    call: str | None = None
    text: str | None = None
    chat: str | None = None
    hours: str
    always_open: bool
    languages: tuple[str, ...]
    cost: str
    audience: str
    says: str
    status: Literal["V", "S", "M"]
    source_url: str = Field(pattern="^https://")
    verified_on: date
    superseded_by: str | None = None

    @property
    def channels(self) -> tuple[str, ...]:
        """The ways to reach it: call, text, chat."""
        return tuple(name for name in ("call", "text", "chat") if getattr(self, name))

    @model_validator(mode="after")
    def _can_be_reached(self) -> Self:
        if not self.channels:
            raise ValueError(f"{self.id}: a line needs a way to reach it")
        return self


class Country(Authored):
    """The emergency number and the lines of one country, the first to be offered first.

    `absent`: whom no line is known for, so that a page can say so rather than leave it out.
    """

    code: str = Field(pattern="^[A-Z]{2}$")
    name: str
    emergency: str
    emergency_source: str
    checked: str
    absent: tuple[Serves, ...] = ()
    line: tuple[Helpline, ...] = ()

    @model_validator(mode="after")
    def _whom_nobody_serves_is_said(self) -> Self:
        served = {line.serves for line in self.line if not line.superseded_by}
        if served & set(self.absent) or served | set(self.absent) != set(get_args(Serves)):
            raise ValueError(
                f"{self.code}: `absent` names those whom no line serves, and no others"
            )
        return self


class HelplineFile(Authored):
    """The directory of helplines."""

    schema_: Literal["safety-helplines/1"] = Field(alias="schema")
    worldwide: str
    country: tuple[Country, ...]

    @field_validator("country")
    @classmethod
    def _somebody_can_be_named(cls, countries: tuple[Country, ...]) -> tuple[Country, ...]:
        if not any(country.line for country in countries):
            raise ValueError("the directory of helplines is empty, and nothing opens without it")
        return countries

    @model_validator(mode="after")
    def _codes_are_unique(self) -> Self:
        codes = [country.code for country in self.country]
        if len(set(codes)) != len(codes):
            raise ValueError("a country stands twice in the directory")
        return self

    @model_validator(mode="after")
    def _successors_are_there(self) -> Self:
        lines = [line for country in self.country for line in country.line]
        shown = {line.id for line in lines if not line.superseded_by}
        if len({line.id for line in lines}) != len(lines):
            raise ValueError("the id of a line is used twice")
        for lost in {line.superseded_by for line in lines if line.superseded_by} - shown:
            raise ValueError(f"{lost} takes the place of a line and is not shown itself")
        return self


class AlertConsentWords(Authored):
    """What stands beside a member's yes, by purpose."""

    asked: str
    immediate: str


class AlertByCause(Authored):
    """One text for each cause of a message."""

    asked: str
    immediate: str
    test: str


class AlertBody(Authored):
    """The parts of a message that are the same whatever the cause."""

    excerpt: str
    do: str
    seen: str
    seen_test: str
    sender: str


class HelperWords(Authored):
    """What somebody who was told may do, on the page where they say that they have seen it."""

    first: tuple[str, ...] = Field(min_length=3)
    after: str
    limits: str


class AlertFile(Authored):
    """What is said to somebody whom a member chose to be told."""

    schema_: Literal["safety-alerts/1"] = Field(alias="schema")
    version: str
    consent: AlertConsentWords
    subject: AlertByCause
    opening: AlertByCause
    body: AlertBody
    helper: HelperWords

    @property
    def texts(self) -> tuple[str, ...]:
        """Every text of the file, for the lints."""
        groups = (self.consent, self.subject, self.opening, self.body)
        single = (text for group in groups for text in vars(group).values())
        return (*single, *self.helper.first, self.helper.after, self.helper.limits)


class Row(Authored):
    """One thing that was measured: so many of so many."""

    name: str
    hits: int = Field(ge=0)
    count: int = Field(gt=0)


class Measured(Authored):
    """How the screen did on held-out messages on one day, and which trained head it was."""

    schema_: Literal["safety-measured/1"] = Field(alias="schema")
    on: date
    head: str
    row: tuple[Row, ...] = Field(min_length=1)


class Notices(Authored):
    """What the program says about being a program, by occasion."""

    first: str
    daily: str
    after_absence: str
    continuing: str
    asked: str


class BoundaryFile(Authored):
    """Notices, and the patterns of boundaries over folded text."""

    schema_: Literal["safety-boundaries/1"] = Field(alias="schema")
    notices: Notices
    patterns: Mapping[str, tuple[str, ...]]

    @field_validator("patterns")
    @classmethod
    def _every_expression_compiles(
        cls, patterns: Mapping[str, tuple[str, ...]]
    ) -> Mapping[str, tuple[str, ...]]:
        for expressions in patterns.values():
            for expression in expressions:
                re.compile(expression)
        return patterns


class Limit(Authored):
    """Something that a program cannot give, how it is asked for, and what is said instead.

    `any` and `unless` are expressions over one folded sentence; `in_scene` those by which it is
    come to in a scene, where `scene_line` is said. A message of more than `words` words is about
    something else as well; 0: however long it is. `human` ends the answer with a step towards a
    person; `help` shows the way to people who can help. `after` is said, once, to what comes next.
    """

    id: str = Field(pattern=r"^[a-z][a-z_]+$")
    why: str
    any: tuple[str, ...] = Field(min_length=1)
    unless: tuple[str, ...] = ()
    in_scene: tuple[str, ...] = ()
    scene_line: str = ""
    words: int = Field(default=0, ge=0)
    human: bool = False
    help: bool = False
    lines: tuple[str, ...] = Field(min_length=2)
    after: tuple[str, ...] = ()

    @model_validator(mode="after")
    def _can_be_used(self) -> Self:
        for expression in (*self.any, *self.unless, *self.in_scene):
            re.compile(expression)
        if bool(self.in_scene) != bool(self.scene_line):
            raise ValueError(f"{self.id}: in_scene and scene_line go together")
        return self


class HumanSteps(Authored):
    """Steps towards a person: for somebody who was named, for anybody, and how a scene goes on."""

    named: tuple[str, ...] = Field(min_length=2)
    anybody: tuple[str, ...] = Field(min_length=2)
    scene: str


class LimitFile(Authored):
    """What a program cannot give. The first limit that a message comes to is answered.

    `what_it_is` answers whoever asks if it is a person where the talk has no honest line left.
    """

    schema_: Literal["limits/1"] = Field(alias="schema")
    what_it_is: tuple[str, ...] = Field(min_length=2)
    steps: HumanSteps
    limit: tuple[Limit, ...] = Field(min_length=1)
