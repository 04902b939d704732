import numpy as np
import pytest

from overture.fitting.delta import DeltaRule
from overture.fitting.generalising import Generalising
from overture.fitting.inertia import Inertia
from overture.fitting.one_rate import OneRate
from overture.fitting.twin import Twin
from overture.simulation.situated import (
    INERTIA,
    KALMAN,
    KERNEL,
    ONE_RATE,
    TWO_RATES,
    Surroundings,
    simulate_situated,
)


def as_model(rule, drawn):
    delta = DeltaRule(drawn.ratings, drawn.outcomes, precision=np.float64)
    among = drawn.ratings, drawn.outcomes, drawn.places, drawn.squared_distance
    return {
        TWO_RATES: delta,
        ONE_RATE: OneRate(delta),
        INERTIA: Inertia(drawn.ratings),
        KERNEL: Generalising(*among),
        KALMAN: Twin(*among),
    }[rule]


@pytest.mark.parametrize("rule", [TWO_RATES, ONE_RATE, INERTIA, KERNEL, KALMAN])
def test_people_rate_what_the_model_of_their_rule_foretells_but_for_noise(rule):
    drawn = simulate_situated(rule, 50, 40, np.random.default_rng(1))
    mean, sd = as_model(rule, drawn).foretold(drawn.theta)
    z = (drawn.ratings - mean) / sd
    assert z.mean() == pytest.approx(0.0, abs=0.08)
    assert z.std() == pytest.approx(1.0, abs=0.06)
    assert np.corrcoef(z[1:].ravel(), z[:-1].ravel())[0, 1] == pytest.approx(0.0, abs=0.08)


def test_parameters_are_spread_as_the_rule_says():
    drawn = simulate_situated(KALMAN, 4_000, 1, np.random.default_rng(2))
    off = (drawn.theta.mean(axis=1) - KALMAN.mean) / KALMAN.sd
    assert np.abs(off).max() < 0.06
    assert drawn.theta.std(axis=1) / KALMAN.sd == pytest.approx(np.ones(5), abs=0.05)


def test_what_is_met_in_like_situations_is_alike():
    around = Surroundings(situations=2, chance=1e-6, spread=5.0)
    drawn = simulate_situated(TWO_RATES, 300, 60, np.random.default_rng(3), around)
    at = np.array([np.where(drawn.places == k, drawn.outcomes, np.nan) for k in range(2)])
    first, second = np.nanmean(at, axis=1)
    expected = np.exp(-0.5 * drawn.squared_distance[0, 1] / around.alike**2)
    assert np.corrcoef(first, second)[0, 1] == pytest.approx(expected, abs=0.12)
    assert drawn.outcomes.min() >= 0.0
    assert drawn.outcomes.max() <= 100.0
