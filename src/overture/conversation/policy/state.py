"""What a talk remembers of itself from turn to turn: enough to decide, nothing to read out."""

from dataclasses import asdict, dataclass, fields
from typing import Any

from overture.conversation.policy.taps import Meaning
from overture.conversation.understanding.types import (
    Asked,
    KeyPhrase,
    Person,
    UnderstandingContext,
)

VERSION = 1
REMEMBERED = 6
TENDER_AFTER = 4
"""Turns after the safety protocol spoke in which nothing is offered and nothing dry is said."""

STEP_WAITS = 3
"""Turns for which a worded step waits to be written down."""


@dataclass(frozen=True)
class TalkState:
    """One talk so far.

    `moves` and `acts` hold the latest few, oldest first. `questions` counts replies that ask,
    `reflections` those that reflect, affirm or sum up. `nps` and `quotes` are phrases of the
    member's that may be echoed later. `events` counts how often a person and a thing came up
    together. `asked` says what the last reply left open, `offer` what it proposed, on which
    scene (`offer_target`). `picked` and `meaning` are the tap that the turn in hand takes,
    `fresh` whether that turn brings anything new, `lost` how many replies running were not
    sure. `loss_turn` is the turn that last said that somebody died, `beside_loss` whether the
    turn in hand says so or goes on about the same person; `step_turn` the turn that worded a
    step. `rung` counts replies about a pursuit. `echoed` holds phrases of the member's that
    were said back lately, `handed_back` how many replies did nothing else, `shapes` how the
    last replies began. `fact` is a lasting fact as a clause to the member, `fact_about` what it
    is about and `fact_turn` the turn that told it. `once` names what may happen only once in a
    talk and has.
    """

    turn: int = 0
    moves: tuple[str, ...] = ()
    acts: tuple[str, ...] = ()
    used: tuple[str, ...] = ()
    questions: int = 0
    reflections: int = 0
    asked_running: int = 0
    reflected_last: bool = False
    offers: int = 0
    offer: str = ""
    offer_target: str = ""
    offers_locked: bool = False
    only_talk: bool = False
    questions_off: int = 0
    slow: bool = False
    energy_low: bool = False
    short_running: int = 0
    keys: tuple[tuple[KeyPhrase, ...], ...] = ()
    people: tuple[tuple[Person, ...], ...] = ()
    nps: tuple[str, ...] = ()
    quotes: tuple[str, ...] = ()
    term: str = ""
    term_explained: bool = False
    rung: int = 0
    fear: str = ""
    fear_is_speech: bool = False
    fear_turn: int = -1
    number: int | None = None
    worded_step: str = ""
    step_turn: int = -9
    step_saved: bool = False
    topic: str = ""
    jokes: int = 0
    strong_last: bool = False
    disclosed: bool = False
    safety_turn: int = -99
    once: tuple[str, ...] = ()
    events: tuple[tuple[str, int], ...] = ()
    asked: Asked = "none"
    taps: tuple[str, ...] = ()
    picked: str = ""
    meaning: Meaning | None = None
    fresh: bool = True
    lost: int = 0
    insults: int = 0
    grieving: bool = False
    loss_turn: int = -9
    beside_loss: bool = False
    quoted_last: bool = False
    handed_back: int = 0
    echoed: tuple[str, ...] = ()
    shapes: tuple[str, ...] = ()
    fact: str = ""
    fact_about: str = ""
    fact_turn: int = -9
    ended: bool = False

    def to_json(self) -> dict[str, Any]:
        """The state as plain JSON with a version."""
        plain = {item.name: getattr(self, item.name) for item in fields(self)}
        for name in ("keys", "people"):
            plain[name] = tuple(tuple(map(asdict, turn)) for turn in plain[name])
        return {"version": VERSION, **plain}

    @classmethod
    def from_json(cls, kept: dict[str, Any]) -> "TalkState":
        """The state that `to_json` wrote. Raises ValueError for another version."""
        if kept.get("version") != VERSION:
            message = f"a talk of version {kept.get('version')!r} cannot be read"
            raise ValueError(message)
        known = {item.name for item in fields(cls)}
        values = {name: _frozen(value) for name, value in kept.items() if name in known}
        values["keys"] = tuple(
            tuple(KeyPhrase(**key) for key in turn) for turn in kept.get("keys", ())
        )
        values["people"] = tuple(
            tuple(Person(**person) for person in turn) for turn in kept.get("people", ())
        )
        return cls(**values)

    @property
    def context(self) -> UnderstandingContext:
        """What this talk lends to reading the next turn."""
        return UnderstandingContext(
            asked=self.asked,
            keys=self.keys,
            people=self.people,
            disclosed=self.disclosed,
            known_terms=(self.term,) if self.term_explained else (),
        )

    @property
    def after_safety(self) -> bool:
        """Whether the safety protocol spoke lately: no offers then, and nothing dry."""
        return self.turn - self.safety_turn <= TENDER_AFTER

    @property
    def step_stands(self) -> bool:
        """Whether a step was worded lately, and neither written down nor turned down since."""
        lately = self.turn - self.step_turn <= STEP_WAITS
        return bool(self.worded_step) and lately and not (self.step_saved or self.offers_locked)

    def repeats(self, act: str) -> int:
        """How many turns running, up to the last, had this leading act."""
        count = 0
        for earlier in reversed(self.acts):
            if earlier != act:
                break
            count += 1
        return count


def _frozen(value: object) -> Any:  # noqa: ANN401 - JSON
    return tuple(_frozen(item) for item in value) if isinstance(value, list) else value
