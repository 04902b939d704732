"""What somebody close may say: lines to tap, and words that are held back with better ones."""

import pytest
from pydantic import ValidationError

from overture.content.cheering import cheering
from overture.content.schema.cheering import CheeringFile, Held

PRESSING = {
    "hurts": ["Don’t be pathetic", "you’ll regret this", "You really are lazy"],
    "watches": ["Prove it!", "Did you really go?", "I'll check with her", "send me a photo"],
    "presses": [
        "You should call her next",
        "Finally!",
        "Why don't you go every week?",
        "great. next time ask her out",
    ],
    "plays-down": ["See, it wasn't so bad", "That was easy", "nothing to be afraid of"],
    "compares": ["Like a normal person", "your sister always could", "better than last time!"],
    "blames": ["You never call me", "after all I've done", "you let me down"],
}
WARM = [
    "To the END! I’m doing a small dance in the office kitchen.",
    "You should be so proud",
    "you must have been so nervous",
    "I’m grinning like an idiot",
    "You don't have to answer",
    "See you on Sunday?",
    "which thing?!",
    "I cried on the bus. Good crying.",
    "So proud of you, more than you know",
]


@pytest.mark.parametrize(
    ("kind", "words"), [(kind, words) for kind, said in PRESSING.items() for words in said]
)
def test_words_that_press_or_hurt_are_known_by_their_kind(kind, words):
    held = cheering().held_back(words)
    assert held is not None
    assert held.id == kind


@pytest.mark.parametrize("words", WARM)
def test_warm_words_go_through_however_they_are_put(words):
    assert cheering().held_back(words) is None


def test_every_kind_says_why_and_offers_better_words_that_would_go_through():
    for kind in cheering().held:
        assert kind.why
        assert len(kind.better) >= 2
        assert [words for words in kind.better if cheering().held_back(words)] == []


def test_a_file_that_offers_what_it_would_hold_back_is_refused():
    given = cheering().model_dump(by_alias=True)
    given["ready"][0]["words"] = "You should go again tomorrow"
    with pytest.raises(ValidationError, match="would be held back itself"):
        CheeringFile.model_validate(given)


def test_a_sign_that_is_no_pattern_is_refused():
    why = "A reason that is long enough to stand on a page."
    with pytest.raises(ValidationError, match="not a pattern"):
        Held(id="x", why=why, signs=("(",), better=("a", "b"))
