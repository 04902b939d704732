"""What the API takes and gives: each shape is a part of the open description."""

from datetime import date, datetime, time
from typing import Annotated, Literal
from uuid import UUID

from ninja import Schema
from pydantic import ConfigDict, Field

from overture.server.api.hearing import Heard
from overture.server.api.written import Line, Note, Sentence, Short

Rating = Annotated[int, Field(ge=0, le=10, strict=True)]
Happened = Literal["no", "partly", "yes"]
Reach = Literal["done", "started", "stopped"]
Warmth = Literal["little", "some", "much"]


class Asked(Schema):
    """What is sent: a field that there is not is refused, so that nothing is lost in silence."""

    model_config = ConfigDict(extra="forbid")


class Fault(Schema):
    """One thing that is wrong with what was sent."""

    where: str
    what: str


class Problem(Heard):
    """What went wrong, in words (RFC 9457)."""

    type: str
    title: str
    status: int
    detail: str
    errors: list[Fault] = Field(default_factory=list)


class Step(Schema):
    """A step on the member's own ladder."""

    id: UUID
    title: str
    words: str = Field(description="What it is, where it comes from the library.")
    counts_if: str = Field(description="What makes it count, by the member's half alone.")
    family: str = Field(description="The kind of situation; `own`: in the member's own words.")
    library_id: str = Field(description="Its name in the library; empty for own words.")
    status: Literal["planned", "started", "done", "resting"]
    day: date | None = Field(description="The day that it is planned for, if any.")
    when: str = Field(description="When on that day, in the member's words.")
    change: str = Field(description="The one change that it carries from a near miss.")
    created_at: datetime


class StepKept(Step, Heard):
    """A step as it stands after it was written."""


class NewStep(Asked):
    """A step from the library, or one in the member's own words: one of both."""

    library_id: Annotated[str, Field(max_length=80, pattern=r"^[a-z0-9_/-]*$")] = ""
    title: Line = ""
    day: date | None = None
    when: Short = ""


class StepDay(Asked):
    """Another day for a step, or none; a step that rests is taken up again."""

    day: date | None = None
    when: Short = ""


class Prediction(Schema):
    """What was expected. Ratings are 0-10, null where not answered."""

    at: datetime
    anxiety: int | None
    enjoyment: int | None
    feared_event: str
    feared_in_ten: int | None


class Outcome(Schema):
    """What happened."""

    at: datetime
    reach: Reach
    anxiety: int | None
    enjoyment: int | None
    feared: Literal["", "no", "partly", "yes"]
    understood: int | None
    note: str


class Rerating(Schema):
    """What would be expected the next time."""

    at: datetime
    anxiety: int | None
    enjoyment: int | None
    feared_in_ten: int | None


class Attempt(Schema):
    """A step tried once: `real` with people, `scene` practised with an AI."""

    id: UUID
    step_id: UUID | None
    kind: Literal["real", "scene"]
    title: str
    family: str
    begun_at: datetime
    retracted_at: datetime | None = Field(description="When it was taken out of the record.")
    prediction: Prediction | None
    outcome: Outcome | None
    rerating: Rerating | None


class AttemptKept(Attempt, Heard):
    """An attempt as it stands after it was written."""


class Expected(Asked):
    """What the member expects, as far as it was answered."""

    anxiety: Rating | None = None
    enjoyment: Rating | None = None
    feared_event: Sentence = ""
    feared_in_ten: Rating | None = None


class NewAttempt(Asked):
    """A step that is about to be tried, or was: with what is expected, if that was asked."""

    step_id: UUID
    prediction: Expected | None = None


class Told(Asked):
    """What happened. `at`: when, if it is told later; within the last thirty days."""

    reach: Reach = "done"
    anxiety: Rating | None = None
    enjoyment: Rating | None = None
    feared: Happened | None = None
    understood: Rating | None = None
    note: Note = ""
    at: datetime | None = None


class Again(Asked):
    """What the member would expect if it were done again."""

    anxiety: Rating | None = None
    enjoyment: Rating | None = None
    feared_in_ten: Rating | None = None


