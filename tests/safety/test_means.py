"""Means put by: a question alone, and a plan beside a wish."""

from datetime import UTC, datetime

import pytest

from overture.safety import ScreenState, screen

NOW = datetime(2026, 5, 22, 18, tzinfo=UTC)


@pytest.mark.parametrize(
    ("text", "follows"),
    [
        ("I've saved up my pills", "question"),
        ("I don't see the point any more, I've written the letters", "question"),
        ("Everyone would be better off without me and I've got the tablets saved up", "protocol"),
        ("I've finished the letters for the club", "none"),
        ("I took my tablets this morning", "none"),
    ],
)
def test_what_is_put_by_is_asked_about_and_beside_a_wish_is_answered(text, follows):
    assert screen(text, ScreenState(), now=NOW).next == follows
