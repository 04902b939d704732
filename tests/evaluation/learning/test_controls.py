import numpy as np
import pytest

from overture.evaluation.learning.controls import controls, shuffled


def test_nothing_is_learned_from_outcomes_that_nobody_met():
    found = controls(100)
    assert all(figure.holds for figure in found.figures), found.figures
    own, never = (figure.value for figure in found.figures)
    assert never < 0.4 * own


def test_shuffling_keeps_outcomes_and_loses_whose_they_were():
    outcomes = np.arange(600.0).reshape(60, 10)
    found = shuffled(outcomes, np.random.default_rng(0))
    assert sorted(found.ravel()) == sorted(outcomes.ravel())
    assert np.corrcoef(found.ravel(), outcomes.ravel())[0, 1] == pytest.approx(0.0, abs=0.15)
