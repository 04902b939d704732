"""Plain words: a loss, a low mood, an insult, a wish for advice, a day."""

import pytest

from overture.conversation.policy import plainly


@pytest.mark.parametrize(
    "said",
    [
        "My sister died in spring.",
        "our dog had to be put to sleep",
        "we lost our cat",
        "my nan’s gone",
    ],
)
def test_a_loss_is_said_in_so_many_words(said: str) -> None:
    assert plainly.says_a_loss(said)


@pytest.mark.parametrize(
    "said",
    [
        "I nearly died of embarrassment",
        "i died inside",
        "my phone just died",
        "the conversation died",
        "i'm dying to see it",
        "the anniversary is on saturday",
        "i lost my job",
        "my boss is going to kill me",
        "nobody said anything to me",
    ],
)
def test_idioms_of_dying_and_topics_are_no_loss(said: str) -> None:
    assert not plainly.says_a_loss(said)


@pytest.mark.parametrize(
    "said", ["feeling low", "i've been feeling low", "not great", "rubbish", "a bit down today"]
)
def test_a_low_mood_is_heard(said: str) -> None:
    assert plainly.says_a_low_mood(said)


@pytest.mark.parametrize(
    "said", ["i'm down for that", "been down the shop", "not feeling low", "the rubbish went out"]
)
def test_a_low_word_alone_is_no_low_mood(said: str) -> None:
    assert not plainly.says_a_low_mood(said)


@pytest.mark.parametrize("span", ["this old fool", "maybe they hate me", "they called me names"])
def test_an_insult_of_anybody_is_hurtful(span: str) -> None:
    assert plainly.hurtful(span)


def test_ordinary_words_are_not_hurtful() -> None:
    assert not plainly.hurtful("the green coat")


@pytest.mark.parametrize("said", ["just tell me what to do", "what should i do", "any ideas?"])
def test_advice_is_asked_for_in_many_wordings(said: str) -> None:
    assert plainly.asks_for_advice(said)


def test_wanting_no_advice_asks_for_none() -> None:
    assert not plainly.asks_for_advice("i don't want any advice")


def test_a_day_stands_as_it_would_after_a_plan() -> None:
    assert plainly.day_given("thursday. They open at ten") == "on Thursday"
    assert plainly.day_given("maybe tomorrow") == "tomorrow"
    assert plainly.day_given("they open at ten") == ""
