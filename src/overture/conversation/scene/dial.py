"""The dial: how hard the partner makes it, moved turn by turn by what the member did.

Silence and single words bring more initiative and less pace; ease brings more ambiguity and less
initiative; rudeness costs warmth. Every move has its reason in words. The dial moves before the
partner's line is chosen, so that help comes with the next line and not the one after.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Literal

from overture.content.schema.base import Level
from overture.content.schema.scene import DIAL_PARTS, DialPart, Scene
from overture.conversation.messages import DialMove, DialSetting
from overture.conversation.scene.reading import Reading
from overture.conversation.scene.smalltalk import ASKS_AGAIN
from overture.conversation.scene.state import Exchange, SceneState, start_dial

EASY_ABOVE, HARD_BELOW, STICKINESS = 0.62, 0.38, 0.04
LOWEST, HIGHEST = 0.05, 0.95
HIGH_INITIATIVE = 0.8
_ASKLESS = frozenset({"joke", "answer", "self_disclosure", "off_topic", "unclear"})
LONG_TURN, FULL_ASK, WARM_TURN = 12, 8, 4
"""Words from which a turn is long, an ask is more than the bare word, and thanks have a matter."""


@dataclass(frozen=True)
class Moment:
    """A turn against the scene so far, for the rules that move the dial."""

    scene: Scene
    state: SceneState
    reading: Reading

    @property
    def running_stuck(self) -> int:
        """Turns just before this one that were silent or said nearly nothing, in a row."""
        return _running(self.state.exchanges, lambda e: e.stuck or e.kind == "silence")

    @property
    def running_jobs(self) -> int:
        """Turns just before this one that did what was asked, in a row."""
        return _running(self.state.exchanges, lambda e: e.job)

    @property
    def running_full(self) -> int:
        """Turns just before this one that were whole sentences, in a row."""
        return _running(self.state.exchanges, lambda e: e.words >= FULL_ASK and not e.stuck)

    @property
    def longest(self) -> bool:
        """Whether this is the member's longest line so far."""
        return all(self.reading.words > exchange.words for exchange in self.state.exchanges)

    @property
    def asks_now(self) -> bool:
        """Whether the turn says what the member came for, and does so for the first time."""
        return self.reading.job and self.reading.act == "request"

    @property
    def above_start(self) -> bool:
        """Whether the partner leads more than at the start."""
        start = start_dial(self.scene, self.state.start_level)["initiative"]
        return self.state.dial["initiative"] > start + 0.001


@dataclass(frozen=True)
class Rule:
    """When it holds, the dial moves so, for this reason."""

    when: Callable[[Moment], bool]
    moves: Callable[[Moment], Mapping[DialPart, float]]
    reason: str


def ease(dial: DialSetting) -> float:
    """How easy the dial makes it, 0-1: the mean of the five parts, each towards its easy end."""
    easier = dial["warmth"] + dial["initiative"]
    harder = dial["ambiguity"] + dial["pace"] + dial["topic_risk"]
    return (easier + 3.0 - harder) / len(DIAL_PARTS)


def level_of(dial: DialSetting, before: Level) -> Level:
    """The level that the dial stands at; it changes only when well past the line between two."""
    value = round(ease(dial), 6)
    easy_at = EASY_ABOVE - STICKINESS if before == "easy" else EASY_ABOVE + STICKINESS
    hard_at = HARD_BELOW + STICKINESS if before == "hard" else HARD_BELOW - STICKINESS
    if value >= easy_at:
        return "easy"
    return "hard" if value <= hard_at else "middle"


def stands(value: float) -> Literal["low", "middle", "high"]:
    """Where one part of the dial stands."""
    if value < 0.35:
        return "low"
    return "high" if value > 0.65 else "middle"


def moved(dial: DialSetting, by: Mapping[DialPart, float]) -> dict[DialPart, float]:
    """The dial with some parts moved, each kept between its ends."""
    return {
        part: round(min(HIGHEST, max(LOWEST, dial[part] + by[part])), 4)
        if by.get(part)
        else dial[part]
        for part in DIAL_PARTS
    }


def turned(scene: Scene, state: SceneState, reading: Reading) -> DialMove:
    """How this turn moves the dial; the first rule that holds decides."""
    moment = Moment(scene, state, reading)
    rule = next(rule for rule in _RULES if rule.when(moment))
    return DialMove(dict(state.dial), moved(state.dial, rule.moves(moment)), rule.reason)


def slowed(dial: DialSetting) -> DialMove:
    """The dial after the member asked for it slower."""
    by: dict[DialPart, float] = {"pace": -0.15, "initiative": 0.1}
    return DialMove(dict(dial), moved(dial, by), "You asked for it slower.")


def _running(exchanges: tuple[Exchange, ...], holds: Callable[[Exchange], bool]) -> int:
    count = 0
    for exchange in reversed(exchanges):
        if exchange.kind == "choice" or not holds(exchange):
            break
        count += 1
    return count


def _by(**parts: float) -> Callable[[Moment], Mapping[DialPart, float]]:
    moves: dict[DialPart, float] = {part: parts[part] for part in DIAL_PARTS if part in parts}
    return lambda _: moves


