import numpy as np
import pytest
from hypothesis import given, settings
from numpy.typing import NDArray
from tests.support.learning import START, histories, made_up_history, people

from overture.learning import Event, Person, Situation, new_person, refit, step, weak_prior
from overture.learning.history import History, history_of
from overture.learning.path import travel
from overture.learning.person import HIGHEST, LOWEST
from overture.learning.ratings import rating_fit
from overture.learning.refit import evaluate
from overture.learning.replay import empty_state

PERSON = new_person(weak_prior(None))
AWAY = np.array([0.2, -0.2, 0.1, 0.3, 0.5, -0.4, 0.2, 0.1, -0.3, 0.05])


def numeric_gradient(history: History, theta: NDArray[np.float64]) -> NDArray[np.float64]:
    def value(at: NDArray[np.float64]) -> float:
        return evaluate(history, at, PERSON).log_posterior

    steps = np.eye(len(theta)) * 1e-6
    return np.array([(value(theta + h) - value(theta - h)) / 2e-6 for h in steps])


def test_the_gradient_agrees_with_finite_differences() -> None:
    history = history_of(made_up_history(PERSON, 25))
    theta = np.array(PERSON.theta) + AWAY
    point = evaluate(history, theta, PERSON)
    assert point.gradient == pytest.approx(numeric_gradient(history, theta), rel=1e-4, abs=1e-4)


@given(histories(max_size=8), people())
def test_the_path_that_is_fitted_is_the_path_that_update_takes(
    history: tuple[Event, ...], person: Person
) -> None:
    path, state = travel(history_of(history), np.array(person.theta)), empty_state()
    for n, event in enumerate(history):
        state, info = step(state, event, person)
        assert np.clip(path.levels[0, n], 0, 10) == pytest.approx(np.array(info.before), abs=1e-7)
        assert np.clip(path.levels[1, n], 0, 10) == pytest.approx(np.array(info.after), abs=1e-7)


@settings(max_examples=25, deadline=None)
@given(histories())
def test_a_refit_stays_in_the_box_and_never_makes_things_worse(history: tuple[Event, ...]) -> None:
    fitted = refit(history, PERSON)
    assert all(a <= x <= b for a, x, b in zip(LOWEST, fitted.theta, HIGHEST, strict=True))
    assert all(0.0 < sd < np.inf for sd in fitted.sd)
    arrays = history_of(history)
    start, end = (evaluate(arrays, np.array(p.theta), PERSON) for p in (PERSON, fitted))
    assert end.log_posterior >= start.log_posterior - 1e-4


def test_without_events_the_prior_stays() -> None:
    fitted = refit([], PERSON)
    assert fitted.theta == pytest.approx(PERSON.theta)
    assert fitted.sd == pytest.approx(PERSON.sd)


def test_with_events_that_nobody_rated_the_prior_stays() -> None:
    assert refit([Event(Situation("ai"), START)], PERSON).theta == pytest.approx(PERSON.theta)


def test_traits_and_noise_come_back_from_many_ratings() -> None:
    theta = np.array(PERSON.theta)
    theta[[4, 5, 7]] = 7.0, 3.0, np.log(0.7)
    other = PERSON.at(tuple(theta.tolist()), PERSON.sd)
    fitted = refit(made_up_history(other, 60), PERSON)
    assert fitted.theta[4] == pytest.approx(7.0, abs=1.0)
    assert fitted.theta[5] == pytest.approx(3.0, abs=1.0)
    assert fitted.noise == pytest.approx(0.7, abs=0.2)
    assert fitted.sd[4] < PERSON.sd[4]


def test_a_refit_from_the_last_point_arrives_where_one_from_the_prior_does() -> None:
    history = made_up_history(PERSON, 30)
    warm, cold = refit(history, refit(history[:-1], PERSON)), refit(history, PERSON)
    gaps = np.abs(np.array(warm.theta) - cold.theta) / cold.sd
    assert gaps.max() < 0.3


def test_a_rating_on_the_end_of_the_scale_says_only_there_or_beyond() -> None:
    far, near = (rating_fit(np.array([0.0]), np.array([m]), 1.0) for m in (-3.0, 0.0))
    assert far.density[0] > near.density[0] == pytest.approx(np.log(0.5))
    assert abs(far.by_location[0]) < abs(near.by_location[0])
