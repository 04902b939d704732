import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.support.learning import START, histories, made_up_history, people

from overture.fitting.attempts import attempts_of
from overture.fitting.belief import BeliefModel
from overture.learning import (
    PARAMETERS,
    Event,
    Outcome,
    Person,
    Prediction,
    Situation,
    new_person,
    weak_prior,
)
from overture.learning.history import history_of
from overture.learning.path import INERTIA, NOISE
from overture.learning.person import NOISE_FLOOR
from overture.learning.refit import evaluate

PERSON = new_person(weak_prior(None))
groups = st.lists(st.tuples(histories(max_size=8), people()), min_size=1, max_size=5)


def thetas(group) -> np.ndarray:
    return np.array([person.theta for _, person in group]).T


def alone(history, person: Person):
    """Log likelihood, gradient and information of one person, by the refit's own reckoning."""
    theta, prior = np.array(person.theta), person.prior
    point = evaluate(history_of(history), theta, person)
    off, precision = theta - prior.mean, 1.0 / np.square(prior.sd)
    value = point.log_posterior + 0.5 * precision @ (off * off)
    return value, point.gradient + precision * off, point.curvature - np.diag(precision)


@settings(deadline=None, max_examples=60)
@given(groups)
def test_everybody_has_the_numbers_of_their_own_refit(group):
    found = BeliefModel(attempts_of([history for history, _ in group])).curve(thetas(group))
    for n, (history, person) in enumerate(group):
        for mine, own in zip(found, alone(history, person), strict=True):
            assert mine[..., n] == pytest.approx(own, rel=1e-8, abs=1e-8)


@settings(deadline=None, max_examples=40)
@given(groups)
def test_draws_have_the_likelihood_of_the_pass(group):
    model = BeliefModel(attempts_of([history for history, _ in group]), np.float64)
    theta = thetas(group)
    two = np.stack((theta, theta[:, ::-1]), axis=1)
    found = model.log_likelihood(two)
    assert found[0] == pytest.approx(model.curve(theta).value, rel=1e-9, abs=1e-8)
    assert found[1] == pytest.approx(model.curve(theta[:, ::-1]).value, rel=1e-9, abs=1e-8)


def some_people(count: int, events: int = 14, seed: int = 0):
    rng = np.random.default_rng(seed)
    sd = np.array(PERSON.prior.sd) * 0.4
    found = []
    for n in range(count):
        theta = np.clip(np.array(PERSON.theta) + sd * rng.standard_normal(10), -5, 9)
        theta[NOISE], theta[INERTIA] = max(theta[NOISE], -0.5), abs(theta[INERTIA])
        person = PERSON.at(tuple(theta.tolist()), PERSON.sd)
        found.append((made_up_history(person, int(rng.integers(1, events + 1)), seed=n), person))
    return found


def test_the_gradient_is_that_of_finite_differences():
    group = some_people(8)
    model, theta = BeliefModel(attempts_of([h for h, _ in group]), np.float64), thetas(group)
    step = 1e-6 * np.eye(10)[:, :, None]
    moved = np.concatenate((theta[:, None] + step, theta[:, None] - step), axis=1)
    values = model.log_likelihood(moved)
    slopes = (values[:10] - values[10:]) / 2e-6
    assert model.curve(theta).gradient == pytest.approx(slopes, rel=1e-5, abs=1e-5)


def test_single_precision_is_enough_to_weigh_draws():
    group = some_people(30)
    model, theta = BeliefModel(attempts_of([h for h, _ in group])), thetas(group)
    single = model.log_likelihood(theta[:, None])[0]
    assert single == pytest.approx(model.curve(theta).value, abs=1e-3)


def test_the_information_is_never_negative():
    group = some_people(30)
    found = BeliefModel(attempts_of([h for h, _ in group])).curve(thetas(group)).information
    assert found == pytest.approx(found.swapaxes(0, 1))
    assert np.linalg.eigvalsh(np.moveaxis(found, 2, 0)).min() > -1e-9


def test_the_expected_information_is_the_spread_of_the_gradient_over_ratings_drawn_anew():
    # Inside the scale, with nothing censored, the information is the variance of the score.
    rng, many = np.random.default_rng(3), 6_000
    person = PERSON.at((*PERSON.theta[:4], 5.0, 5.0, 0.0, np.log(0.5), 3.0, 0.12), PERSON.sd)
    place = Situation("stranger")
    history = [
        Event(
            place,
            START,
            Prediction(*(float(x) for x in 5.0 + 0.5 * np.clip(rng.standard_t(4, 3), -9, 9))),
            Outcome(4.0, 6.0, "partly"),
        )
        for _ in range(many)
    ]
    model = BeliefModel(attempts_of([[event] for event in history]))
    theta = np.repeat(np.array(person.theta)[:, None], many, axis=1)
    found = model.curve(theta)
    spread = found.gradient @ found.gradient.T / many
    expected = found.information.mean(axis=2)
    named = [PARAMETERS.index(name) for name in ("trait_anxiety", "trait_enjoyment", "log_noise")]
    for k in named:
        assert spread[k, k] == pytest.approx(expected[k, k], rel=0.1)


def test_people_in_later_blocks_are_as_if_they_were_alone():
    group = some_people(5) * 60  # 300 people: more than one block
    model = BeliefModel(attempts_of([h for h, _ in group]), np.float64)
    theta = thetas(group)
    found = model.curve(theta)
    across = slice(250, 262)
    draws = model.log_likelihood(theta[:, None, across], across)[0]
    assert draws == pytest.approx(found.value[across])
    for n in (0, 255, 256, 299):
        single = BeliefModel(attempts_of([group[n][0]])).curve(theta[:, n : n + 1])
        for mine, own in zip(found, single, strict=True):
            assert mine[..., n] == pytest.approx(own[..., 0], abs=1e-9)


def test_somebody_without_any_rating_or_event_says_nothing_and_stands_in_nobodys_way():
    full = made_up_history(PERSON, 6)
    bare = [Event(event.situation, event.at, outcome=event.outcome) for event in full]
    model = BeliefModel(attempts_of([full, [], bare]))
    theta = np.repeat(np.array(PERSON.theta)[:, None], 3, axis=1)
    found = model.curve(theta)
    assert model.observations.tolist() == [36.0, 0.0, 0.0]
    assert found.value[0] < 0.0
    assert not found.value[1:].any()
    assert not found.gradient[:, 1:].any()
    assert not found.information[..., 1:].any()


def test_noise_below_its_floor_counts_as_its_floor_and_is_not_pulled():
    history = made_up_history(PERSON, 6)
    model = BeliefModel(attempts_of([history, history]))
    theta = np.repeat(np.array(PERSON.theta)[:, None], 2, axis=1)
    theta[NOISE] = np.log(NOISE_FLOOR), -3.0
    found = model.curve(theta)
    assert found.value[1] == pytest.approx(found.value[0])
    assert found.gradient[NOISE, 0] != 0.0
    assert found.gradient[NOISE, 1] == found.information[NOISE, NOISE, 1] == 0.0


def test_visited_situations_alone_are_carried():
    few = made_up_history(PERSON, 12, places=3)
    elsewhere = made_up_history(PERSON, 30, places=20, seed=5)
    wide = BeliefModel(attempts_of([few, elsewhere]))
    assert wide._blocks[0].of(slice(0, 1)).human.shape[0] == 3
    theta = np.repeat(np.array(PERSON.theta)[:, None], 2, axis=1)
    own = BeliefModel(attempts_of([few])).curve(theta[:, :1])
    assert wide.curve(theta).value[0] == pytest.approx(own.value[0])