def _nearer(moment: Moment) -> Mapping[DialPart, float]:
    """More help after a word that left everything open: a little where there is much already."""
    if moment.running_stuck:
        return {"initiative": 0.15, "pace": -0.1}
    high = moment.state.dial["initiative"] >= HIGH_INITIATIVE
    return {"initiative": 0.05 if high else 0.1}


def _does(*acts: str) -> Callable[[Moment], bool]:
    return lambda moment: moment.reading.act in acts


def _mends(moment: Moment) -> bool:
    last = moment.state.exchanges[-1] if moment.state.exchanges else None
    return bool(last and last.act == "rude" and "apology" in moment.reading.acts)


def _misses_the_ask(moment: Moment) -> bool:
    """A whole line in the first beat, without what the member came for in it."""
    first = moment.state.beat == moment.scene.beats[0].id
    return first and not moment.reading.job and moment.reading.act in _ASKLESS


def _warm(moment: Moment) -> bool:
    return "thanks" in moment.reading.acts and moment.reading.words >= WARM_TURN


def _follows(moment: Moment) -> bool:
    return moment.reading.act in {"follow_up", "question"} and bool(
        moment.reading.came_back or moment.state.fact
    )


def _own_too(moment: Moment) -> bool:
    return _follows(moment) and "self_disclosure" in moment.reading.acts


def _at_ease(moment: Moment) -> bool:
    """Whole sentences turn after turn, none of them heavy or sorry: there is room for more."""
    plain = not {"apology", "heavy", "refusal", "rude"} & {moment.reading.act, *moment.reading.acts}
    return plain and moment.reading.words >= FULL_ASK and moment.running_full > 0


def _long_past(moment: Moment) -> bool:
    return bool(moment.reading.passed) and moment.reading.words >= LONG_TURN


_RULES: tuple[Rule, ...] = (
    Rule(_does("rude"), _by(warmth=-0.2), "A rude turn cost some warmth."),
    Rule(_mends, _by(warmth=0.1), "You said sorry, and half of the warmth came back."),
    Rule(
        _does("silence"),
        _by(initiative=0.1, pace=-0.1),
        "You said nothing, so the next line did more of the work and took more time.",
    ),
    Rule(_does("nod"), _by(), "The nod said it all, so nothing changed."),
    Rule(_does("silent"), _by(), "Waiting was a whole turn there, so nothing changed."),
    Rule(
        lambda m: ASKS_AGAIN in m.reading.flags and not m.reading.job,
        _by(pace=-0.1),
        "You asked for it again, so it was said again, with more time.",
    ),
    Rule(
        _does("heavy"),
        _by(pace=-0.1, ambiguity=-0.1),
        "You said something heavy, so everything slowed down.",
    ),
    Rule(
        lambda m: "offers_help" in m.reading.flags,
        _by(warmth=0.05),
        "You offered to help, and that was liked.",
    ),
    Rule(
        lambda m: m.asks_now and m.reading.words >= FULL_ASK,
        _by(initiative=-0.1),
        "You said what you came for in one go, so you were led less.",
    ),
    Rule(lambda m: m.asks_now, _by(), "It was short and it did the whole job, so nothing changed."),
    Rule(
        lambda m: m.reading.stuck,
        _nearer,
        "It was a word or so and left things open, so the next line came nearer to meet you.",
    ),
    Rule(
        lambda m: bool(m.reading.took) and _does("follow_up", "question")(m),
        _by(initiative=-0.1, topic_risk=0.1),
        "You picked up what was left lying, so you were led less.",
    ),
    Rule(
        _at_ease,
        _by(initiative=-0.2, ambiguity=0.2, pace=0.05),
        "You spoke in whole sentences, turn after turn, so you were led less.",
    ),
    Rule(
        lambda m: m.reading.job and m.running_jobs > 0 and m.above_start,
        _by(initiative=-0.05),
        "You gave two answers running, so a little of the help was taken back.",
    ),
    Rule(
        lambda m: m.reading.job and "joke" not in m.reading.acts,
        _by(),
        "It was a short answer to a short question, so nothing changed.",
    ),
    Rule(
        _misses_the_ask,
        _by(ambiguity=-0.05),
        "There was no ask in it to be found, so you were told plainly what was needed.",
    ),
    Rule(_own_too, _by(topic_risk=0.05), "You followed up with something of your own."),
    Rule(_follows, _by(ambiguity=0.05), "You came back for more, so no more help was needed."),
    Rule(
        _long_past,
        _by(initiative=0.05),
        "You let what was left lying go by, so the next line helped the talk along.",
    ),
    Rule(
        lambda m: _warm(m) and m.longest,
        _by(initiative=-0.1, ambiguity=0.05),
        "It was your longest line and nobody had asked for it, so less was explained.",
    ),
    Rule(_warm, _by(initiative=-0.05), "You gave something friendly, so you were led less."),
    Rule(_does("joke"), _by(ambiguity=0.05), "You were at ease, so fewer looks were explained."),
    Rule(
        lambda m: m.reading.act == "self_disclosure" and m.reading.words >= FULL_ASK,
        _by(initiative=-0.05, ambiguity=0.05),
        "You said something of your own, so you were led less.",
    ),
    Rule(lambda _: True, _by(), "Nothing in that turn called for a change."),
)
