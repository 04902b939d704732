"""Train the head of the screen from authored messages: `python -m overture.safety.training`.

It learns risk and near misses from the files named in SETS, and what ordinary talk sounds like from
the rest of the library (`overture.safety.everyday`). Ordinary texts weigh less each, because there
are ten of them to every message at risk; what the program itself puts into a member's mouth weighs
three times a near miss, because a question about that would be the program's own doing.

Thresholds are chosen on the training side only. Each message is judged by a head that has not seen
its group: the style and file it was written in, the act, or the scene. Messages of one group were
written in one breath, so leaving out single messages would flatter the head. Of the settings that
ask at most 2.5 in 100 near misses and at most 5 in 1,000 ordinary texts, the one that catches most
risk is taken, and of equals the one that asks least.

The patterns were written with these messages in sight, so "catches most" is counted as if no clear
pattern had known the message: the head must carry what the patterns will not know in messages
still unwritten. The held-out messages are never read here, but that texts which equal one of them
are left out.
"""

import hashlib
import zlib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import product
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from overture.language import encoder, heads
from overture.safety import everyday, judgement, library, needs, signals, text
from overture.safety import head as risk
from overture.safety.head import RiskHead, Thresholds
from overture.safety.judgement import judge
from overture.safety.signals import Reading, read_folded
from overture.safety.text import folded

SETS = (
    *("risk", "benign", "development", "development-2", "development-3"),
    *("development-4", "development-5"),
)
HELD_OUT = ("heldout", "heldout-2", "heldout-everyday")
FOLDS = 5
PENALTY = 0.3
ORDINARY_WEIGHT, OFFERED_WEIGHT = 0.3, 3.0
NEAR_MISSES_AT_MOST, ORDINARY_AT_MOST = 0.025, 0.005

_ALONE = (0.5, 0.55, 0.6, 0.65, 0.7, 0.8)
_WITH_HINT = (0.15, 0.2, 0.25, 0.3)
_IN_CONTEXT = (0.9, 0.95)
_WEIGHT = {"ordinary": ORDINARY_WEIGHT, "offered": OFFERED_WEIGHT}
_FAINT = 0.3
_DOUBTFUL = 0.02  # costs no risk message of the training side in cross-validation

_CODE = (text, signals, needs, judgement, risk, everyday, heads)
_DATA = ("patterns.toml", "context.toml")


@dataclass(frozen=True)
class Message:
    """One text to learn from. `group` names what was written in one breath with it."""

    text: str
    plain: str
    label: str
    group: str

    @property
    def at_risk(self) -> bool:
        """Whether somebody writing this may be at risk."""
        return self.label in {"acute", "concern"}


@dataclass(frozen=True)
class Rates:
    """Shares of judged messages: risk caught, and near misses and ordinary texts asked about."""

    recall: float
    questions: float
    ordinary: float
    protocols: float


def messages() -> list[Message]:
    """Everything that is learned from; of texts that fold alike only the first."""
    kept = set(_held_out())
    found: list[Message] = []
    for words, label, group in _authored():
        plain = folded(words)
        if plain and plain not in kept:
            kept.add(plain)
            found.append(Message(words, plain, label, group))
    return found


def examples_digest() -> str:
    """SHA-256 over all that a head depends on; a head of another digest is stale.

    The messages with their labels, the patterns and context rules, and the code that folds a text,
    reads its signs, judges it and makes features of it. Only the words of scenes and taps are left
    out: they change often, and a test screens every one of them instead.
    """
    content = hashlib.sha256()
    for words, label, group in _authored():
        if not group.startswith(("scenes/", "taps")):
            content.update(f"{group}\0{label}\0{words}\0".encode())
    files = [library.FOLDER / name for name in _DATA]
    files += [Path(str(module.__file__)) for module in _CODE]
    for path in [*files, Path(__file__)]:
        content.update(path.read_bytes())
    return content.hexdigest()


def train() -> tuple[RiskHead, dict[str, float]]:
    """The trained head with its thresholds, and the cross-validated figures behind them."""
    known = messages()
    vectors = encoder().encode([message.text for message in known])
    rows = risk.features(vectors, [message.plain for message in known])
    readings = [read_folded(message.plain) for message in known]
    unseen = unseen_probabilities(rows, known)
    thresholds = choose(readings, unseen, known)
    trained = RiskHead(_fit(rows, known), thresholds, examples_digest(), encoder().digest)
    return trained, vars(rates(readings, unseen, known, thresholds))


