"""The dedicated head of the screen: how much a text sounds like risk to oneself, as 0-1.

It reads the states of the sentence model beside the ideas and the words of a text: the states know
what a text is about, and the words know which side of it the writer stands on. What it hears is
then weighed beside what the patterns found (`overture.safety.fusion`).
"""

import base64
import json
import re
import zlib
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from itertools import pairwise
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from overture.language import LinearHead
from overture.language.embedding import READINGS
from overture.safety import fusion
from overture.safety.ideas import touched
from overture.safety.library import FOLDER
from overture.safety.signals import Reading

BUCKETS = 2_048
"""Places for hashed words and word pairs."""

READING_WEIGHS, IDEAS_WEIGH = 2.0, 2.0
"""Beside a bag of words that weighs one: there are few messages, and words are many."""

FILE = FOLDER / "head.json"

Floats = NDArray[np.float32]


class HeadUnreadableError(ValueError):
    """The shipped head is missing, damaged or not the one its digest names."""


@dataclass(frozen=True)
class Thresholds:
    """Probabilities chosen by cross-validation on the training side.

    `alone`: enough for the question by itself. `in_context`: enough to count as a sign of its own,
    and what a clear sign still needs when its context says film, work or the like. `faint`: adds
    to the accumulated concern of the state. `doubtful`: under this even a clear sign is only faint.
    """

    alone: float
    in_context: float
    faint: float
    doubtful: float


@dataclass(frozen=True)
class RiskHead:
    """The trained head, what weighs it beside the patterns, its thresholds and its origin."""

    head: LinearHead
    beside: LinearHead
    thresholds: Thresholds
    examples_digest: str
    encoder_digest: str

    def scores(self, readings: Floats, plain: Sequence[str]) -> Floats:
        """How much each text sounds like risk, from readings and folded texts: (n,)."""
        found = features(readings, plain) @ self.head.weights[:, 0] + self.head.biases[0]
        return np.asarray(found, dtype=np.float32)

    def words_score(self, plain: str) -> float:
        """What the words alone add to the score; cheap, used to choose what to read closer."""
        return float((words(plain) @ self.head.weights[READINGS:, 0]).item())

    def probability(self, reading: Reading, whole: float, strongest: float) -> float:
        """Probability of risk for one text, from its scores and from what the patterns read."""
        return float(self.beside.probabilities(fusion.row(reading, whole, strongest)[None])[0, 0])


def bag(plain: str) -> Floats:
    """Unit vector (BUCKETS,) of hashed words and word pairs; zero for no words."""
    words = re.findall(r"[a-z0-9]+", plain)
    counts = np.zeros(BUCKETS, dtype=np.float32)
    for term in [*words, *(f"{a} {b}" for a, b in pairwise(words))]:
        counts[zlib.crc32(term.encode()) % BUCKETS] += 1.0
    length = float(np.linalg.norm(counts))
    return counts / np.float32(length) if length else counts


def words(plain: str) -> Floats:
    """What the words of a folded text say without the encoder: ideas, then the bag."""
    return np.concatenate([IDEAS_WEIGH * touched(plain), bag(plain)])


def features(readings: Floats, plain: Sequence[str]) -> Floats:
    """What the encoder read, beside ideas and bags of the folded texts, one row each."""
    known = np.stack([words(text) for text in plain])
    return np.hstack([READING_WEIGHS * readings, known]).astype(np.float32)


def dump(trained: RiskHead, figures: dict[str, float], path: Path = FILE) -> None:
    """Write the head as JSON, weights as base64 of little-endian float32."""
    content = {
        "schema": "safety-head/2",
        "examples": trained.examples_digest,
        "encoder": trained.encoder_digest,
        "digest": trained.head.digest + trained.beside.digest,
        "thresholds": vars(trained.thresholds),
        "cross_validated": figures,
        "numbers": _written(trained.head),
        "beside": _written(trained.beside),
    }
    path.write_text(json.dumps(content, indent=1) + "\n", encoding="utf-8")


def _written(head: LinearHead) -> str:
    numbers = np.append(head.weights[:, 0], head.biases).astype("<f4")
    return base64.b64encode(numbers.tobytes()).decode()


def _head(written: str) -> LinearHead:
    numbers = np.frombuffer(base64.b64decode(written), dtype="<f4")
    return LinearHead(("risk",), numbers[:-1, None].astype(np.float32), numbers[-1:].copy())


@cache
def shipped(path: Path = FILE) -> RiskHead:
    """The head that ships with the package. Raises HeadUnreadableError if it was altered."""
    try:
        content = json.loads(path.read_text(encoding="utf-8"))
        head, beside = _head(content["numbers"]), _head(content["beside"])
        thresholds = Thresholds(**content["thresholds"])
        trained = RiskHead(head, beside, thresholds, content["examples"], content["encoder"])
    except (OSError, KeyError, TypeError, ValueError) as error:
        raise HeadUnreadableError(f"{path} cannot be read: {error}") from error
    if head.digest + beside.digest != content["digest"]:
        raise HeadUnreadableError(f"{path} does not match its digest")
    return trained
