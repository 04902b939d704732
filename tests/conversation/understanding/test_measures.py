import pytest

from overture.conversation.understanding import measures
from overture.conversation.understanding.grammar import parse
from overture.conversation.understanding.text import plain
from overture.conversation.understanding.types import Asked
from overture.language import WordPiece


@pytest.mark.parametrize(
    ("text", "asked", "number"),
    [
        ("Perhaps six. No. Four. She is sensible.", "number", 4),
        ("like 8. ok 7. one of them is asleep", "number", 7),
        ("7 out of 10", "number", 7),
        ("maybe 3/10", "none", 3),
        ("one", "number", 1),
        ("one manages", "number", None),
        ("60%", "number", 6),
        ("2.5", "number", 2.5),
        ("4 months now", "none", None),
        ("she leaves at five", "none", None),
        ("it was £7", "none", None),
        ("room 12 was empty", "none", None),
        ("no idea", "number", None),
    ],
)
def test_the_last_number_given_counts(text: str, asked: Asked, number: float | None) -> None:
    assert measures.number(text, asked) == number


@pytest.mark.parametrize(
    ("text", "span"),
    [("here for 7 weeks now", "7 weeks"), ("did 6 yr", "6 yr"),
     ("half an hour late", "half an hour"),
     ("a couple of years", "a couple of years"), ("wait a minute", None)],
)  # fmt: skip
def test_durations_are_as_typed(text: str, span: str | None) -> None:
    assert measures.duration(text) == span


@pytest.mark.parametrize(
    ("text", "day"),
    [("on thursday then", "Thursday"), ("YESTERDAY", "yesterday"), ("Sundays are long", "Sunday"),
     ("some day", None)],
)  # fmt: skip
def test_days(text: str, day: str | None) -> None:
    assert measures.day(text) == day


@pytest.mark.parametrize(
    ("text", "part"),
    [("The evenings are long", "evening"), ("up at 4am", "night"), ("over lunch", "afternoon"),
     ("this morning", "morning"), ("at some point", None)],
)  # fmt: skip
def test_parts_of_the_day(text: str, part: str | None) -> None:
    assert measures.daypart(text) == part


@pytest.mark.parametrize(
    ("text", "time"),
    [
        ("i went in and she laughed", "past"),
        ("ive got to ring them tomorrow", "upcoming"),
        ("i like tea", "now"),
        ("she will ask how i am", "upcoming"),
    ],
)
def test_time(text: str, time: str) -> None:
    assert measures.tense(plain(text)) == time


@pytest.mark.parametrize(
    ("text", "noun"),
    [("Each flower is mean something", "flower"), ("all the voices", "voice"),
     ("every day", None), ("each other", None), ("all my glass", "glass")],
)  # fmt: skip
def test_the_noun_after_each_is_singular(text: str, noun: str | None) -> None:
    assert measures.noun(text) == noun


def test_a_term_is_a_word_that_no_list_knows() -> None:
    pieces = WordPiece.packaged()
    text = "i want only talk about my oya"
    assert measures.term(parse(text), pieces, frozenset()) == "oya"
    assert measures.term(parse(text), pieces, frozenset({"oya"})) is None
    assert measures.term(parse("i love my knitting and playing chess"), pieces, frozenset()) is None