def unseen_probabilities(
    rows: NDArray[np.float32], known: Sequence[Message]
) -> NDArray[np.float64]:
    """For each row the probability of a head that saw nothing of its group."""
    fold = np.array([zlib.crc32(message.group.encode()) % FOLDS for message in known])
    found = np.zeros(len(known))
    for number in range(FOLDS):
        out = fold == number
        seen = [message for message, left in zip(known, out, strict=True) if not left]
        found[out] = _fit(rows[~out], seen).probabilities(rows[out])[:, 0]
    return found


def _fit(rows: NDArray[np.float32], known: Sequence[Message]) -> heads.LinearHead:
    wanted = np.array([[float(message.at_risk)] for message in known])
    weighed = np.array([[_WEIGHT.get(message.label, 1.0)] for message in known])
    return heads.train(rows, wanted, ["risk"], penalty=PENALTY, importance=weighed, folds=1)


def choose(
    readings: Sequence[Reading], probabilities: NDArray[np.float64], known: Sequence[Message]
) -> Thresholds:
    """The thresholds of the rule at the head of this module.

    Raises ValueError where no setting keeps within the limits.
    """
    settings = (
        Thresholds(alone, with_hint, in_context, _FAINT, _DOUBTFUL)
        for alone, with_hint, in_context in product(_ALONE, _WITH_HINT, _IN_CONTEXT)
        if with_hint <= alone <= in_context
    )
    at_risk = np.array([message.at_risk for message in known])
    bare = [_without_patterns(r) for r, risky in zip(readings, at_risk, strict=True) if risky]
    found = [
        (_caught(bare, probabilities[at_risk], one), -asked.questions, one)
        for one in settings
        if (asked := rates(readings, probabilities, known, one)).questions <= NEAR_MISSES_AT_MOST
        and asked.ordinary <= ORDINARY_AT_MOST
    ]
    if not found:
        raise ValueError("no thresholds keep the questions within their limits")
    return max(found, key=lambda entry: entry[:2])[2]


def _caught(
    readings: Sequence[Reading], probabilities: NDArray[np.float64], limits: Thresholds
) -> float:
    """The share that is asked about or answered."""
    judged = [judge(r, float(p), limits) for r, p in zip(readings, probabilities, strict=True)]
    return float(np.mean([one.weight in {"explicit", "clear"} for one in judged]))


def _without_patterns(reading: Reading) -> Reading:
    """The reading as if only hints had matched."""
    return replace(reading, signs=tuple(s for s in reading.signs if s.strength == "hint"))


def rates(
    readings: Sequence[Reading],
    probabilities: NDArray[np.float64],
    known: Sequence[Message],
    limits: Thresholds,
) -> Rates:
    """How one setting judges messages, each alone."""
    weights = np.array(
        [judge(r, float(p), limits).weight for r, p in zip(readings, probabilities, strict=True)]
    )
    spoken = np.isin(weights, ("explicit", "clear"))
    at_risk = np.array([message.at_risk for message in known])
    ordinary = np.array([message.label in _WEIGHT for message in known])
    return Rates(
        recall=float(spoken[at_risk].mean()),
        questions=float(spoken[~at_risk & ~ordinary].mean()),
        ordinary=float(spoken[ordinary].mean()),
        protocols=float((weights[~at_risk] == "explicit").mean()),
    )


def _authored() -> Iterator[tuple[str, str, str]]:
    """Text, label and group of everything there is to learn from."""
    for name in SETS:
        for group in library.examples(name).group:
            yield from ((words, group.label, f"{name}/{group.style}") for words in group.texts)
    for ordinary in everyday.everyday():
        yield ordinary.text, "offered" if ordinary.offered else "ordinary", ordinary.group


def _held_out() -> Iterator[str]:
    for name in HELD_OUT:
        for group in library.examples(name).group:
            yield from map(folded, group.texts)
    yield from (folded(ordinary.text) for ordinary in everyday.held_out_acts())


def build(path: Path = risk.FILE) -> dict[str, float]:
    """Train and write the head. Returns the cross-validated figures."""
    trained, figures = train()
    risk.dump(trained, {name: round(value, 4) for name, value in figures.items()}, path)
    return figures


if __name__ == "__main__":
    build()
