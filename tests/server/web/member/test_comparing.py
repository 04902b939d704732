"""Harder is said as plainly as easier."""

import pytest
from tests.support import factories

from overture.server.practice.services import Expected, Happened
from overture.server.web.member.comparing import compared

pytestmark = pytest.mark.django_db


def _compared(ada, expected: Expected, happened: Happened):
    made = factories.attempt(ada, expected=expected, outcome=happened)
    return compared(type(made).objects.get(pk=made.pk))


def test_calmer_and_more_enjoyable(ada):
    found = _compared(ada, factories.EXPECTED, factories.HAPPENED)
    assert found.heading == "Calmer than you expected, and more enjoyable"
    assert [(row.name, row.expected, row.was, row.worse) for row in found.rows] == [
        ("Anxiety", 7, 4, False),
        ("Enjoyment", 3, 5, False),
    ]
    assert found.feared_words == "You expected this 6 times in 10. It did not happen."


def test_harder_is_named(ada):
    found = _compared(ada, Expected(anxiety=4, enjoyment=5), Happened(anxiety=8, enjoyment=2))
    assert found.heading == "That was harder than you expected"
    assert found.was_hard
    assert not found.feared_words


def test_nothing_is_claimed_without_both_numbers(ada):
    found = _compared(ada, Expected(), Happened(anxiety=3))
    assert found.heading == "It’s in your record"
    assert found.rows == ()


@pytest.mark.parametrize(
    ("anxiety", "joy", "heading"),
    [(5, 5, "About as you expected"), (5, 8, "As tense as expected, and more enjoyable")],
)
def test_as_expected(ada, anxiety, joy, heading):
    found = _compared(ada, Expected(5, 5), Happened(anxiety=anxiety, enjoyment=joy))
    assert found.heading == heading


@pytest.mark.parametrize(
    ("in_ten", "feared", "words"),
    [
        (0, "yes", "You expected this never. It happened."),
        (1, "partly", "You expected this once in 10. It happened in part."),
        (None, "no", "It did not happen."),
    ],
)
def test_the_feared_event_in_one_sentence(ada, in_ten, feared, words):
    expected = Expected(feared_event="It goes quiet", feared_in_ten=in_ten)
    assert _compared(ada, expected, Happened(feared=feared)).feared_words == words
