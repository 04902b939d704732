"""What the classifier sees of a text: its meaning, its words, and signs counted from the lists."""

import re
import zlib
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

from overture.content.schema.acts import TOPICS
from overture.conversation.understanding import lexicon
from overture.conversation.understanding.lexicon import PhraseList, phrases
from overture.conversation.understanding.patterns import by_words
from overture.conversation.understanding.text import Turn, prepare
from overture.language import Encoder

WORDS, LETTERS = 1024, 1024
"""Words and pairs of words, and runs of letters, are counted into so many places each.

Runs of letters keep a misspelt word near the right one. In cross-validation these read 2 in 100
messages more right than 512 places for words alone; four times as many read 1 more, and would
take minutes to learn.
"""

SHORTEST_RUN, LONGEST_RUN = 3, 5

MEANING_WEIGHT, WORD_WEIGHT, SIGN_WEIGHT = 1.5, 1.5, 0.2
"""Bring the parts to sizes at which one penalty suits all; signs are about 1 each when there."""

_PRONOUNS = ("you", "i", "my", "we", "he", "she", "they", "your", "not", "dont", "cant")
_WORD = re.compile(r"[^\W_]+|[^\w\s]")

Matrix = NDArray[np.float32]


def features(texts: Sequence[str], encoder: Encoder) -> Matrix:
    """One row a text: sentence vector, hashed words and signs, side by side."""
    turns = [prepare(text) for text in texts]
    return np.hstack(
        [
            encoder.encode([turn.text for turn in turns]) * MEANING_WEIGHT,
            _rows([_hashed(_words(turn), WORDS) for turn in turns], WORDS) * WORD_WEIGHT,
            _rows([_hashed(_runs(turn), LETTERS) for turn in turns], LETTERS),
            np.array([signs(turn) for turn in turns], dtype=np.float32) * SIGN_WEIGHT,
        ]
    ).astype(np.float32)


def _rows(counts: Sequence[NDArray[np.float64]], places: int) -> Matrix:
    return np.array(counts, dtype=np.float32).reshape(-1, places)


def _words(turn: Turn) -> Iterator[str]:
    """The words and marks, and each with the next."""
    words = _WORD.findall(turn.plain)
    yield from words
    yield from (f"{one}_{two}" for one, two in pairwise(["^", *words, "$"]))


def _runs(turn: Turn) -> Iterator[str]:
    """Every run of three to five letters, over the ends of words too."""
    shown = turn.plain
    for length in range(SHORTEST_RUN, LONGEST_RUN + 1):
        yield from (shown[at : at + length] for at in range(len(shown) - length + 1))


def _hashed(names: Iterable[str], places: int) -> NDArray[np.float64]:
    """Counts of names in so many places, damped by the square root, of length one."""
    found = Counter(zlib.crc32(name.encode()) % places for name in names)
    counts = np.zeros(places)
    counts[list(found)] = np.sqrt(list(found.values()))
    return np.asarray(counts / max(float(np.linalg.norm(counts)), 1e-9))


def signs(turn: Turn) -> list[float]:
    """Patterns, feelings, time, turns of luck, laughter, insults, pronouns, topics and shape."""
    counts = [float(min(given.count(turn.plain), 3)) for given in _lists()]
    return [*map(float, by_words(turn)), *counts, *map(float, topic_words(turn)), *_shape(turn)]


def topic_words(turn: Turn) -> list[int]:
    """For each topic, how many words of its bank the turn holds, two at most."""
    said, listed = frozenset(turn.tokens), lexicon.words().topics
    return [min(len(said & listed.get(topic, frozenset())), 2) for topic in TOPICS]


def _lists() -> list[PhraseList]:
    lists = lexicon.words()
    given = (
        *lists.feelings.values(),
        lists.upcoming,
        lists.past,
        lists.went_well,
        lists.went_badly,
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
