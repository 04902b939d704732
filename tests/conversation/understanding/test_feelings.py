import pytest

from overture.conversation.understanding.feelings import named


def test_stronger_and_weaker_words_move_the_strength() -> None:
    strong, even, weak = (
        named(text)["lonely"]
        for text in ("i feel so lonely", "i feel lonely", "i feel a bit lonely")
    )
    assert strong > even > weak


@pytest.mark.parametrize("text", ["im not sad", "i dont feel lonely", "i live in a flat"])
def test_what_is_denied_or_means_something_else_is_left_out(text: str) -> None:
    assert named(text) == {}


def test_a_feeling_of_somebody_else_is_weak() -> None:
    assert named("she is angry with her husband")["angry"] < 0.4


def test_a_bare_word_is_an_answer() -> None:
    assert named("tired")["tired"] > 0.5
