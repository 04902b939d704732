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


@pytest.mark.parametrize(
    ("said", "insulted", "is_one"),
    [
        ("sorry, that was rude", False, True),
        ("ok sorry for snapping at you", False, True),
        ("sorry", True, True),
        ("sorry", False, False),
        ("sorry I'm late, the bus broke down", True, False),
        ("sorry, he was rude to me", True, False),
    ],
)
def test_an_apology_to_the_program_is_told_from_others(
    said: str, insulted: bool, is_one: bool
) -> None:
    assert plainly.says_sorry(said, insulted=insulted) is is_one


@pytest.mark.parametrize(
    ("said", "what"),
    [
        ("it’s not about the desk", "the desk"),
        ("No, it isn't my knee.", "your knee"),
        ("that wasn’t about my mother", "your mother"),
        ("it’s not the desk, it’s the noise", ""),
        ("it's about the desk", ""),
    ],
)
def test_what_it_is_not_about_is_heard(said: str, what: str) -> None:
    assert plainly.not_about(said) == what


def test_a_phrase_is_denied_only_where_it_stands_in_no_other_way() -> None:
    assert plainly.denied("the desk", "it's not about the desk")
    assert not plainly.denied("the desk", "I sit at the desk")
    assert not plainly.denied("the desk", "it's not the desk. well, it is the desk")


@pytest.mark.parametrize(
    ("said", "feared"),
    [
        ("they’ll ask what I did at the weekend and I did nothing", True),
        ("everyone is going to laugh", True),
        ("she’ll ring on Sunday", False),
        ("they asked what I did", False),
    ],
)
def test_what_others_will_ask_or_think_is_foreseen(said: str, feared: bool) -> None:
    assert plainly.foresees(said) is feared
