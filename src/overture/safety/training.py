"""Train the head of the screen from the authored messages: `python -m overture.safety.training`.

Thresholds are chosen on the training side only, by five-fold cross-validation of the head together
with the patterns and context rules. Of the settings that ask at most 2.5 in 100 near-miss benign
messages, the one that catches most risk is taken, and of equals the one that asks least.

The patterns were written with these messages in sight, so two things are stricter than they look:
the limit lies under the 3 in 100 aimed at, and "catches most" is counted as if no clear pattern had
known the message, so that the head must carry what the patterns will not know in messages still
unwritten. The held-out messages are never read here.
"""

import hashlib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import product
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from overture.language import encoder, heads
from overture.safety import head as risk
from overture.safety import library
from overture.safety.head import RiskHead, Thresholds
from overture.safety.judgement import judge
from overture.safety.signals import Reading, read

SETS = ("risk", "benign", "development", "development-2", "development-3")
PENALTY = 0.1
QUESTIONS_AT_MOST = 0.025

_ALONE = (0.65, 0.7, 0.75, 0.8)
_WITH_HINT = (0.25, 0.3, 0.4)
_IN_CONTEXT = (0.9, 0.95)
_FAINT = 0.3
_DOUBTFUL = 0.02  # costs no risk message of the training side in cross-validation


@dataclass(frozen=True)
class Rates:
    """Shares of one judged set: risk caught, and benign messages asked or sent to the protocol."""

    recall: float
    questions: float
    protocols: float


def examples_digest() -> str:
    """SHA-256 over the training messages and their labels; a head of another digest is stale."""
    content = hashlib.sha256()
    for text, label in _messages():
        content.update(f"{label}\0{text}\0".encode())
    return content.hexdigest()


def train() -> tuple[RiskHead, dict[str, float]]:
    """The trained head with its thresholds, and the cross-validated figures behind them."""
    messages = list(_messages())
    readings = [read(text) for text, _ in messages]
    rows = risk.features(
        encoder().encode([text for text, _ in messages]), [reading.folded for reading in readings]
    )
    at_risk = np.array([[float(label != "benign")] for _, label in messages])
    fitted, unseen = heads.train_and_judge(rows, at_risk, ["risk"], penalty=PENALTY)
    thresholds = choose(readings, unseen[:, 0], at_risk[:, 0] > 0)
    trained = RiskHead(fitted, thresholds, examples_digest(), encoder().digest)
    return trained, vars(rates(readings, unseen[:, 0], at_risk[:, 0] > 0, thresholds))


def choose(
    readings: Sequence[Reading], probabilities: NDArray[np.float64], at_risk: NDArray[np.bool_]
) -> Thresholds:
    """The thresholds of the rule at the head of this module."""
    settings = [
        Thresholds(a, h, c, _FAINT, _DOUBTFUL)
        for a, h, c in product(_ALONE, _WITH_HINT, _IN_CONTEXT)
    ]
    unknown = [_without_patterns(reading) for reading in readings]
    found = [
        (rates(unknown, probabilities, at_risk, one).recall, -asked, one)
        for one in settings
        if (asked := rates(readings, probabilities, at_risk, one).questions) <= QUESTIONS_AT_MOST
    ]
    if not found:
        raise ValueError("no thresholds keep the questions within their limit")
    return max(found, key=lambda entry: entry[:2])[2]


def _without_patterns(reading: Reading) -> Reading:
    """The reading as if only hints had matched."""
    return replace(reading, signs=tuple(s for s in reading.signs if s.strength == "hint"))


def rates(
    readings: Sequence[Reading],
    probabilities: NDArray[np.float64],
    at_risk: NDArray[np.bool_],
    limits: Thresholds,
) -> Rates:
    """How one setting judges messages, each alone."""
    weights = np.array(
        [judge(r, float(p), limits).weight for r, p in zip(readings, probabilities, strict=True)]
    )
    spoken = np.isin(weights, ("explicit", "clear"))
    return Rates(
        recall=float(spoken[at_risk].mean()),
        questions=float(spoken[~at_risk].mean()),
        protocols=float((weights[~at_risk] == "explicit").mean()),
    )


def _messages() -> Iterator[tuple[str, str]]:
    for name in SETS:
        for group in library.examples(name).group:
            yield from ((text, group.label) for text in group.texts)


def build(path: Path = risk.FILE) -> dict[str, float]:
    """Train and write the head. Returns the cross-validated figures."""
    trained, figures = train()
    risk.dump(trained, {name: round(value, 4) for name, value in figures.items()}, path)
    return figures


if __name__ == "__main__":
    build()
