"""Figures are held against their aims, and an empty suite holds nothing."""

import pytest

from overture.evaluation.results import Figure, in_words, met, share


@pytest.mark.parametrize(
    ("value", "at_most", "holds"),
    [(0.95, False, True), (0.949, False, False), (0.95, True, True), (0.951, True, False)],
)
def test_a_figure_on_its_aim_holds_and_one_past_it_does_not(value, at_most, holds):
    figure = Figure("named", value, 0.95, at_most=at_most)
    assert figure.holds is holds
    assert ("(not met)" in figure.words()) is not holds
    assert figure.as_json()["holds"] is holds


def test_a_suite_without_figures_does_not_hold():
    assert not met(())
    assert share(0, 0) == 0.0


def test_a_suite_holds_only_if_every_figure_does():
    good, poor = Figure("a", 1, 1), Figure("b", 0, 1)
    assert met((good, good))
    assert not met((good, poor))


def test_what_fell_short_is_told_after_the_figures():
    words = in_words("A suite", (Figure("a", 0, 1),), ("case-7: not named",))
    assert words.splitlines() == [
        "A suite",
        "  a: 0, at least 1  (not met)",
        "Fell short:",
        "  case-7: not named",
    ]
