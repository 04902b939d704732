"""Words that press or hurt are held back, with better ones; warm ones and our own are not."""

import pytest
from pydantic import ValidationError

from overture.content.schema.held_back import Held, HeldBackFile
from overture.content.supporters import celebrate, held_back

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
    held = held_back().kind_of(words)
    assert held is not None
    assert held.id == kind


@pytest.mark.parametrize("words", WARM)
def test_warm_words_go_through_however_they_are_put(words):
    assert held_back().kind_of(words) is None


def test_every_kind_says_why_and_offers_better_words_that_would_go_through():
    for kind in held_back().held:
        assert kind.why
        assert len(kind.better) >= 2
        assert [words for words in kind.better if held_back().kind_of(words)] == []


def test_nothing_that_we_offer_close_others_to_say_is_held_back():
    assert celebrate().offered
    assert [words for words in celebrate().offered if held_back().kind_of(words)] == []


def test_most_of_what_is_shown_as_better_not_said_would_be_held_back():
    against = [pair.rather_than for pair in celebrate().pair]
    assert sum(held_back().kind_of(words) is not None for words in against) >= len(against) / 2


def test_a_file_that_offers_what_it_would_hold_back_is_refused():
    given = held_back().model_dump(by_alias=True)
    given["held"][0]["better"] = ("You should go again tomorrow", "Good")
    with pytest.raises(ValidationError, match="would be held back itself"):
        HeldBackFile.model_validate(given)


def test_a_sign_that_is_no_pattern_is_refused():
    why = "A reason that is long enough to stand on a page."
    with pytest.raises(ValidationError, match="not a pattern"):
        Held(id="x", why=why, signs=("(",), better=("a", "b"))
