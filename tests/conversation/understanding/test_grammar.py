import pytest

from overture.conversation.understanding.grammar import base_of, gerund, is_past, parse, turned


@pytest.mark.parametrize(
    ("base", "form"),
    [
        ("argue", "arguing"),
        ("lie", "lying"),
        ("sit", "sitting"),
        ("panic", "panicking"),
        ("agree", "agreeing"),
        ("talk", "talking"),
        ("try", "trying"),
        ("write", "writing"),
    ],
)
def test_gerunds(base: str, form: str) -> None:
    assert gerund(base) == form
    assert base_of(form) == base


@pytest.mark.parametrize("word", ["rang", "told", "cried", "stopped", "asked", "wrote"])
def test_past_forms_are_known(word: str) -> None:
    assert is_past(word)


@pytest.mark.parametrize(
    ("said", "heard"),
    [
        ("she will ask how I am", "she will ask how you are"),
        ("i was late and my mum knew", "you were late and your mum knew"),
        ("I'm not managing", "you're not managing"),
        ("he was late", "he was late"),
        ("they saw me with mine", "they saw you with yours"),
    ],
)
def test_the_speaker_becomes_the_listener(said: str, heard: str) -> None:
    assert turned(said) == heard


def test_words_know_where_their_stretch_ends() -> None:
    words = parse("my mum, though")
    assert [(word.low, word.last) for word in words] == [
        ("my", False),
        ("mum", True),
        ("though", True),
    ]
