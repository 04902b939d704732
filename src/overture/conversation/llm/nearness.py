"""Whether a sentence belongs to the turn: near what was said, or near what people wrote for it."""

from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

from overture.conversation.llm.task import Task
from overture.language import encoder

AT_LEAST, QUESTION_AT_LEAST = 0.15, 0.05
"""Cosines below which a sentence is about something else. Of the authored cases' own sentences,
taken with the member's turn alone, the lowest statement reaches 0.16 and the lowest question 0.07.
"""
BRIEF = 3
"""Words of a sentence that is too short to be about anything."""


def strays(sentence: str, task: Task) -> bool:
    """Whether a sentence has to do neither with the member's turn nor with the guided words."""
    if len(sentence.split()) <= BRIEF:
        return False
    least = QUESTION_AT_LEAST if "?" in sentence else AT_LEAST
    # The member's turn first: the screen has had its vector made already.
    others = [text for text in (task.said, task.guided) if text.strip()]
    return bool(others) and all(_cosine(sentence, text) < least for text in others)


def _cosine(one: str, other: str) -> float:
    return float(_vector(one) @ _vector(other))


@lru_cache(maxsize=64)
def _vector(text: str) -> NDArray[np.float32]:
    vector: NDArray[np.float32] = encoder().encode([text])[0]
    return vector
