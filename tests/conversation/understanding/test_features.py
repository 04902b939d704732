"""What the classifier sees of a text."""

import numpy as np
import pytest

from overture.content.schema.acts import TOPICS
from overture.conversation.understanding import lexicon
from overture.conversation.understanding.features import features, topic_words
from overture.conversation.understanding.lexicon import phrases
from overture.conversation.understanding.text import prepare
from overture.language import encoder


def row(text: str) -> np.ndarray:
    return features([text], encoder())[0]


def test_a_misspelt_word_stays_nearer_than_another() -> None:
    right, misspelt, other = (row(t) for t in ("i am lonely", "i am lonley", "i am hungry"))
    assert np.linalg.norm(right - misspelt) < np.linalg.norm(right - other)


def test_every_row_is_as_long_as_the_next_and_finite() -> None:
    rows = features(["", "hi", "what time is it?", "word " * 400], encoder())
    assert rows.shape[0] == 4
    assert np.isfinite(rows).all()


def test_topic_words_are_counted_up_to_two() -> None:
    counted = dict(
        zip(TOPICS, topic_words(prepare("my boss, the office and the rota")), strict=True)
    )
    assert counted["work"] == 2
    assert counted["pets"] == 0


@pytest.mark.parametrize(
    ("better", "worse"),
    [
        ("she saved me a seat", "she moved seats"),
        ("he wrote back", "he didnt reply"),
        ("they asked me to stay", "they went without me"),
    ],
)
def test_turns_for_better_and_for_worse_are_told_apart(better: str, worse: str) -> None:
    well, badly = phrases(lexicon.words().went_well), phrases(lexicon.words().went_badly)
    assert well.within(better)
    assert not badly.within(better)
    assert badly.within(worse)
    assert not well.within(worse)
