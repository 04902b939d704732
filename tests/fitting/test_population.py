from dataclasses import dataclass
from typing import Any

import numpy as np
import pytest
from tests.support.published import piray_folder

from overture.evaluation.go_no_go import (
    PUBLISHED_EVIDENCE,
    PUBLISHED_MEAN,
    published_parameters,
    read,
)
from overture.fitting import correction
from overture.fitting.correction import correct
from overture.fitting.delta import DeltaRule, natural
from overture.fitting.model import Curve, Start
from overture.fitting.population import fit
from overture.simulation import DR84, simulate_delta


@dataclass(frozen=True, eq=False)
class Means:
    """Each person has one number, seen so often with unit noise: all is known in closed form."""

    seen: Any  # (T, N)
    parameters = ("level",)

    @property
    def people(self):
        return self.seen.shape[1]

    @property
    def observations(self):
        return np.full(self.people, float(len(self.seen)))

    @property
    def longest_step(self):
        return np.array((100.0,))

    def start(self):
        return Start(np.array((0.0,)), np.array((3.0,)))

    def curve(self, theta):
        times = len(self.seen)
        value = self.log_likelihood(theta[:, None], slice(None))[0]
        gradient = (self.seen - theta).sum(axis=0)[None]
        return Curve(value, gradient, np.full((1, 1, self.people), float(times)))

    def log_likelihood(self, theta, people):
        off = self.seen[:, None, people] - theta[0]
        return -0.5 * (off**2 + np.log(2 * np.pi)).sum(axis=0)


def means(people=60, times=4, seed=0):
    rng = np.random.default_rng(seed)
    own = 1.5 + 0.8 * rng.standard_normal(people)
    return Means(own + rng.standard_normal((times, people)))


def test_people_who_are_all_alike_come_to_rest_with_hardly_any_spread():
    seen = np.random.default_rng(1).standard_normal((20, 200))
    seen += 1.5 - seen.mean(axis=0)
    found = correct(Means(seen), fit(Means(seen)))
    assert found.settled
    assert found.population.sd[0] < 0.1
    assert found.population.coefficients[0, 0] == pytest.approx(1.5, abs=0.05)


def marginal(model, mean, variance):
    """Log density of everything seen, the numbers of people integrated out."""
    times = len(model.seen)
    covariance = np.eye(times) + variance
    off = model.seen - mean
    each = (off * np.linalg.solve(covariance, off)).sum(axis=0)
    constant = times * np.log(2 * np.pi) + np.linalg.slogdet(covariance)[1]
    return float(-0.5 * (each + constant).sum())


def test_where_laplace_is_exact_em_never_goes_down_and_ends_at_the_top():
    model = means()
    found = fit(model, shape="diagonal")
    assert found.settled
    assert np.diff(found.trace).min() > -1e-9
    (mean,), (variance,) = found.population.coefficients.ravel(), found.population.covariance
    middle = model.seen.mean(axis=0)
    assert mean == pytest.approx(middle.mean(), abs=1e-4)
    assert variance[0] == pytest.approx(middle.var() - 0.25, abs=0.01)
    assert found.trace[-1] == pytest.approx(marginal(model, mean, variance[0]), abs=1e-3)
    assert found.log_evidence == pytest.approx(found.trace[-1] - np.log(60), abs=1e-8)


def test_draws_leave_alone_what_is_already_exact():
    model = means(200)
    found = fit(model, shape="diagonal")
    drawn = correct(model, found)
    assert drawn.log_evidence == pytest.approx(found.log_evidence, abs=0.5)
    assert drawn.population.sd == pytest.approx(found.population.sd, abs=0.01)
    assert drawn.posterior.mean == pytest.approx(found.posterior.mean, abs=0.05)


def test_covariates_explain_what_they_explain():
    rng = np.random.default_rng(1)
    about = np.stack((np.ones(400), rng.standard_normal(400)))
    own = np.array((1.0, 0.7)) @ about + 0.3 * rng.standard_normal(400)
    found = fit(Means(own + rng.standard_normal((6, 400))), covariates=about)
    assert found.population.coefficients[0] == pytest.approx((1.0, 0.7), abs=0.1)
    assert found.population.sd[0] == pytest.approx(0.3, abs=0.1)


def test_nobody_or_one_person_is_no_population():
    with pytest.raises(ValueError, match="at least two people"):
        fit(means(1))


