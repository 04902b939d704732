"""Sentences that depend on the hour, the day and a count."""

from datetime import date, timedelta

import pytest

from overture.server.web.words import counted, day_words, greeting, long_date

TODAY = date(2026, 3, 4)


@pytest.mark.parametrize(
    ("hour", "words"),
    [
        (4, "Hello"),
        (5, "Good morning"),
        (11, "Good morning"),
        (12, "Good afternoon"),
        (17, "Good afternoon"),
        (18, "Good evening"),
        (22, "Hello"),
    ],
)
def test_the_greeting_follows_the_hour(hour, words):
    assert greeting(hour, "") == words
    assert greeting(hour, "Ada") == f"{words}, Ada"


@pytest.mark.parametrize(
    ("days", "words"),
    [
        (0, "today"),
        (1, "tomorrow"),
        (-1, "yesterday"),
        (6, "Tuesday"),
        (-6, "Thursday"),
        (7, "11 March"),
        (-7, "25 February"),
    ],
)
def test_days_are_said_as_one_would_say_them(days, words):
    assert day_words(TODAY + timedelta(days=days), TODAY) == words


def test_dates_and_counts_in_words():
    assert long_date(TODAY) == "Wednesday 4 March"
    assert counted(1, "moment", "moments") == "one moment"
    assert counted(12, "moment", "moments") == "12 moments"
