"""A practice scene as an author writes it: partner, place, dial, beats, exits and real steps.

One TOML file a scene. The partner is an invented person with something of their own to do; the
levels say how much they explain and lead, never how nice they are. Others may be there too, and
talk to each other.
"""

from collections.abc import Iterator
from typing import Annotated, Any, Literal, Self

from pydantic import BeforeValidator, Field, model_validator

from overture.content.schema.base import LEVELS, Authored, Level, Unit
from overture.content.schema.looking_back import DebriefAlways, DebriefMeasure

Partner = Literal["ai", "familiar", "acquaintance", "stranger"]
Channel = Literal["face", "phone", "text", "none"]
Family = Literal[
    "counter",
    "street",
    "neighbour",
    "colleague",
    "meeting",
    "interview",
    "study",
    "phone",
    "online",
    "official",
    "group",
    "club",
    "friend",
    "dating",
]
Hair = Literal["bun", "short", "long"]
DialPart = Literal["warmth", "initiative", "ambiguity", "pace", "topic_risk"]
DIAL_PARTS: tuple[DialPart, ...] = ("warmth", "initiative", "ambiguity", "pace", "topic_risk")


def _as_line(value: object) -> object:
    """An author may write a plain string for a line that has only words."""
    return {"text": value} if isinstance(value, str) else value


class SceneLine(Authored):
    """One thing the partner says or does.

    `by` names who says it, where it is not the main partner, and `to` another of them whom they
    say it to, so that a question in it is not the member's to answer. `then` is what is said next
    in the same turn, by another or to another.

    `needs` are flags that must hold (`!x`: must not), `about` words of which the member's turn
    must hold one, so that a particular answer is kept for its own question, `sets` flags that
    hold afterwards, `opens` an opening the member may take, `cue` a look or sound the member may
    read, `use` a pointer to the current fact's next line instead of own words.
    """

    text: str = ""
    stage: str = ""
    by: str = ""
    to: str = ""
    then: tuple["Lines", ...] = ()
    needs: tuple[str, ...] = ()
    about: tuple[str, ...] = ()
    sets: tuple[str, ...] = ()
    asks: bool = False
    tells: bool = False
    opens: str | None = None
    cue: str | None = None
    leans: dict[DialPart, Literal["low", "middle", "high"]] = Field(default_factory=dict)
    use: Literal["fact.offer", "fact.answer", "fact.more", "fact.ask_back"] | None = None
    exit: str | None = None

    @model_validator(mode="after")
    def _says_something(self) -> Self:
        if not (self.text or self.stage or self.use):
            message = "a line needs text, a stage direction, or `use`"
            raise ValueError(message)
        return self

    @property
    def wants_answer(self) -> bool:
        """Whether the member is waited for after this line; what follows it is judged by itself."""
        return not self.to and (self.asks or self.text.rstrip().endswith("?"))

    @property
    def spoken(self) -> tuple["SceneLine", ...]:
        """This line and what is said after it in the same turn."""
        return (self, *self.then)


Lines = Annotated[SceneLine, BeforeValidator(_as_line)]


class Levelled(Authored):
    """Lines by level; `any` serves every level and stands behind the level's own."""

    easy: tuple[Lines, ...] = ()
    middle: tuple[Lines, ...] = ()
    hard: tuple[Lines, ...] = ()
    any: tuple[Lines, ...] = ()

    def at(self, level: Level) -> tuple[SceneLine, ...]:
        """The lines written for this level alone."""
        by_level: dict[Level, tuple[SceneLine, ...]] = {
            "easy": self.easy,
            "middle": self.middle,
            "hard": self.hard,
        }
        return by_level[level]

    def all(self) -> Iterator[SceneLine]:
        """Every line of every level."""
        for level in LEVELS:
            yield from self.at(level)
        yield from self.any


class Place(Authored):
    """Where the scene happens."""

    name: str
    detail: tuple[str, ...] = ()
    member_lives_at: str = ""


class Fact(Authored):
    """Something of the partner's own; it comes out in order: offer, answer, more, ask back.

    `by` names whose it is, where it is not the main partner's.
    """

    id: str
    fact: str
    by: str = ""
    words: tuple[str, ...]
    offer: Levelled
    answer: Levelled
    more: Levelled
    ask_back: Levelled


class Person(Authored):
    """An invented person who is played in a scene. Never Cue."""

    name: str
    role: str
    age: str = ""
    mood: str
    manner: tuple[str, ...]
    cares_about: tuple[str, ...] = ()
    never: tuple[str, ...] = ()
    hair: Hair = "short"
    reading: str = "at ease"


