import numpy as np
import pytest

from overture.simulation.randomised import TrialWorld, mean_effect, trials


def test_chances_stay_between_their_ends_and_go_with_the_context():
    drawn = trials(2, 50, 30, np.random.default_rng(1), TrialWorld())
    assert drawn.probability.min() >= 0.1
    assert drawn.probability.max() <= 0.6
    assert np.corrcoef(drawn.context.ravel(), drawn.probability.ravel())[0, 1] > 0.7


def test_the_mean_effect_is_the_effect_less_what_the_dose_takes():
    world = TrialWorld(effect=0.2, by_dose=0.0)
    assert mean_effect(3, np.random.default_rng(1), world) == pytest.approx(0.2)
    tiring = TrialWorld(effect=0.2, by_dose=-0.05)
    assert mean_effect(30, np.random.default_rng(1), tiring) < 0.15


def test_a_table_holds_each_person_and_window_once():
    drawn = trials(2, 5, 7, np.random.default_rng(1), TrialWorld())
    table = drawn.draws(1, by_dose=True)
    assert table.people == 5
    assert np.bincount(table.person).tolist() == [7] * 5
    assert np.array_equal(table.sent.reshape(7, 5), drawn.sent[:, 1])
    assert table.moderators.shape == (35, 2)
