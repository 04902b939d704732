"""What the API says, as plain values. Ratings are 0-10, None where not answered."""

from collections.abc import Mapping
from dataclasses import dataclass, fields, is_dataclass
from datetime import date, datetime, time
from types import UnionType
from typing import Any, TypeVar, get_args, get_origin, get_type_hints
from uuid import UUID

Value = TypeVar("Value")
_PARSED: Mapping[Any, Any] = {
    UUID: UUID,
    datetime: datetime.fromisoformat,
    date: date.fromisoformat,
    time: time.fromisoformat,
}


@dataclass(frozen=True)
class Safety:
    """What is to be shown to the member first. With `asks` an answer is waited for (`heard`)."""

    lines: tuple[str, ...]
    taps: tuple[str, ...]
    asks: bool
    help: str


@dataclass(frozen=True)
class Me:
    """Whose key it is, and what it may do."""

    id: UUID
    name: str
    region: str
    since: datetime
    key: str
    scopes: tuple[str, ...]
    moments: int
    steps: int


@dataclass(frozen=True)
class SituationStep:
    """A step of the library."""

    library_id: str
    title: str
    words: str
    counts_if: str


@dataclass(frozen=True)
class Situation:
    """A kind of situation, with the steps that the library has for it."""

    id: str
    family: str
    title: str
    kinds: str
    steps: tuple[SituationStep, ...]


@dataclass(frozen=True)
class Step:
    """A step on the member's own ladder."""

    id: UUID
    title: str
    words: str
    counts_if: str
    family: str
    library_id: str
    status: str
    day: date | None
    when: str
    change: str
    created_at: datetime


@dataclass(frozen=True)
class Prediction:
    """What was expected."""

    at: datetime
    anxiety: int | None
    enjoyment: int | None
    feared_event: str
    feared_in_ten: int | None


@dataclass(frozen=True)
class Outcome:
    """What happened."""

    at: datetime
    reach: str
    anxiety: int | None
    enjoyment: int | None
    feared: str
    understood: int | None
    note: str


@dataclass(frozen=True)
class Rerating:
    """What would be expected the next time."""

    at: datetime
    anxiety: int | None
    enjoyment: int | None
    feared_in_ten: int | None


@dataclass(frozen=True)
class Attempt:
    """A step tried once."""

    id: UUID
    step_id: UUID | None
    kind: str
    title: str
    family: str
    begun_at: datetime
    retracted_at: datetime | None
    prediction: Prediction | None
    outcome: Outcome | None
    rerating: Rerating | None


@dataclass(frozen=True)
class Gap:
    """One rating with both of its numbers; `lead`: how much kinder than expected it was."""

    attempt_id: UUID
    day: date
    title: str
    expected: int
    felt: int
    lead: int


@dataclass(frozen=True)
class Feared:
    """What was feared against what came."""

    words: str
    moments: int
    guessed: int
    happened: int


@dataclass(frozen=True)
class Record:
    """The record as the member's page tells it."""

    moments: int
    lead: str
    anxiety: tuple[Gap, ...]
    enjoyment: tuple[Gap, ...]
    feared: Feared | None
    closest: str


@dataclass(frozen=True)
class Answer:
    """One answer that a question offers."""

    value: float
    words: str


@dataclass(frozen=True)
class Question:
    """One question of a set."""

    id: str
    asks: str
    answers: tuple[Answer, ...]


@dataclass(frozen=True)
class Measure:
    """A short set of questions. Show `standing` beside what came of it."""

    id: str
    version: str
    title: str
    about: str
    standing: str
    questions: tuple[Question, ...]


@dataclass(frozen=True)
class Reading:
    """What came of a set: a scale, or one question of a set without scales."""

    id: str
    title: str
    value: float | None
    low: float
    high: float


@dataclass(frozen=True)
class Administration:
    """One set answered once."""

    id: UUID
    measure: str
    version: str
    title: str
    at: datetime
    answers: dict[str, float]
    readings: tuple[Reading, ...]


@dataclass(frozen=True)
class Anchor:
    """A regular appointment with people."""

    id: UUID
    title: str
    first: date
    every: str
    at: time | None
    rests: bool
    next: date | None
    asked: date | None


@dataclass(frozen=True)
class Met:
    """A moment with somebody that was noted."""

    id: UUID
    at: datetime
    who: str
    long: str
    felt: int | None
    gave: str
    came_back: str
    note: str
    was_a_step: bool


def read(kind: type[Value], raw: Any) -> Value:  # noqa: ANN401 - JSON of any shape
    """JSON as a value of one of the kinds above. What this version does not know is left out."""
    return _read(kind, raw)  # type: ignore[no-any-return]


def _read(kind: Any, raw: Any) -> Any:  # noqa: ANN401 - a type, and JSON of any shape
    if get_origin(kind) is UnionType:
        return None if raw is None else _read(get_args(kind)[0], raw)
    if get_origin(kind) is tuple:
        return tuple(_read(get_args(kind)[0], one) for one in raw)
    if is_dataclass(kind):
        hints = get_type_hints(kind)
        known = {field.name: _read(hints[field.name], raw[field.name]) for field in fields(kind)}
        return kind(**known)  # type: ignore[operator]
    return _PARSED[kind](raw) if kind in _PARSED else raw