class PartnerCard(Person):
    """The one the member practises with, or the first of several. The facts are everybody's."""

    says_of_herself: str = ""
    mishears_because: str
    facts: tuple[Fact, ...]


class Features(Authored):
    """A situation's features as an author writes them; the planner's x_k."""

    partner: Partner
    audience: Unit = 0.0
    evaluation: Unit = 0.0
    initiation: Unit = 0.0
    self_disclosure: Unit = 0.0
    ambiguity: Unit = 0.0
    duration: Unit = 0.0
    channel: Channel = "face"


class SceneFeatures(Authored):
    """What the scene is when it is real, and what changes because it is practice."""

    real: Features
    practice: dict[str, str | float] = Field(default_factory=dict)

    def as_practised(self) -> Features:
        """The features of the practised scene: the real ones with the named changes."""
        return Features.model_validate({**self.real.model_dump(), **self.practice})


class Goal(Authored):
    """A micro-skill that the member may choose to practise."""

    id: str
    skill: str
    words: str


class Feared(Authored):
    """A fear offered as a tap. `testable_at`: the levels at which it could come true here.

    `seen_flags` say that it did: it is enough that one entry holds, and an entry holds if all its
    words do. A word is a flag, `!x` its absence, `cue:x` a cue shown, `beat:x` a beat reached,
    `act:x` a turn read so, `ended` the end reached. The fear called `blank` is counted instead.
    """

    id: str
    words: str
    seen_if: str
    testable_at: tuple[Level, ...]
    seen_flags: tuple[str, ...] = ()


class Success(Authored):
    """A sign, in flags, that something went the member's way."""

    id: str
    when: tuple[str, ...]
    words: str


class DialText(Authored):
    """What one dial part looks like low, middle and high in this partner."""

    easier: Literal["low", "high"]
    low: str
    middle: str
    high: str


class DialStart(Authored):
    """A setting of the five dial parts, each 0 to 1."""

    warmth: Unit
    initiative: Unit
    ambiguity: Unit
    pace: Unit
    topic_risk: Unit


class Dial(Authored):
    """The five parts in words, and where each level starts."""

    warmth: DialText
    initiative: DialText
    ambiguity: DialText
    pace: DialText
    topic_risk: DialText
    start: dict[Level, DialStart]


class Cue(Authored):
    """A look or a sound with its plain reason, so that a debrief never has to invent one."""

    id: str
    sign: Literal["warm", "unclear", "cool"]
    looks_like: str
    truth: str
    reading: str | None = None


class Opening(Authored):
    """Something the partner leaves lying; taking it and leaving it are both fine."""

    id: str
    taken_by: str


class Acts(Authored):
    """Which of several acts in one turn is answered first."""

    order: tuple[str, ...]


class Notice(Authored):
    """A plain word list over the member's turn that sets a flag.

    ` .. ` in a phrase stands for up to three words. `lasts` says whether the flag holds for the
    turn alone or for the rest of the scene; left out, it follows from the flag's name and use.
    """

    flag: str
    words: tuple[str, ...] = ()
    acts: tuple[str, ...] = ()
    in_beats: tuple[str, ...] = ()
    after_opening: str | None = None
    slot: Literal["name"] | None = None
    lasts: Literal["turn", "scene"] | None = None


class Choice(Authored):
    """A tap that the opening offers."""

    id: str
    words: str
    exit: str | None = None


class SceneOpening(Authored):
    """How the scene begins, before the member has said anything."""

    narration: str
    choices: tuple[Choice, ...]
    say: Levelled


class Hint(Authored):
    """One way on, in three registers; the first with `tap` may be pressed instead of typed."""

    want: str
    tap: bool = False
    terse: str
    plain: str
    chatty: str


class MovesOn(Authored):
    """When the scene goes on, ends, or helps more. Conditions in `when` must all hold."""

    when: tuple[str, ...]
    to: str | None = None
    end: str | None = None
    do: dict[DialPart, float] = Field(default_factory=dict)
    sets: tuple[str, ...] = ()


class OfferFact(Authored):
    """Entering this beat, the partner offers a fact not yet told."""

    offer_a_fact: Literal[True]
    choose: str

    def first_at(self, level: Level) -> str | None:
        """The fact that `choose` names first for this level, if any."""
        for clause in self.choose.replace(";", ",").split(","):
            words = clause.split()
            if words and words[-1] == level:
                return words[0]
        return None


