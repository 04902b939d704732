"""The dedicated head of the screen: how much a text sounds like risk to oneself, as 0-1.

It reads the sentence vector beside a bag of words and word pairs, because the vector knows what a
text is about and the words know which side of it the writer stands on.
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
from overture.safety.library import FOLDER

BUCKETS = 2_048
"""Places for hashed words and word pairs."""

FILE = FOLDER / "head.json"

Floats = NDArray[np.float32]


class HeadUnreadableError(ValueError):
    """The shipped head is missing, damaged or not the one its digest names."""


@dataclass(frozen=True)
class Thresholds:
    """Probabilities of the head, chosen by cross-validation on the training side.

    `alone`: enough for the question by itself. `with_hint`: enough beside a hint or under watch.
    `in_context`: what a clear sign still needs when its context says film, work or the like.
    `faint`: adds to the accumulated concern of the state. `doubtful`: under this even a clear sign
    is only faint.
    """

    alone: float
    with_hint: float
    in_context: float
    faint: float
    doubtful: float


@dataclass(frozen=True)
class RiskHead:
    """The trained head with its thresholds and what it was trained on."""

    head: LinearHead
    thresholds: Thresholds
    examples_digest: str
    encoder_digest: str

    def probability(self, vector: Floats, plain: str) -> float:
        """Probability for one text from its vector (384,) and its folded words."""
        return float(self.head.probabilities(features(vector[None, :], [plain]))[0, 0])

    def words_score(self, plain: str) -> float:
        """What the words alone add to the score; cheap, used to choose what to read closer."""
        return float((bag(plain) @ self.head.weights[-BUCKETS:, 0]).item())


def bag(plain: str) -> Floats:
    """Unit vector (BUCKETS,) of hashed words and word pairs; zero for no words."""
    words = re.findall(r"[a-z0-9]+", plain)
    counts = np.zeros(BUCKETS, dtype=np.float32)
    for term in [*words, *(f"{a} {b}" for a, b in pairwise(words))]:
        counts[zlib.crc32(term.encode()) % BUCKETS] += 1.0
    length = float(np.linalg.norm(counts))
    return counts / np.float32(length) if length else counts


def features(vectors: Floats, plain: Sequence[str]) -> Floats:
    """Vectors (n, 384) beside bags of the folded texts: (n, 384 + BUCKETS)."""
    return np.hstack([vectors, np.stack([bag(text) for text in plain])]).astype(np.float32)


def dump(trained: RiskHead, figures: dict[str, float], path: Path = FILE) -> None:
    """Write the head as JSON, weights as base64 of little-endian float32."""
    numbers = np.append(trained.head.weights[:, 0], trained.head.biases).astype("<f4")
    content = {
        "schema": "safety-head/1",
        "examples": trained.examples_digest,
        "encoder": trained.encoder_digest,
        "digest": trained.head.digest,
        "thresholds": vars(trained.thresholds),
        "cross_validated": figures,
        "numbers": base64.b64encode(numbers.tobytes()).decode(),
    }
    path.write_text(json.dumps(content, indent=1) + "\n", encoding="utf-8")


@cache
def shipped(path: Path = FILE) -> RiskHead:
    """The head that ships with the package. Raises HeadUnreadableError if it was altered."""
    try:
        content = json.loads(path.read_text(encoding="utf-8"))
        numbers = np.frombuffer(base64.b64decode(content["numbers"]), dtype="<f4")
        head = LinearHead(("risk",), numbers[:-1, None].astype(np.float32), numbers[-1:].copy())
        thresholds = Thresholds(**content["thresholds"])
        trained = RiskHead(head, thresholds, content["examples"], content["encoder"])
    except (OSError, KeyError, TypeError, ValueError) as error:
        raise HeadUnreadableError(f"{path} cannot be read: {error}") from error
    if head.digest != content["digest"]:
        raise HeadUnreadableError(f"{path} does not match its digest")
    return trained
