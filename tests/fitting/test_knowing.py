import numpy as np
import pytest

from overture.evaluation.learning.calibration import true_population
from overture.fitting.delta import DeltaRule
from overture.fitting.knowing import by_draws, by_laplace
from overture.simulation import simulate_delta


def people(encounters, seed=0, count=60):
    drawn = simulate_delta(count, encounters, np.random.default_rng(seed))
    return drawn, DeltaRule(drawn.ratings, drawn.outcomes, precision=np.float64)


def test_at_the_mode_no_direction_leads_uphill():
    _, model = people(40)
    population = true_population()
    mode = by_laplace(model, population).mean
    off = mode - population.expected(np.ones((1, model.people)))
    slope = model.curve(mode).gradient - population.precision @ off
    sd = np.sqrt(np.diagonal(by_laplace(model, population).covariance).T)
    # A mode may lie on a kink, where an outcome was just what was expected; there a slope jumps.
    assert np.median(np.abs(slope * sd)) < 1e-3
    assert np.quantile(np.abs(slope * sd), 0.95) < 0.05


def test_draws_are_as_wide_as_they_are_wrong():
    drawn, model = people(20, seed=1, count=400)
    found = by_draws(model, true_population())
    z = (drawn.theta - found.mean) / found.sd
    assert z.mean(axis=1) == pytest.approx(np.zeros(4), abs=0.15)
    assert np.square(z).mean(axis=1) == pytest.approx(np.ones(4), abs=0.2)
    below = found.below(drawn.theta)
    assert below.mean(axis=1) == pytest.approx(np.full(4, 0.5), abs=0.05)
    assert found.below(np.full_like(drawn.theta, np.inf)) == pytest.approx(np.ones((4, 400)))


def test_who_rated_nothing_is_known_as_people_are():
    _, model = people(10)
    model.ratings[:, 3] = np.nan
    population = true_population()
    found = by_laplace(model, population)
    assert found.mean[:, 3] == pytest.approx(population.coefficients[:, 0])
    assert found.covariance[..., 3] == pytest.approx(population.covariance)
    assert by_draws(model, population).mean[:, 3] == pytest.approx(
        population.coefficients[:, 0], abs=0.6
    )
