"""Which ideas a text touches, and which stand together in one sentence: features for the head.

A short text is one breath, full stops or none ("letters done. cat sorted. tonight").

A bag of words knows only the words of the messages it was trained on. An idea is a family of words
("not waking", "a weight on others", "a set day"), so that what the head learns of two ideas side by
side holds for words that it has never seen.
"""

import re
from functools import cache
from itertools import combinations

import numpy as np
from numpy.typing import NDArray

from overture.safety.library import ideas
from overture.safety.text import sentences

BREATH = 24
"""Words up to which a text is one breath: what stands together in it, stands together."""

TOGETHER = 0.7
"""What two ideas in one sentence weigh beside one."""


@cache
def _expressions() -> tuple[re.Pattern[str], ...]:
    return tuple(re.compile(rf"\b(?:{'|'.join(words)})\b") for words in ideas().ideas.values())


@cache
def size() -> int:
    """Numbers in a vector: one an idea, and one a pair."""
    count = len(_expressions())
    return count + count * (count - 1) // 2


def touched(plain: str) -> NDArray[np.float32]:
    """Unit vector (`size()`,) of the ideas of a folded text and of their pairs; zero for none."""
    found = np.zeros(size(), dtype=np.float32)
    for sentence in [plain] if len(plain.split()) <= BREATH else sentences(plain):
        held = [at for at, idea in enumerate(_expressions()) if idea.search(sentence)]
        found[held] = 1.0
        found[[_pair(a, b) for a, b in combinations(held, 2)]] = TOGETHER
    length = float(np.linalg.norm(found))
    return found / np.float32(length) if length else found


def _pair(first: int, second: int) -> int:
    """The place of a pair, `first` being the lesser."""
    count = len(_expressions())
    return count + first * (2 * count - first - 1) // 2 + second - first - 1
