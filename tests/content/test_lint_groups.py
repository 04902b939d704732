"""What one person is offered to say to another presses on nobody."""

import pytest

from overture.content.lint_groups import presses


@pytest.mark.parametrize(
    ("words", "problem"),
    [
        ("You should ring her", "advice"),
        ("Have you tried going earlier?", "advice"),
        ("If I were you I’d sleep on it", "advice"),
        ("Just go and see", "advice"),
        ("That was very brave of you", "a grade"),
        ("You’re making progress", "a grade"),
        ("Others manage it too", "a comparison"),
        ("At least it was short", "a comparison"),
    ],
)
def test_advice_grades_and_comparisons_are_found(words, problem):
    assert any(problem in found for found in presses(words))


@pytest.mark.parametrize(
    "words",
    ["I know that feeling.", "No hurry from this side.", "I’d have turned round as well, I think."],
)
def test_plain_fellow_feeling_is_left_alone(words):
    assert not list(presses(words))
