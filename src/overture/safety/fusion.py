"""What the head heard and what the patterns found in one text, put side by side as numbers.

A small logistic model weighs them (`overture.safety.head`). It learns from messages that neither
the head nor those who wrote the patterns had seen, and so how far each is to be trusted.
"""

import re

import numpy as np
from numpy.typing import NDArray

from overture.content.schema.safety import Topic
from overture.safety.signals import Reading

SHORT = 4
"""Words up to which a text says too little to be judged by its sound."""

SCALE = 2.0

# Text about a made thing, a match, a job, a form, or in somebody else's mouth.
ELSEWHERE = frozenset({"fiction", "game", "work", "question_put", "quoted_other"})
LIGHTER = ELSEWHERE | {"trivial", "qualified", "love_life"}

# Hints that say something of a mood, and not only hold a word of the field.
DESPAIR = frozenset({"wanting_out", "spent", "tidying"})

_CUES = (
    *("work", "resolved", "joke", "fear", "question_put", "quoted_other"),
    *("love_life", "trivial", "qualified"),
)
_OTHERS: tuple[Topic, ...] = ("third_person", "harm_from_others", "violence", "voices", "eating")


def row(reading: Reading, whole: float, strongest: float) -> NDArray[np.float32]:
    """One text as a row: the scores of the whole and of its strongest part, and what was read."""
    return np.array([whole / SCALE, strongest / SCALE, *_read(reading)], dtype=np.float32)


def is_short(reading: Reading) -> bool:
    """Whether a text says too little to be judged by its sound."""
    return len(re.findall(r"\w+", reading.folded)) <= SHORT


def _read(reading: Reading) -> list[bool]:
    explicit, clear = (reading.of("self_harm", one) for one in ("explicit", "clear"))
    hints = {sign.id for sign in reading.of("self_harm", "hint")}
    return [
        any(not sign.cues & LIGHTER for sign in explicit),
        any(sign.cues & LIGHTER for sign in explicit),
        any(not sign.cues & LIGHTER for sign in clear),
        any(sign.cues & LIGHTER for sign in clear),
        bool(hints & DESPAIR),
        "perhaps_leaving" in hints,
        "field" in hints,
        len(hints) > 1,
        "negated" in reading.set_aside,
        "idiom" in reading.set_aside,
        bool(reading.cues & {"fiction", "game"}),
        "past" in reading.cues and "present" not in reading.cues,
        *(cue in reading.cues for cue in _CUES),
        any(reading.of(topic, "explicit", "clear") for topic in _OTHERS),
        is_short(reading),
    ]
