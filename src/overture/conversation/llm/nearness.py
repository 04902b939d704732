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
    return nearness(sentence, task) < (QUESTION_AT_LEAST if "?" in sentence else AT_LEAST)


def nearness(sentence: str, task: Task) -> float:
    """Cosine to the nearer of the member's turn and the guided words."""
    others = [text for text in (task.guided, task.said) if text.strip()]
    return max((float(_vector(sentence) @ _vector(text)) for text in others), default=1.0)


@lru_cache(maxsize=64)
def _vector(text: str) -> NDArray[np.float32]:
    vector: NDArray[np.float32] = encoder().encode([text])[0]
    return vector
