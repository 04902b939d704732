"""Kinds of thought: recognised by a few words, and none of them called wrong."""

import re

import pytest

from overture.content import real_steps
from overture.content.thoughts import OTHER, likely_kind, thought_kinds, unknown_steps

EVERY = pytest.mark.parametrize("kind", thought_kinds().values(), ids=thought_kinds())
VERDICTS = re.compile(
    r"\b(?:distort\w*|irrational\w*|unrealistic\w*|catastroph\w*|wrong thinking|error in thinking"
    r"|unhelpful|negative thought\w*|overreact\w*|in fact)\b",
    re.IGNORECASE,
)


def said(kind):
    asked = (*kind.speaks_for, *kind.speaks_against)
    return " ".join(
        (kind.title, kind.about, *asked, *kind.readings, kind.would_show, kind.step, kind.if_right)
    )


def test_the_kinds_stand_in_their_order_and_the_last_is_for_all_others():
    assert list(thought_kinds()) == ["mind", "ahead", "whole", "fault", "rule", OTHER]
    assert [kind.id for kind in thought_kinds().values() if not kind.signs] == [OTHER]


@EVERY
def test_b4_no_thought_is_called_a_mistake(kind):
    assert not VERDICTS.search(said(kind))


@EVERY
def test_a_wary_reading_may_be_right_and_then_it_is_said(kind):
    assert re.match(r"At times ", kind.if_right)


@EVERY
def test_the_steps_that_would_show_are_with_people_and_in_the_library(kind):
    assert not list(unknown_steps(kind))
    assert all(real_steps()[step].step.features.channel != "none" for step in kind.shows)


@EVERY
def test_no_two_readings_say_the_same(kind):
    assert len(set(kind.readings)) == len(kind.readings)


@pytest.mark.parametrize(
    ("words", "kind"),
    [
        ("She thinks I’m boring and only asked out of pity", "mind"),
        ("They were laughing at me on the stairs", "mind"),
        ("I'll go blank when Mr Osei asks for my name", "ahead"),
        ("What if the whole carriage goes quiet", "ahead"),
        ("Everything I say comes out wrong, every single time", "whole"),
        ("The meal was a disaster", "whole"),
        ("It was my fault that Tomasz left early", "fault"),
        ("I should have kept my mouth shut", "fault"),
        ("I mustn't bother people with my questions", "rule"),
        ("One has to be funny or stay at home", "rule"),
        ("A grey feeling about Thursday", OTHER),
        ("", OTHER),
    ],
)
def test_a_thought_is_recognised_by_a_few_words(words, kind):
    assert likely_kind(words) == kind


def test_a_sign_inside_another_word_is_none():
    assert likely_kind("The whenever of it") == OTHER
