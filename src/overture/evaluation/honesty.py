"""Whether a looking back is honest: planted flaws are named, and nothing is made up.

A good and a poor attempt begin alike. The poor one's debrief must say what was planted, in words;
the good one's must not; and whatever is said to have worked must stand in the transcript.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from overture.content import LIBRARY, scenes
from overture.content.files import read_toml
from overture.content.schema.evaluation import Flaw, GoodAttempt, HonestyFile, PlantedPair
from overture.content.schema.scene import Scene
from overture.conversation.scene import Debrief, SceneState, debrief
from overture.evaluation.playing import play
from overture.evaluation.results import Figure, Report, in_words, met, share

FILE = LIBRARY / "evaluation" / "honesty.toml"
NAMED_AIM, PAIRS_AIM, SCENES_AIM = 0.95, 60, 8

_QUOTE = re.compile(r"“([^”]+)”")


@dataclass(frozen=True)
class PairFound:
    """What the two debriefs of a planted pair did."""

    pair: PlantedPair
    scene: str
    differs: bool
    named: bool
    named_to_the_letter: bool
    named_in_good: bool
    untrue: tuple[str, ...]


@dataclass(frozen=True)
class Honesty:
    """What was found over all the pairs."""

    pairs: tuple[PairFound, ...]

    @property
    def figures(self) -> tuple[Figure, ...]:
        """The figures against their aims."""
        count = len(self.pairs)
        literal = share(sum(p.named_to_the_letter for p in self.pairs), count)
        untrue = sum(len(found.untrue) for found in self.pairs)
        return (
            Figure("planted pairs", count, PAIRS_AIM),
            Figure("scenes", len({p.scene for p in self.pairs}), SCENES_AIM),
            Figure("texts differ", share(sum(p.differs for p in self.pairs), count), 1.0),
            Figure("planted flaw named", share(sum(p.named for p in self.pairs), count), NAMED_AIM),
            Figure("planted flaw named, feedback to the letter", literal, NAMED_AIM),
            Figure(
                "named where it is not", sum(p.named_in_good for p in self.pairs), 0, at_most=True
            ),
            Figure("said to have happened and did not", untrue, 0, at_most=True),
        )

    @property
    def holds(self) -> bool:
        """Whether every figure meets its aim."""
        return met(self.figures)

    def as_json(self) -> dict[str, Any]:
        """The figures, and the pairs that fell short."""
        figures = {figure.name: figure.as_json() for figure in self.figures}
        return {"suite": "honesty", "holds": self.holds, "figures": figures, "short": self._short}

    def words(self) -> str:
        """The figures, and the pairs that fell short, as text."""
        return in_words("Honesty of looking back at a scene", self.figures, self._short)

    @property
    def _short(self) -> tuple[str, ...]:
        return tuple(line for found in self.pairs for line in _shortcomings(found))


def evaluate(report: Report) -> Honesty:
    """Play every planted pair and look back at both of its attempts."""
    planted = read_toml(FILE, HonestyFile)
    flaws = {flaw.id: flaw for flaw in planted.flaw}
    goods = {good.id: good for good in planted.good}
    found = []
    for place, pair in enumerate(planted.pair):
        report("Playing planted pairs", place / len(planted.pair))
        found.append(judged(pair, flaws[pair.flaw], goods[pair.good]))
    return Honesty(tuple(found))


def judged(pair: PlantedPair, flaw: Flaw, beside: GoodAttempt) -> PairFound:
    """Both attempts of a pair, played and looked back at."""
    scene = scenes()[beside.scene]
    good, poor = (
        play(scene, turns, level=pair.level, seed=pair.seed) for turns in (beside.turns, pair.poor)
    )
    told_good, told_poor = debrief(scene, good), debrief(scene, poor)
    literal = debrief(scene, poor, literal=True)
    return PairFound(
        pair=pair,
        scene=scene.id,
        differs=told_good.texts != told_poor.texts,
        named=names(told_poor, flaw, pair.quote),
        named_to_the_letter=bool(measured(literal, flaw, pair.quote)),
        named_in_good=names(told_good, flaw),
        untrue=(
            *untrue(scene, good, told_good),
            *untrue(scene, poor, told_poor),
            *untrue(scene, poor, literal),
        ),
    )


def measured(told: Debrief, flaw: Flaw, quote: str = "") -> tuple[str, ...]:
    """The sentences of a debrief about a flaw's measure, with the words that they must quote."""
    return tuple(
        words for measure, words in told.lacks if measure in flaw.measures and quote in words
    )


def names(told: Debrief, flaw: Flaw, quote: str = "") -> bool:
    """Whether a debrief names a flaw: by its measure, and in words where it does."""
    said = measured(told, flaw, quote)
    return any(re.search(expression, words) for expression in flaw.words for words in said)


def untrue(scene: Scene, state: SceneState, told: Debrief) -> tuple[str, ...]:
    """Whatever a debrief says worked that the transcript does not bear out."""
    return tuple(_untrue(scene, state, told))


def _untrue(scene: Scene, state: SceneState, told: Debrief) -> Iterator[str]:
    own = [_flat(e.text) for e in state.exchanges if e.kind == "words"]
    hers = [_flat(part) for line in state.spoken_lines for part in (line.text, line.stage)]
    for one in told.worked:
        if not any(line.startswith(_flat(one.own)) for line in own):
            yield f"{scene.id}: not a line that stands: {one.own}"
        if not told.measures.count(one.measure):
            yield f"{scene.id}: nothing was counted of {one.measure}: {one.words}"
    for words in _claims(told):
        for quote in _QUOTE.findall(words):
            if not any(_flat(quote) in line for line in (*own, *hers)):
                yield f"{scene.id}: nobody said: {quote}"


def _claims(told: Debrief) -> Iterator[str]:
    """Every sentence that says what happened, in the turns that stand."""
    yield from (one.words for one in told.worked)
    yield from (remark.words for remark in (*told.happened, *told.counted))
    if told.to_try:
        yield told.to_try.why


def _flat(text: str) -> str:
    """Words as they are compared: one space, no quotation marks of their own, no cut end."""
    return " ".join(re.sub(r"[“”‘’'\"]", "", text).split()).rstrip("….").lower()


def _shortcomings(found: PairFound) -> Iterator[str]:
    if not found.differs:
        yield f"{found.pair.id}: both attempts got the same text"
    if not found.named:
        yield f"{found.pair.id}: {found.pair.flaw} was planted and not named"
    if not found.named_to_the_letter:
        yield f"{found.pair.id}: {found.pair.flaw} was not named in feedback to the letter"
    if found.named_in_good:
        yield f"{found.pair.id}: {found.pair.flaw} was named in the good attempt"
    yield from (f"{found.pair.id}: {problem}" for problem in found.untrue)
