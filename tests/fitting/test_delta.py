from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from overture.fitting.complex_step import curve_by_complex_step
from overture.fitting.delta import DeltaRule, natural
from overture.simulation import simulate_delta


def model_of(people=6, encounters=20, seed=0, *, gaps=0.0, precision=np.float64):
    drawn = simulate_delta(people, encounters, np.random.default_rng(seed))
    ratings, outcomes = drawn.ratings.copy(), drawn.outcomes.copy()
    missing = np.random.default_rng(seed + 1).random((2, encounters, people)) < gaps
    ratings[missing[0]], outcomes[missing[1]] = np.nan, np.nan
    ratings[0] = drawn.ratings[0]  # everybody rates at least once
    return DeltaRule(ratings, outcomes, precision=precision), drawn.theta


def by_hand(model, theta, person):
    """Log likelihood of one person, step by step, as the rule reads."""
    up, down, level, noise = natural(theta[:, person])
    total = 0.0
    for rating, outcome in zip(model.ratings[:, person], model.outcomes[:, person], strict=True):
        if not np.isnan(rating):
            z = (rating - level) / noise
            total -= 0.5 * z * z + np.log(noise) + 0.5 * np.log(2 * np.pi)
        if not np.isnan(outcome):
            level += (up if outcome > level else down) * (outcome - level)
    return total


@settings(deadline=None, max_examples=25)
@given(st.integers(1, 6), st.integers(1, 12), st.integers(0, 999), st.sampled_from((0.0, 0.4)))
def test_the_likelihood_is_that_of_the_rule_told_step_by_step(people, encounters, seed, gaps):
    model, theta = model_of(people, encounters, seed, gaps=gaps)
    expected = [by_hand(model, theta, person) for person in range(people)]
    assert model.log_likelihood(theta[:, None])[0] == pytest.approx(expected, rel=1e-9)
    assert model.curve(theta).value == pytest.approx(expected, rel=1e-9)


@settings(deadline=None, max_examples=25)
@given(st.integers(0, 999), st.sampled_from((0.0, 0.4)))
def test_the_gradient_is_that_of_the_complex_step(seed, gaps):
    model, theta = model_of(seed=seed, gaps=gaps)
    exact = curve_by_complex_step(model.log_likelihood, theta)
    assert model.curve(theta).gradient == pytest.approx(exact.gradient, rel=1e-8, abs=1e-8)


def test_the_expected_information_is_the_mean_of_the_observed_one():
    # one person and one row of outcomes, rated by very many in the same way but for chance
    drawn = simulate_delta(1, 15, np.random.default_rng(5))
    theta = np.repeat(drawn.theta, 8_000, axis=1)
    level = _levels(drawn.outcomes[:, 0], drawn.theta)
    noise = np.exp(drawn.theta[3]) * np.random.default_rng(6).standard_normal((15, 8_000))
    many = DeltaRule(level + noise, np.repeat(drawn.outcomes, 8_000, 1), precision=np.float64)
    observed = curve_by_complex_step(many.log_likelihood, theta).information.mean(axis=2)
    expected = many.curve(theta).information[..., 0]
    scale = np.sqrt(np.outer(np.diag(expected), np.diag(expected)))
    assert observed / scale == pytest.approx(expected / scale, abs=0.05)


def _levels(outcomes, theta):
    up, down, level, _ = natural(theta[:, 0])
    found = []
    for outcome in outcomes:
        found.append(level)
        level += (up if outcome > level else down) * (outcome - level)
    return np.array(found)[:, None]


def test_people_with_shorter_records_are_as_if_they_were_alone():
    model, theta = model_of(3, 12)
    ragged = DeltaRule(model.ratings.copy(), model.outcomes.copy(), precision=np.float64)
    ragged.ratings[7:, 1], ragged.outcomes[7:, 1] = np.nan, np.nan
    alone = DeltaRule(model.ratings[:7, 1:2], model.outcomes[:7, 1:2], precision=np.float64)
    together, one = ragged.curve(theta), alone.curve(theta[:, 1:2])
    for mine, own in zip(together, one, strict=True):
        assert mine[..., 1] == pytest.approx(own[..., 0])


def test_what_was_not_met_moves_nothing_and_what_was_not_rated_says_nothing():
    model, theta = model_of(1, 4)
    model.outcomes[:], model.ratings[2] = np.nan, np.nan
    curve = model.curve(theta)
    assert curve.gradient[:2] == pytest.approx(np.zeros((2, 1)))
    assert curve.information[3, 3] == pytest.approx(6.0)


def test_single_precision_is_enough_for_a_fit():
    exact, theta = model_of(200, 84)
    single = replace(exact, precision=np.float32).curve(theta)
    fine = exact.curve(theta)
    assert single.value == pytest.approx(fine.value, abs=2e-3)
    sd = np.sqrt(np.diagonal(fine.information).T)
    assert np.abs((single.gradient - fine.gradient) / sd).max() < 2e-3


def test_some_of_the_people_can_be_asked_at_many_points():
    model, theta = model_of(5, 9)
    points = theta[:, None, 2:4] + np.linspace(-0.2, 0.2, 7)[None, :, None]
    found = model.log_likelihood(points, slice(2, 4))
    assert found.shape == (7, 2)
    assert found[3] == pytest.approx(model.curve(theta).value[2:4])
