"""The population of belief-model people, found again with all that real records lack."""

import numpy as np
import pytest

from overture.fitting.belief import BeliefModel
from overture.fitting.correction import correct
from overture.fitting.diagnostics import judge, seen
from overture.fitting.population import fit
from overture.fitting.tally import own
from overture.learning import PARAMETERS, weak_prior
from overture.simulation.belief_people import BeliefWorld, simulate_belief

PLUS, MINUS, RHO, TRAIT, TAU = (
    PARAMETERS.index(name)
    for name in (
        "logit_alpha_plus",
        "logit_alpha_minus",
        "logit_rho",
        "trait_anxiety",
        "log_tau",
    )
)


def fitted(people, encounters, seed=0, **world):
    drawn = simulate_belief(
        people, encounters, np.random.default_rng(seed), world=BeliefWorld(**world)
    )
    about = np.stack((np.ones(people), drawn.score))
    model = BeliefModel(drawn.attempts)
    return drawn, model, fit(model, covariates=about)


def alike(drawn, found):
    pairs = zip(drawn.theta, found.posterior.mean, strict=True)
    return np.array([np.corrcoef(true, own)[0, 1] for true, own in pairs])


@pytest.fixture(scope="module")
def sixteen():
    drawn, model, found = fitted(250, 16)
    return drawn, found, correct(model, found)


def test_rates_are_found_again_from_sixteen_attempts_with_ratings_after(sixteen):
    drawn, found, corrected = sixteen
    assert found.settled
    for one in (found, corrected):
        assert alike(drawn, one)[PLUS] > 0.85
        assert alike(drawn, one)[MINUS] > 0.6
        assert alike(drawn, one)[TRAIT] > 0.9


def test_draws_bring_the_population_nearer_to_where_people_came_from(sixteen):
    drawn, found, corrected = sixteen
    truth, sd = drawn.theta.mean(axis=1), drawn.theta.std(axis=1)
    off = [np.abs(one.population.coefficients[:, 0] - truth) / sd for one in (found, corrected)]
    assert off[1][PLUS] < off[0][PLUS]
    assert off[1][TAU] < off[0][TAU]
    assert off[1][[PLUS, MINUS, TRAIT]].max() < 0.2


def test_the_score_is_found_to_shift_expected_anxiety_and_hardly_the_rates(sixteen):
    slopes = sixteen[2].population.coefficients[:, 1]
    assert slopes[TRAIT] == pytest.approx(1.0, abs=0.3)
    assert np.abs(slopes[[PLUS, MINUS]]).max() < 0.2


def test_what_cannot_be_told_of_one_person_is_not_called_their_own(sixteen):
    drawn, _, corrected = sixteen
    verdict = judge(corrected)
    for known, truth in zip(verdict.known, alike(drawn, corrected), strict=True):
        # Expected from the fit alone, with nothing known of the truth.
        assert known.recovery < truth + 0.15
    assert not verdict.known[RHO].shown
    assert verdict.known[PLUS].shown
    _, few_model, few = fitted(250, 3)
    assert not own(seen(correct(few_model, few)))[[MINUS, RHO, TAU]].any()


def test_records_with_gaps_channels_never_asked_and_people_of_one_attempt_are_fitted():
    drawn, model, found = fitted(200, 16, silent=0.3, unasked=0.3, seed=2)
    assert found.settled
    assert alike(drawn, found)[PLUS] > 0.7
    assert np.isfinite(correct(model, found).posterior.covariance).all()


def test_ragged_records_give_those_who_said_little_little_of_their_own():
    drawn = simulate_belief(200, 16, np.random.default_rng(4))
    rows = drawn.attempts
    turn = np.arange(len(rows)) % 16
    kept = (turn == 0) | (rows.person % 2 == 0)  # every second person has one attempt
    shorter = type(rows)(
        rows.people,
        rows.person[kept],
        rows.situations,
        rows.place[kept],
        rows.days[kept],
        rows.met[kept],
        rows.told[:, kept],
    )
    found = fit(BeliefModel(shorter))
    spread = np.sqrt(np.diagonal(found.posterior.covariance)[:, PLUS])
    assert spread[1::2].mean() > 1.5 * spread[::2].mean()
    assert found.observations[:4].tolist() == [96.0, 6.0, 96.0, 6.0]
    assert not own(seen(found))[:, 1::2].any()


def test_one_person_far_out_does_not_move_the_others():
    drawn, _, found = fitted(80, 12, seed=5)
    odd = drawn.attempts.told.copy()
    odd[:, drawn.attempts.person == 0] = 10.0 * (np.arange(12) % 2)[None, :, None]
    attempts = type(drawn.attempts)(**{**vars(drawn.attempts), "told": odd})
    about = np.stack((np.ones(80), drawn.score))
    wild = fit(BeliefModel(attempts), covariates=about)
    moved = wild.population.coefficients[:, 0] - found.population.coefficients[:, 0]
    assert np.abs(moved / found.population.sd)[[PLUS, MINUS, TRAIT]].max() < 0.25


def test_a_fit_begins_from_what_a_new_person_is_given():
    drawn = simulate_belief(3, 2, np.random.default_rng(0))
    start = BeliefModel(drawn.attempts).start()
    assert tuple(start.mean) == weak_prior(0.0).mean
    assert tuple(start.sd) == weak_prior(0.0).sd
