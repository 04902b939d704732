"""What is kept of a turn in the member's own words."""

import pytest
from tests.support.talks import read

from overture.conversation.policy import capture
from overture.conversation.understanding.types import KeyPhrase


@pytest.mark.parametrize(
    ("said", "step"),
    [
        ("ok i could try staying ten minutes", "try staying ten minutes"),
        ("I could take it on Thursday. She leaves at five.", "take it on Thursday"),
        ("anyway. i suppose i could make soup", "make soup"),
        ("just saying hello", "saying hello"),
        ("maybe i'll ask Bev because she knows", "ask Bev"),
        ("yes", ""),
        ("what?", ""),
    ],
)
def test_a_step_is_kept_without_its_run_up(said: str, step: str) -> None:
    assert capture.step(read(said, "agree")) == step


def test_what_somebody_will_say_is_a_fear_that_is_spoken() -> None:
    keys = (KeyPhrase("quote", "he'd walk in"), KeyPhrase("speech", "oh you DO live here"))
    turn = read("someone would say oh you DO live here", "worry_upcoming", keys=keys)
    assert capture.fear(turn, "worry_upcoming") == ("oh you DO live here", True)


def test_being_nervous_is_not_yet_a_fear_that_can_be_guessed_at() -> None:
    key = KeyPhrase("quote", "I'm nervous about friday")
    turn = read("I'm nervous about friday", "worry_upcoming", keys=(key,), time="upcoming")
    assert capture.fear(turn, "worry_upcoming") == ("", False)


def test_no_fear_is_taken_from_anything_but_a_worry() -> None:
    turn = read("she will laugh", "share_good_event", keys=(KeyPhrase("quote", "she will laugh"),))
    assert capture.fear(turn, "share_good_event") == ("", False)


@pytest.mark.parametrize("words", ["why me?", "{N}", "<b>", "a\nb", "see https://x", "x" * 91])
def test_what_would_break_a_quotation_is_not_quoted(words: str) -> None:
    assert capture.quotable(words) == ""
