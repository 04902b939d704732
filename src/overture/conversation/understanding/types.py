"""What was understood of one member turn. Plain values; nothing here decides or speaks."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal

from overture.content.schema.acts import Act, Feeling, Topic

KeyKind = Literal["np", "ger", "clause", "quote", "speech", "coping", "place"]
Time = Literal["past", "now", "upcoming"]
Asked = Literal["yes_no", "offer", "number", "choice", "open", "none"]
PersonKind = Literal["kin", "name", "role"]
Confidence = Literal["high", "mid", "low"]

HIGH, MID = 0.70, 0.45
"""Where confidence is high, and where it is at least middling."""


@dataclass(frozen=True)
class ActReading:
    """One act and the probability, 0-1, that the turn performs it."""

    name: Act
    probability: float


@dataclass(frozen=True)
class KeyPhrase:
    """A short span of the member's own words that a reply may echo.

    `verbatim` is exactly as typed and always stands in quotes. `turned` is the form that may stand
    in the companion's own sentence ("your sister", "returning her dish"); it is empty where no
    safe one exists, as for quotes, speech and coping phrases.
    """

    kind: KeyKind
    verbatim: str
    turned: str = ""


@dataclass(frozen=True)
class Person:
    """Somebody mentioned: `words` as typed, `named` as an object for the companion to say.

    "my sister" is named "your sister"; "Bev" stays "Bev". Never a guess at he or she.
    """

    words: str
    named: str
    kind: PersonKind


@dataclass(frozen=True)
class UnderstandingContext:
    """What the talk so far lends to reading one turn.

    `asked` is what the last companion or partner line left open; short answers are read by it.
    `keys` and `people` are those of earlier turns, oldest first, one entry a turn. `disclosed`
    says that the turn before said a thing at last, or came with strong feeling.
    `known_terms` are words that the member has explained in this talk. `companion_name` is never
    read as a person mentioned.
    """

    asked: Asked = "none"
    in_scene: bool = False
    keys: tuple[tuple[KeyPhrase, ...], ...] = ()
    people: tuple[tuple[Person, ...], ...] = ()
    disclosed: bool = False
    known_terms: tuple[str, ...] = ()
    companion_name: str = "Cue"


@dataclass(frozen=True)
class Understanding:
    """One member turn, as far as it could be followed.

    `text` is the part that was read. `acts` are the acts likely enough to count, most likely
    first, never empty. `confidence` 0-1 is how often a reading like this has the first act right;
    a low one is a result, not a fault. `feelings` maps a name to its strength 0-1, and
    `feelings_named` are those that the member put into words. `keys` are phrases for echoing, best
    first. `number` is the last one given; `day` is a weekday or "yesterday", as to be written
    inside a sentence; `duration` a span as typed ("7 weeks"); `daypart` a part of the day that
    the turn itself names. `term` is a word for a pursuit that no bank knows; `noun` the head
    after each, every or all. `words` is the length of the whole turn. `jokes` marks laughter.
    """

    text: str
    acts: tuple[ActReading, ...]
    confidence: float
    topic: Topic | None = None
    feelings: Mapping[Feeling, float] = field(default_factory=dict)
    feelings_named: tuple[Feeling, ...] = ()
    people: tuple[Person, ...] = ()
    time: Time = "now"
    keys: tuple[KeyPhrase, ...] = ()
    patterns: frozenset[str] = frozenset()
    number: float | None = None
    day: str | None = None
    daypart: str | None = None
    duration: str | None = None
    term: str | None = None
    noun: str | None = None
    words: int = 0
    jokes: bool = False

    @property
    def act(self) -> Act:
        """The likeliest act."""
        return self.acts[0].name

    @property
    def sureness(self) -> Confidence:
        """The confidence as the policy's three steps."""
        if self.confidence >= HIGH:
            return "high"
        return "mid" if self.confidence >= MID else "low"

    def does(self, name: Act) -> bool:
        """Whether the turn performs an act, first or beside another."""
        return any(reading.name == name for reading in self.acts)

    def key(self, *kinds: KeyKind) -> KeyPhrase | None:
        """The best key phrase, or the best of the given kinds."""
        return next((key for key in self.keys if not kinds or key.kind in kinds), None)

    @property
    def strongest(self) -> float:
        """Strength 0-1 of the strongest feeling; 0 if none is heard."""
        return max(self.feelings.values(), default=0.0)
