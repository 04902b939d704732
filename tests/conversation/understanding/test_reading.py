import pytest

from overture.conversation.understanding import UnderstandingContext, understand

ODD = [
    "",
    "   \n",
    "😂😂😂",
    "x" * 100_000,
    "i feel sad. " * 9_000,
    "<script>alert(1)</script>",
    "<p onclick=x>hello</p>",
    "مرحبا كيف حالك",
    "\u202eedispu",
    "PK\x03\x04\x00\xff\xfe" * 50,
    "\ud800",
    "'; DROP TABLE turns; --",
    "…",
    "12345",
]


@pytest.mark.parametrize("text", ODD, ids=range(len(ODD)))
def test_any_text_is_read(text: str) -> None:
    read = understand(text)
    assert read.acts
    assert 0 <= read.confidence <= 1
    assert all(0 <= act.probability <= 1 for act in read.acts)
    assert len(read.text) < 4_000


def test_the_same_turn_is_read_the_same() -> None:
    text = "my sister is coming on friday and i dread it"
    assert understand(text) == understand(text)


def test_a_script_the_model_cannot_read_gives_low_confidence() -> None:
    assert understand("מה שלומך היום חבר").sureness == "low"


@pytest.mark.parametrize(
    ("text", "act"),
    [
        ("hi", "greet"),
        ("are you a real person", "ask_if_human"),
        ("who reads this", "ask_privacy"),
        ("bye, im off", "bye"),
        ("stop", "stop_here"),
        ("can we practise ordering a coffee", "ask_practise"),
        ("thanks", "thanks"),
    ],
)
def test_plain_turns_are_read_with_confidence(text: str, act: str) -> None:
    read = understand(text)
    assert read.act == act
    assert read.sureness == "high"


def test_acts_come_most_likely_first() -> None:
    read = understand("I keep going over what she said, and I dread seeing her tomorrow.")
    chances = [act.probability for act in read.acts]
    assert chances == sorted(chances, reverse=True)


def test_a_turn_is_taken_apart_for_the_policy() -> None:
    read = understand(
        "Good evening. The evenings remain rather long since Jean died, but one manages. "
        "Regards, Gordon."
    )
    assert read.key() == read.key("coping")
    assert read.daypart == "evening"
    assert [person.named for person in read.people] == ["Jean"]
    assert "grief" in read.patterns
    assert read.words == 15


def test_an_unknown_pursuit_is_noticed() -> None:
    read = understand("Today I want only talk about my oya. It is lace with needle, very small.")
    assert read.term == "oya"


def test_scenes_have_their_own_acts() -> None:
    question = "What time do you close today?"
    assert understand(question, UnderstandingContext(in_scene=True)).act in {"question", "request"}


def test_an_answer_to_an_offer_comes_first() -> None:
    read = understand("nah. not doing role play", UnderstandingContext(asked="offer"))
    assert read.act == "refuse_suggestion"


def test_feelings_put_into_words_are_named() -> None:
    read = understand("i feel so lonely since the move")
    assert "lonely" in read.feelings_named
    assert read.strongest >= 0.7