class Beat(Authored):
    """A stretch of the scene with one purpose."""

    id: str
    purpose: str
    say: dict[str, Levelled] = Field(default_factory=dict)
    hints: tuple[Hint, ...] = ()
    moves_on: tuple[MovesOn, ...] = ()
    enter: OfferFact | Levelled | None = None
    enter_sets: tuple[str, ...] = ()
    note_to_member: str = ""
    only_if: tuple[str, ...] = ()
    announce: str = ""


class Nod(Authored):
    """A tap for a member who has said nothing twice."""

    words: str
    sets: tuple[str, ...] = ()
    replies: tuple[str, ...] = ()


class Silence(Authored):
    """What the partner does when the member chooses to say nothing."""

    button: str
    note: str = ""
    first: Levelled
    second: Levelled
    third: Levelled
    nod: Nod | None = None
    after_third: str


class Setback(Authored):
    """Something that goes wrong and can be mended in one turn.

    A small one needs no consent; it is played by `say`, in `in_beats` (anywhere, if empty), at the
    levels named. One that `interrupts` takes the place of the reply, so that the turn may be said
    again; others come after it. The larger one is announced and agreed beforehand.
    """

    id: str
    levels: tuple[Level, ...]
    consent: str
    what: str
    mended_by: str
    in_beats: tuple[str, ...] = ()
    interrupts: bool = False
    say: tuple[Lines, ...] = ()

    @property
    def announced(self) -> bool:
        """Whether it may only happen when the member agreed to it beforehand."""
        return not self.consent.startswith("none")


class Exit(Authored):
    """A way out. Every one is fine."""

    id: str
    how: str
    product_says: str = ""
    record: str
    sets: tuple[str, ...] = ()


class RealStep(Authored):
    """Something small to do in life; it counts by the member's half alone."""

    id: str
    title: str = Field(max_length=60)
    words: str
    counts_if: str
    features: Features


class Scene(Authored):
    """A whole practice scene."""

    schema_: Literal["scene/1"] = Field(alias="schema")
    id: str = Field(pattern=r"^[a-z][a-z0-9-]+$")
    version: str
    language: str
    reviewed_by: str
    title: str
    for_member: str
    family: Family
    minutes: int = Field(ge=1, le=20)
    ten: str
    turns: tuple[int, int]
    place: Place
    partner: PartnerCard
    others: tuple[Person, ...] = ()
    features: SceneFeatures
    goals: tuple[Goal, ...]
    feared: tuple[Feared, ...]
    success: tuple[Success, ...]
    dial: Dial
    cues: tuple[Cue, ...]
    openings: tuple[Opening, ...]
    acts: Acts
    notices: tuple[Notice, ...]
    leads: dict[str, Levelled] = Field(default_factory=dict)
    opening: SceneOpening
    beats: tuple[Beat, ...]
    anywhere: dict[str, "Anywhere"]
    silence: Silence
    setbacks: tuple[Setback, ...] = ()
    exits: tuple[Exit, ...]
    after_every_exit: str = ""
    debrief: tuple[DebriefMeasure, ...]
    debrief_always: DebriefAlways
    real_steps: tuple[RealStep, ...]

    @model_validator(mode="before")
    @classmethod
    def _lift_after_every_exit(cls, raw: Any) -> Any:  # noqa: ANN401 - raw TOML
        """TOML puts a key after `[[exits]]` into the last exit; it belongs to the scene."""
        if isinstance(raw, dict) and raw.get("exits"):
            last = dict(raw["exits"][-1])
            if "after_every_exit" in last:
                lifted = last.pop("after_every_exit")
                return {**raw, "exits": [*raw["exits"][:-1], last], "after_every_exit": lifted}
        return raw

    @property
    def people(self) -> tuple[Person, ...]:
        """Everybody who is played here, the main partner first."""
        return (self.partner, *self.others)

    @property
    def names(self) -> str:
        """Everybody's names as they stand in a sentence."""
        *first, last = (person.name for person in self.people)
        return f"{', '.join(first)} and {last}" if first else last

    def beat(self, beat_id: str) -> Beat:
        """The beat of that id. Raises KeyError if there is none."""
        for beat in self.beats:
            if beat.id == beat_id:
                return beat
        raise KeyError(beat_id)


class Anywhere(Levelled):
    """Lines that mean the same wherever they happen; rudeness has a second time and a mending."""

    second: tuple[Lines, ...] = ()
    after_apology: tuple[Lines, ...] = ()


Scene.model_rebuild()