@pytest.fixture(scope="module")
def drawn():
    people = simulate_delta(300, 84, np.random.default_rng(11))
    model = DeltaRule(people.ratings, people.outcomes)
    found = fit(model)
    return people, model, found, correct(model, found)


def test_people_and_their_population_are_recovered(drawn):
    people, _, _, found = drawn
    sd = np.array(DR84.population.sd)
    off = (found.population.coefficients[:, 0] - people.theta.mean(axis=1)) / sd
    assert np.abs(off).max() < 0.12
    assert found.population.sd / people.theta.std(axis=1) == pytest.approx(np.ones(4), abs=0.15)
    pairs = zip(natural(people.theta), natural(found.posterior.mean), strict=True)
    recovered = [np.corrcoef(true, own)[0, 1] for true, own in pairs]
    assert (np.array(recovered) > (0.9, 0.88, 0.82, 0.94)).all()


def test_a_correction_that_is_cut_off_says_that_it_did_not_settle(drawn, monkeypatch):
    _, model, found, corrected = drawn
    assert corrected.settled
    monkeypatch.setattr(correction, "_MOST_ROUNDS", 1)
    assert not correct(model, found).settled


def test_posteriors_are_as_wide_as_they_are_wrong(drawn):
    people, _, _, found = drawn
    sd = np.sqrt(np.diagonal(found.posterior.covariance).T)
    z = (people.theta - found.posterior.mean) / sd
    assert np.square(z).mean(axis=1) == pytest.approx(np.ones(4), abs=0.3)


def test_laplace_em_climbs_but_for_trifles(drawn):
    _, _, found, _ = drawn
    gains = np.diff(found.trace)
    assert gains.min() > -0.5  # Laplace is no exact bound; 25,000 ratings make this a trifle
    assert found.settled


def test_draws_take_out_the_bias_of_the_noise(drawn):
    people, _, rough, fine = drawn
    true = people.theta[3].mean()
    by_laplace, by_draws = (f.population.coefficients[3, 0] - true for f in (rough, fine))
    assert by_laplace < -0.01
    assert abs(by_draws) < abs(by_laplace)
    assert np.median(fine.effective) > 48


def test_a_warm_start_stands_where_it_stood(drawn):
    _, model, found, _ = drawn
    again = fit(model, start=found)
    assert again.passes <= 4
    assert again.log_evidence == pytest.approx(found.log_evidence, abs=0.5)


def test_the_order_of_people_does_not_matter():
    people = simulate_delta(40, 20, np.random.default_rng(2))
    found = fit(DeltaRule(people.ratings, people.outcomes))
    turned = fit(DeltaRule(people.ratings[:, ::-1], people.outcomes[:, ::-1]))
    assert turned.posterior.mean[:, ::-1] == pytest.approx(found.posterior.mean, abs=1e-2)
    assert turned.log_evidence == pytest.approx(found.log_evidence, abs=0.05)


def test_somebody_far_out_somebody_constant_and_somebody_brief_do_not_break_a_fit():
    people = simulate_delta(60, 40, np.random.default_rng(3))
    ratings, outcomes = people.ratings.copy(), people.outcomes.copy()
    ratings[:, 0] = 50.0
    ratings[20, 1] = 10_000.0
    ratings[1:, 2], outcomes[1:, 2] = np.nan, np.nan
    found = correct(model := DeltaRule(ratings, outcomes), fit(model))
    assert found.settled
    assert np.isfinite(found.posterior.mean).all()
    assert (np.diagonal(found.posterior.covariance) > 0).all()


def test_somebody_who_rated_once_is_taken_for_what_people_are():
    people = simulate_delta(60, 40, np.random.default_rng(4))
    people.ratings[1:, 2], people.outcomes[1:, 2] = np.nan, np.nan
    found = fit(DeltaRule(people.ratings, people.outcomes), shape="diagonal")
    off = found.posterior.mean[:2, 2] - found.population.coefficients[:2, 0]
    assert np.abs(off / found.population.sd[:2]).max() < 0.05


def test_the_published_fit_is_found_again():
    folder = piray_folder()
    found = fit(read(folder, "m1"), shape="diagonal")
    assert found.log_evidence == pytest.approx(PUBLISHED_EVIDENCE["m1"], abs=1.5)
    assert found.population.coefficients[:, 0] == pytest.approx(PUBLISHED_MEAN["m1"], abs=0.02)
    pairs = zip(found.posterior.mean, published_parameters(folder, "m1"), strict=True)
    assert min(np.corrcoef(mine, theirs)[0, 1] for mine, theirs in pairs) > 0.99
