"""What is shown as ± covers the truth as often as it says, over a hundred small fits."""

import numpy as np
import pytest

from overture.fitting.correction import correct
from overture.fitting.delta import DeltaRule
from overture.fitting.diagnostics import judge
from overture.fitting.population import fit
from overture.simulation import DR84, simulate_delta

FITS, PEOPLE, ENCOUNTERS = 100, 80, 30
IN_95 = 1.96


@pytest.fixture(scope="module")
def covered():
    """Whether intervals held the true mean and the true log spread, (fits, 2, parameters)."""
    mean, sd = np.array(DR84.population.mean), np.array(DR84.population.sd)
    held = []
    for seed in range(FITS):
        people = simulate_delta(PEOPLE, ENCOUNTERS, np.random.default_rng(1000 + seed))
        model = DeltaRule(people.ratings, people.outcomes)
        known = judge(correct(model, fit(model))).known
        off = np.array([one.mean for one in known]) - mean
        log_off = np.log(np.array([one.spread for one in known]) / sd)
        errors = np.array([one.mean_error for one in known])
        log_errors = np.array([one.spread_error / one.spread for one in known])
        held.append((np.abs(off) < IN_95 * errors, np.abs(log_off) < IN_95 * log_errors))
    return np.array(held)


@pytest.mark.parametrize("which", [0, 1], ids=["means", "spreads"])
def test_intervals_of_95_percent_hold_the_truth_in_90_to_98(covered, which):
    share = covered[:, which].mean(axis=0)
    assert 0.9 <= share.mean() <= 0.98
    # Of one parameter a hundred fits tell the share to about .02; three times that is allowed.
    assert ((share >= 0.88) & (share <= 1.0)).all()
