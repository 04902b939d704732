from dataclasses import replace

import numpy as np
import pytest

from overture.fitting.correction import correct
from overture.fitting.delta import DeltaRule
from overture.fitting.diagnostics import judge, seen
from overture.fitting.population import fit
from overture.fitting.tally import own, recovery
from overture.simulation import simulate_delta


@pytest.fixture(scope="module")
def long():
    people = simulate_delta(200, 84, np.random.default_rng(0))
    model = DeltaRule(people.ratings, people.outcomes)
    return people, correct(model, fit(model))


def test_expected_recovery_is_the_recovery_there_is(long):
    people, found = long
    pairs = zip(people.theta, found.posterior.mean, strict=True)
    true = [np.corrcoef(real, estimate)[0, 1] for real, estimate in pairs]
    assert [one.recovery for one in judge(found).known] == pytest.approx(true, abs=0.06)
    assert recovery(seen(found)).mean(axis=1) == pytest.approx(true, abs=0.08)


def test_what_is_known_well_is_shown_and_the_verdict_says_so(long):
    verdict = judge(long[1])
    assert verdict.passes
    assert verdict.warnings == ()
    assert all(one.shown for one in verdict.known)
    assert "may be shown as a person’s own" in verdict.known[0].words()


def test_after_two_encounters_a_rate_is_nobodys_own():
    people = simulate_delta(200, 2, np.random.default_rng(1))
    found = fit(DeltaRule(people.ratings, people.outcomes), shape="diagonal")
    rate = judge(found).known[1]
    assert not rate.shown
    assert rate.own < 20
    assert "only the population’s" in rate.words()


def test_a_parameter_is_somebodys_own_by_that_persons_data():
    people = simulate_delta(120, 84, np.random.default_rng(2))
    people.ratings[2:, :40], people.outcomes[2:, :40] = np.nan, np.nan
    found = fit(DeltaRule(people.ratings, people.outcomes), shape="diagonal")
    rates_known = own(seen(found))[0]
    assert not rates_known[:40].any()
    assert rates_known[40:].mean() > 0.9


def test_standard_errors_are_how_much_fits_of_other_people_differ(long):
    means = []
    for seed in range(12):
        people = simulate_delta(200, 30, np.random.default_rng(seed + 10))
        model = DeltaRule(people.ratings, people.outcomes)
        means.append((found := fit(model, shape="diagonal")).population.coefficients[:, 0])
    errors = np.array([one.mean_error for one in judge(found).known])
    assert errors / np.std(means, axis=0, ddof=1) == pytest.approx(np.ones(4), abs=0.6)


def test_standard_errors_are_not_claimed_where_people_are_fewer_than_numbers():
    people = simulate_delta(6, 30, np.random.default_rng(3))
    found = fit(DeltaRule(people.ratings, people.outcomes), shape="diagonal")
    assert np.isnan([one.mean_error for one in judge(found).known]).all()
    assert judge(found).known[0].as_json()["mean_error"] is None


def test_a_fit_that_did_not_settle_or_of_a_handful_is_no_prior(long):
    unsettled = judge(replace(long[1], settled=False))
    assert not unsettled.passes
    assert "did not come to rest" in unsettled.warnings[0]
    people = simulate_delta(8, 30, np.random.default_rng(3))
    handful = judge(fit(DeltaRule(people.ratings, people.outcomes)))
    assert not handful.passes
    assert any("too few" in warning for warning in handful.warnings)


def test_people_for_whom_few_draws_counted_are_told(long):
    effective = long[1].effective.copy()
    effective[:3] = 4.0
    assert "counted for 3 of 200 people" in judge(replace(long[1], effective=effective)).warnings[0]
