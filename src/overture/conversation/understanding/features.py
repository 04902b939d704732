"""What the classifier sees of a text: its meaning, its words, and signs counted from the lists."""

import re
import zlib
from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from overture.conversation.understanding import lexicon
from overture.conversation.understanding.lexicon import PhraseList, phrases
from overture.conversation.understanding.patterns import by_words
from overture.conversation.understanding.text import Turn, prepare
from overture.language import Encoder

BUCKETS = 512
"""Words and pairs of words are counted into this many places; few enough to learn from."""

SIGN_WEIGHT = 0.2
"""Brings the signs, each about 1 when there, to the size of the other parts."""

_PRONOUNS = ("you", "i", "my", "we", "he", "she", "they", "your", "not", "dont", "cant")
_WORD = re.compile(r"[^\W_]+|[^\w\s]")

Matrix = NDArray[np.float32]


def features(texts: Sequence[str], encoder: Encoder) -> Matrix:
    """One row a text: sentence vector, hashed words and signs, side by side."""
    turns = [prepare(text) for text in texts]
    return np.hstack(
        [
            encoder.encode([turn.text for turn in turns]),
            np.array([_hashed(turn) for turn in turns], dtype=np.float32).reshape(-1, BUCKETS),
            np.array([signs(turn) for turn in turns], dtype=np.float32) * SIGN_WEIGHT,
        ]
    ).astype(np.float32)


def _hashed(turn: Turn) -> NDArray[np.float64]:
    """Counts of words and pairs, damped by the square root, of length one."""
    words = _WORD.findall(turn.plain)
    pairs = zip(["^", *words], [*words, "$"], strict=True)
    counts = np.zeros(BUCKETS)
    for name in (*words, *(f"{first}_{second}" for first, second in pairs)):
        counts[zlib.crc32(name.encode()) % BUCKETS] += 1
    damped = np.sqrt(counts)
    return np.asarray(damped / max(float(np.linalg.norm(damped)), 1e-9))


def signs(turn: Turn) -> list[float]:
    """Patterns, feelings, time, laughter, insults, pronouns and the shape of the text."""
    counts = [float(min(given.count(turn.plain), 3)) for given in _lists()]
    return [*map(float, by_words(turn)), *counts, *_shape(turn)]


def _lists() -> list[PhraseList]:
    lists = lexicon.words()
    given = (
        *lists.feelings.values(),
        lists.upcoming,
        lists.past,
        lists.short.laughter,
        lists.refused.self_insult,
        lists.refused.abuse,
        *((word,) for word in _PRONOUNS),
    )
    return [phrases(one) for one in given]


def _shape(turn: Turn) -> list[float]:
    text, words = turn.text.rstrip(), len(turn.tokens)
    return [
        float(text.endswith("?")),
        float("?" in text),
        float("!" in text),
        float(text.endswith(("...", "…"))),
        float(any(mark in text for mark in '"“”')),
        float(words <= 2),
        float(words <= 4),
        float(np.log1p(words)) / 3,
    ]