class Me(Schema):
    """Whose key this is, and what it may do."""

    id: UUID
    name: str = Field(description="What the member wants to be called; may be empty.")
    region: str = Field(description="ISO code of a country, if the member named one.")
    since: datetime
    key: str = Field(description="What the member called this key.")
    scopes: list[str]
    moments: int
    steps: int


class Gap(Schema):
    """One rating that has both of its numbers; `lead`: how much kinder than expected it was."""

    attempt_id: UUID
    day: date
    title: str
    expected: int
    felt: int
    lead: int


class Feared(Schema):
    """What was feared against what came."""

    words: str
    moments: int
    guessed: int
    happened: int


class Record(Schema):
    """The record as the member's page tells it: words first, then the numbers behind them."""

    moments: int
    lead: str = Field(description="The first sentence of the record.")
    anxiety: list[Gap]
    enjoyment: list[Gap]
    feared: Feared | None
    closest: str


class SituationStep(Schema):
    """A step of the library: add it by its `library_id`."""

    library_id: str
    title: str
    words: str
    counts_if: str


class Situation(Schema):
    """A kind of situation with the steps that the library has for it, the smallest first."""

    id: str
    family: str
    title: str
    kinds: str
    steps: list[SituationStep]


class Answer(Schema):
    """One answer that a question offers; send its `value`."""

    value: float
    words: str


class Question(Schema):
    """One question of a set. It may be left out."""

    id: str
    asks: str
    answers: list[Answer]


class Measure(Schema):
    """A short set of questions."""

    id: str
    version: str
    title: str
    about: str
    standing: str = Field(description="What its answers can and cannot say. Show it beside them.")
    questions: list[Question]


class Reading(Schema):
    """What came of a set: a scale, or one question of a set without scales."""

    id: str
    title: str
    value: float | None = Field(description="null where too little was answered.")
    low: float
    high: float


class Administration(Schema):
    """One set answered once."""

    id: UUID
    measure: str
    version: str
    title: str
    at: datetime
    answers: dict[str, float]
    readings: list[Reading]


class AdministrationKept(Administration, Heard):
    """What was answered, as it is kept."""


class Answers(Asked):
    """What was answered, by question; what was left out is absent."""

    answers: Annotated[dict[str, float], Field(min_length=1, max_length=200)]


class Anchor(Schema):
    """A regular appointment with people."""

    id: UUID
    title: str
    first: date
    every: Literal["week", "fortnight", "month"]
    at: time | None
    rests: bool
    next: date | None = Field(description="When it is due next; null while it rests.")
    asked: date | None = Field(description="The last time that nothing was said of, if any.")


class AnchorKept(Anchor, Heard):
    """A regular appointment as it stands after it was written."""


class NewAnchor(Asked):
    """A regular appointment: its words, the first time, how often, and a time of day if any."""

    title: Annotated[Line, Field(min_length=1, max_length=120)]
    first: date
    every: Literal["week", "fortnight", "month"] = "week"
    at: time | None = None


class AnchorRests(Asked):
    """Whether it rests."""

    rests: bool


class AnchorSaid(Asked):
    """What the member says of one time."""

    due: date
    kept: Literal["yes", "no", "off"]


class Met(Schema):
    """A moment with somebody that was noted. No prediction was made, so no belief moves."""

    id: UUID
    at: datetime
    who: Literal["family", "friend", "known", "stranger", "group", "phone", "online"]
    long: Literal["", "moment", "minutes", "longer"]
    felt: int | None
    gave: Literal["", "little", "some", "much"]
    came_back: Literal["", "little", "some", "much"]
    note: str
    was_a_step: bool


class MetKept(Met, Heard):
    """A noted moment as it is kept."""


class NewMet(Asked):
    """A moment with somebody. `at`: when, if it is noted later; within the last thirty days."""

    who: Literal["family", "friend", "known", "stranger", "group", "phone", "online"]
    long: Literal["moment", "minutes", "longer"] | None = None
    felt: Rating | None = None
    gave: Warmth | None = None
    came_back: Warmth | None = None
    note: Sentence = ""
    was_a_step: bool = False
    at: datetime | None = None


class Said(Asked):
    """The member's answer to what was asked, tapped or in words."""

    said: Annotated[Note, Field(min_length=1)]
