import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.support.challengers import challenger, features

from overture.fitting.twin import BELIEF_SPREAD, OUTCOME_SPREAD, Twin

SURE = (100.0 * OUTCOME_SPREAD) ** 2


def kernel(width, situations=5):
    return (100.0 * BELIEF_SPREAD) ** 2 * np.exp(-features(situations)[1] / (2 * width**2))


def plain_filter(model, theta, person):
    """One person through a Kalman filter over all situations, in matrices, step by step."""
    up, down = np.exp(theta[:2, person])
    mean = np.full(len(model.squared_distance), theta[2, person])
    spread = kernel(np.exp(theta[3, person]))
    found = []
    for t, outcome in enumerate(model.outcomes[:, person]):
        seen = np.zeros((1, len(mean)))
        seen[0, model.places[t, person]] = 1.0
        found.append((seen @ mean).item())
        if np.isnan(outcome):
            continue
        innovation = outcome - (seen @ mean).item()
        gain = spread @ seen.T @ np.linalg.inv(seen @ spread @ seen.T + SURE)
        mean = mean + (up if innovation > 0 else down) * gain[:, 0] * innovation
        rest = np.eye(len(mean)) - gain @ seen
        spread = rest @ spread @ rest.T + SURE * gain @ gain.T  # Joseph's form
    return np.array(found)


@settings(deadline=None, max_examples=15)
@given(st.integers(0, 999), st.sampled_from((0.0, 0.4)))
def test_it_is_a_kalman_filter_written_plainly(seed, gaps):
    model, theta = challenger("twin", seed=seed, gaps=gaps)
    found = model.foretold(theta).mean
    for person in range(model.people):
        assert found[:, person] == pytest.approx(plain_filter(model, theta, person), abs=1e-6)


def test_with_both_gains_one_it_is_what_all_outcomes_together_say():
    model, theta = challenger("twin", people=3, encounters=12, gaps=0.0)
    theta[:2] = 0.0
    found = model.foretold(theta).mean
    for person in range(3):
        level, near = theta[2, person], kernel(np.exp(theta[3, person]))
        places, met = model.places[:, person], model.outcomes[:, person]
        for t in range(1, 12):
            known, here = places[:t], places[t]
            weights = np.linalg.solve(
                near[np.ix_(known, known)] + SURE * np.eye(t), met[:t] - level
            )
            together = level + near[here, known] @ weights
            assert found[t, person] == pytest.approx(together, abs=1e-6)


def test_situations_never_visited_cost_nothing_and_change_nothing():
    model, theta = challenger("twin", people=4)
    wide = features(40, seed=3)[1]
    wide[:5, :5] = model.squared_distance
    among_many = Twin(model.ratings, model.outcomes, model.places, wide)
    assert among_many.curve(theta).value == pytest.approx(model.curve(theta).value, abs=0.0)
    assert among_many._apart.shape == model._apart.shape


def test_in_a_single_situation_the_width_says_nothing():
    model, theta = challenger("twin")
    model.places[:] = 0
    alone = Twin(model.ratings, model.outcomes, model.places, np.zeros((1, 1)))
    found = alone.curve(theta)
    assert found.gradient[3] == pytest.approx(np.zeros(model.people))
    assert np.isfinite(alone.start().mean).all()
