"""Refit: the most probable parameters of one person, given all that was rated so far."""

import math
from collections.abc import Callable, Iterable
from typing import Final, NamedTuple, TypeAlias

import numpy as np

from overture.learning.events import Event
from overture.learning.history import History, history_of
from overture.learning.path import INERTIA, NOISE, Path, travel
from overture.learning.person import HIGHEST, LOWEST, PARAMETERS, Person
from overture.learning.ratings import rating_fit
from overture.learning.situation import Array

LONGEST_STEP: Final = np.array([1.0, 1.0, 0.5, 1.0, 3.0, 3.0, 1.0, 0.5, 1.0, 0.3])
# Nats that the next step could still win: a tenth of a standard deviation of the posterior.
_SETTLED: Final = 5e-3
_WORSE: Final = 1e-6


class Point(NamedTuple):
    """Log posterior (up to a constant), its gradient (10,) and a positive curvature (10, 10).

    `levels` (2, T, 3) are the belief before and after each event at this point, and `weights`
    (3, K) those of the belief after the last one.
    """

    log_posterior: float
    gradient: Array
    curvature: Array
    levels: Array
    weights: Array


# (history, theta (10,), person with the prior) -> Point; `evaluate` below or a faster equal.
Evaluate: TypeAlias = Callable[[History, Array, Person], Point]


def evaluate(history: History, theta: Array, person: Person) -> Point:
    """Log posterior, gradient and curvature at `theta` (10,), under the person's prior."""
    path = travel(history, theta)
    location, slope = _locations(history, path, theta[INERTIA])
    fit = rating_fit(history.ratings, location, math.exp(theta[NOISE]))
    precision = 1.0 / np.square(person.prior.sd)
    off = theta - person.prior.mean
    gradient = slope.T @ fit.by_location - precision * off
    gradient[NOISE] += fit.by_log_scale.sum()
    curvature = (slope.T * fit.location_weight) @ slope + np.diag(precision)
    curvature[NOISE, NOISE] += fit.scale_weight.sum()
    value = float(fit.density.sum() - 0.5 * precision @ (off * off))
    return Point(value, gradient, curvature, path.levels, path.weights)


def refit(
    events: Iterable[Event],
    person: Person,
    *,
    passes: int = 12,
    evaluate: Evaluate = evaluate,
) -> Person:
    """The person at the posterior mode, found from where the person stands now.

    `passes` bounds the number of points looked at. From the last point, one new event needs two or
    three.
    """
    return settle(history_of(events), person, passes=passes, evaluate=evaluate)[0]


def settle(
    history: History,
    person: Person,
    *,
    passes: int = 12,
    evaluate: Evaluate = evaluate,
) -> tuple[Person, Point]:
    """The person at the posterior mode and what holds there.

    Fisher scoring; a step that lowers the posterior is taken back and halved.
    """
    theta, share = np.array(person.theta), 1.0
    here = evaluate(history, theta, person)
    move = _step(here)
    for _ in range(passes):
        tried = np.clip(theta + share * move, LOWEST, HIGHEST)
        if 0.5 * here.gradient @ (tried - theta) < _SETTLED:
            break
        there = evaluate(history, tried, person)
        if there.log_posterior < here.log_posterior - _WORSE:
            share *= 0.5
            continue
        theta, here, share = tried, there, 1.0
        move = _step(here)
    sd = np.sqrt(np.diag(np.linalg.inv(here.curvature)))
    return person.at(tuple(theta.tolist()), tuple(sd.tolist())), here


def _locations(history: History, path: Path, inertia: float) -> tuple[Array, Array]:
    """Where each rating was expected (n,), and that by theta (n, 10)."""
    levels, slopes = path.levels.reshape(-1), path.slopes.reshape(-1, len(PARAMETERS))
    location, slope = levels[history.rated], slopes[history.rated]
    excess = history.leans * (history.leant_on - levels[history.leant_at])
    first = slice(history.predictions)
    location[first] += inertia * excess
    slope[first] -= (inertia * history.leans)[:, None] * slopes[history.leant_at]
    slope[first, INERTIA] = excess
    return location, slope


def _step(point: Point) -> Array:
    move = np.linalg.solve(point.curvature, point.gradient)
    return np.clip(move, -LONGEST_STEP, LONGEST_STEP)
