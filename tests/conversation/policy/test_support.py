"""An act is answered only where the turn has a word for it."""

import pytest
from tests.support.talks import read

from overture.conversation.policy import TalkState
from overture.conversation.policy.support import supported


@pytest.mark.parametrize(
    ("said", "act"),
    [
        ("like cinderella but with a sausage roll", "ask_practise"),
        ("it's wednesday", "greet"),
        ("she sighs", "ask_advice"),
        ("Can I tell you about bell ringing?", "ask_privacy"),
        ("I said something so odd in the seminar", "insult_companion"),
        ("It was for her birthday. I say thank you only", "thanks"),
        ("that's actually not bad", "refuse_suggestion"),
        ("no I just like talking about it", "refuse_suggestion"),
        ("the receptionist is horrible", "self_criticism"),
    ],
)
def test_a_guess_without_a_word_is_something_told(said: str, act: str) -> None:
    assert supported(read(said, act), TalkState()).act != act


@pytest.mark.parametrize(
    ("said", "act"),
    [
        ("can I practise it", "ask_practise"),
        ("hiya", "greet"),
        ("what should I say to her", "ask_advice"),
        ("who reads this", "ask_privacy"),
        ("you are useless", "insult_companion"),
        ("thanks", "thanks"),
        ("no thanks", "refuse_suggestion"),
        ("I'd rather not", "refuse_suggestion"),
        ("I'm such an idiot", "self_criticism"),
    ],
)
def test_an_act_with_its_word_stays(said: str, act: str) -> None:
    assert supported(read(said, act), TalkState()).act == act


def test_a_short_no_to_an_offer_needs_no_other_word() -> None:
    turn = read("nah you choose", "refuse_suggestion")
    assert supported(turn, TalkState(offer="scene", asked="offer")).act == "refuse_suggestion"


@pytest.mark.parametrize("said", ["ok that was nice. cheerio", "right then, good night", "bye"])
def test_a_goodbye_at_the_end_is_one(said: str) -> None:
    assert supported(read(said, "share_neutral"), TalkState()).act == "bye"


def test_a_goodbye_that_is_told_is_none() -> None:
    assert supported(read("she said goodbye and left", "share_neutral"), TalkState()).act != "bye"


@pytest.mark.parametrize(
    "said",
    ["the cat sat on two of them", "I keep my spanners in a biscuit tin", "he whistles at night"],
)
def test_an_ordinary_sentence_is_never_called_nonsense(said: str) -> None:
    assert supported(read(said, "test_or_nonsense"), TalkState()).act == "share_neutral"


@pytest.mark.parametrize(
    "said",
    [
        "asdf",
        "test",
        "sdkfjhg is it",
        "who won the world cup",
        "x = 3;",
        "purple monkey dishwasher",
    ],
)
def test_what_looks_like_nonsense_may_be_read_so(said: str) -> None:
    assert supported(read(said, "test_or_nonsense"), TalkState()).act == "test_or_nonsense"


@pytest.mark.parametrize("said", ["I would not want to burden her.", "No, I don’t think so."])
def test_nothing_is_refused_where_nothing_was_suggested(said: str) -> None:
    assert supported(read(said, "refuse_suggestion"), TalkState()).act != "refuse_suggestion"


def test_the_same_no_refuses_what_was_suggested() -> None:
    turn = read("No, I don’t think so.", "refuse_suggestion")
    offered = TalkState(offer="scene", asked="offer")
    assert supported(turn, offered).act == "refuse_suggestion"
