"""The suite tells talks that repeat themselves from talks that do not, and ours do not."""

import pytest

from overture.content import companion_lines
from overture.content.schema.evaluation import SimulatedMember
from overture.conversation.engines import Guided, Scripted
from overture.conversation.talk import LAST_RESORT
from overture.evaluation.repetition import (
    Played,
    Repetition,
    Said,
    evaluate,
    made_alike,
    talks_in_a_row,
)


def said(text: str, *ids: str) -> Said:
    return Said(text, ids, reflects=False, offers_after_no=False)


def played(*texts: str, number: int = 1, opener: str = "Hello.") -> Played:
    return Played("Ada", number, said(opener), tuple(map(said, texts)), ())


def figure(found: Repetition, name: str) -> float:
    return next(figure.value for figure in found.figures if figure.name == name)


@pytest.fixture(scope="module")
def found() -> Repetition:
    return evaluate(lambda _doing, _share: None)


def test_talks_with_cue_do_not_repeat_themselves(found):
    assert {f.name: f.value for f in found.figures if not f.holds} == {}


def test_an_opener_that_comes_back_is_counted():
    twice = Repetition((played("a"), played("b", number=2)))
    assert figure(twice, "openers said again") == 1
    assert not twice.holds


def test_a_line_said_twice_in_a_talk_is_counted():
    one = Played("Ada", 1, said("Hello."), (said("So.", "sr.a"), said("So.", "sr.a")), ())
    assert Repetition((one,)).lines_twice == ("Ada, talk 1: sr.a",)


def test_three_questions_running_are_an_interview():
    assert Repetition((played("a?", "b?", "c?"),)).interviews
    assert not Repetition((played("a?", "b?", "c.", "d?"),)).interviews


@pytest.mark.parametrize(
    ("one", "other", "alike"),
    [
        (
            "“The tie.” I'd not have guessed that one.",
            "“A bus.” I'd not have guessed that one.",
            True,
        ),
        ("412. Only you know what that means.", "£780. Only you know what that means.", True),
        ("So the silence is loud for you.", "A wave is a short conversation.", False),
        ("Noted.", "Noted.", False),
    ],
)
def test_replies_are_alike_by_the_words_that_are_not_the_members(one, other, alike):
    assert made_alike(one, other) is alike


def test_replies_that_nothing_fitted_are_counted():
    member = SimulatedMember(name="Ada", talks=(("hello", "so that was that then"),))
    talks = tuple(talks_in_a_row(member, Scripted(["Hello.", "Hello again."]), seed=1))
    assert talks[0].replies[-1].text in LAST_RESORT
    assert figure(Repetition(talks), "replies that nothing written fitted") == 0.5


def test_lines_rest_between_talks():
    member = SimulatedMember(name="Ada", talks=tuple(("hi", "no", "bye") for _ in range(4)))
    assert all(
        not one.unrested for one in talks_in_a_row(member, Guided(companion_lines()), seed=2)
    )
