import numpy as np
import pytest

from overture.evaluation.go_no_go import GoNoGo


def _by_hand(model, theta, person):
    """Log likelihood of one person under m2, choice by choice, as the paper tells it."""
    beta, kappa = np.exp(theta[0]), 1 / (1 + np.exp(-theta[3]))
    share, weight = 1 / (1 + np.exp(-theta[1])), 1 / (1 + np.exp(-theta[2]))
    v, e, i = theta[4:]
    bias = (v + e + i, v - e - i, -v + e - i, -v - e + i)
    values, after = np.zeros((4, 2)), np.full(4, 2 * share * (1 - share))
    total = 0.0
    for trial in range(len(model.went)):
        for cue in range(4):
            done = 0 if model.went[trial, cue, person] else 1
            go = 1 / (1 + np.exp(-(beta * (values[cue, 0] - values[cue, 1]) + bias[cue])))
            total += np.log(go if done == 0 else 1 - go)
            error = model.outcomes[trial, cue, person] - values[cue, done]
            carried = share * after[cue]
            values[cue, done] += kappa * (weight * carried + 1 - weight) * error
            after[cue] = carried + (1 - share) * error**2
    return total


def test_the_published_model_is_that_of_its_equations():
    rng = np.random.default_rng(0)
    went = (rng.random((9, 4, 2)) < 0.6).astype(float)
    model = GoNoGo("m2", went, rng.integers(-1, 2, (9, 4, 2)).astype(float))
    theta = 0.5 * rng.standard_normal((7, 2))
    expected = [_by_hand(model, theta[:, n], n) for n in range(2)]
    assert model.log_likelihood(theta[:, None])[0] == pytest.approx(expected)


def test_the_smaller_published_model_is_the_larger_without_its_memory_of_surprise():
    rng = np.random.default_rng(1)
    went = (rng.random((9, 4, 2)) < 0.6).astype(float)
    outcomes = rng.integers(-1, 2, (9, 4, 2)).astype(float)
    theta = 0.5 * rng.standard_normal((5, 1, 2))
    none = np.full((1, 1, 2), -40.0)
    larger = np.concatenate((theta[:1], none, none, theta[1:]))
    small = GoNoGo("m1", went, outcomes).log_likelihood(theta)
    assert small == pytest.approx(GoNoGo("m2", went, outcomes).log_likelihood(larger))


def test_chances_are_those_of_the_likelihood():
    rng = np.random.default_rng(2)
    went = (rng.random((9, 4, 3)) < 0.6).astype(float)
    model = GoNoGo("m1", went, rng.integers(-1, 2, (9, 4, 3)).astype(float))
    theta = 0.5 * rng.standard_normal((5, 3))
    going = model.chances(theta)
    together = np.log(np.where(went > 0, going, 1 - going)).sum(axis=(0, 1))
    assert model.log_likelihood(theta[:, None])[0] == pytest.approx(together)
