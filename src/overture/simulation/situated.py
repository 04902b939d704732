"""Made-up people who move among situations, and rate what they expect by one rule or another.

A person's outcomes hang together between situations that resemble each other. What people expect
of them is made by the rule that is asked for, so that one can see whether a fit finds it again.
"""

from collections.abc import Callable
from dataclasses import dataclass
from math import log
from typing import Final

import numpy as np
from numpy.typing import NDArray

Array = NDArray[np.float64]
Places = NDArray[np.intp]


@dataclass(frozen=True)
class Situated:
    """True parameters (D, N); ratings, outcomes and places (T, N); situations' distances (K, K).

    Distances are squared. Ratings are as the rule has them: neither rounded nor kept on the scale.
    """

    theta: Array
    ratings: Array
    outcomes: Array
    places: Places
    squared_distance: Array


@dataclass(frozen=True)
class Surroundings:
    """Where people go and what they meet there, on a scale of 0-100.

    Situations lie anywhere in a cube of four features. A person's level in each is normal, and as
    alike between two of them as exp(-d^2 / 2 w^2) says; outcomes scatter around it.
    """

    situations: int = 12
    features: int = 4
    level: float = 45.0
    spread: float = 20.0
    alike: float = 0.6
    chance: float = 15.0


Expects = Callable[[Array, Array, Array, Places, Array], Array]
"""From theta, noise, outcomes, places and squared distances to ratings (T, N)."""


@dataclass(frozen=True)
class Rule:
    """A rule by which people expect, and the normal distribution that its parameters come from.

    Parameters are in the order of the model of the same name; the last is the log noise.
    """

    mean: tuple[float, ...]
    sd: tuple[float, ...]
    expects: Expects


def simulate_situated(
    rule: Rule,
    people: int,
    encounters: int,
    rng: np.random.Generator,
    surroundings: Surroundings | None = None,
) -> Situated:
    """Draw so many people, and let each live through so many encounters by one rule."""
    around = surroundings or Surroundings()
    points = rng.random((around.situations, around.features))
    apart = np.square(points[:, None] - points).sum(axis=2)
    places = rng.integers(0, around.situations, (encounters, people))
    outcomes = _met(places, apart, around, rng)
    size = len(rule.mean)
    theta = np.array(rule.mean)[:, None] + np.array(rule.sd)[:, None] * rng.standard_normal(
        (size, people)
    )
    noise = np.exp(theta[-1]) * rng.standard_normal((encounters, people))
    return Situated(
        theta, rule.expects(theta, noise, outcomes, places, apart), outcomes, places, apart
    )


def _met(places: Places, apart: Array, around: Surroundings, rng: np.random.Generator) -> Array:
    alike = np.exp(-0.5 * apart / around.alike**2) + 1e-9 * np.eye(len(apart))
    root = around.spread * np.linalg.cholesky(alike)
    levels = around.level + root @ rng.standard_normal((len(apart), places.shape[1]))
    chance = around.chance * rng.standard_normal(places.shape)
    return np.clip(levels[places, np.arange(places.shape[1])] + chance, 0.0, 100.0)


def _by_delta(theta: Array, noise: Array, outcomes: Array, _places: Places, _apart: Array) -> Array:
    """One level for all situations, two rates."""
    up, down = 1.0 / (1.0 + np.exp(-theta[:2]))
    level, ratings = theta[2].copy(), np.empty_like(noise)
    for t, outcome in enumerate(outcomes):
        ratings[t] = level + noise[t]
        level += np.where(outcome > level, up, down) * (outcome - level)
    return ratings


def _by_one_rate(
    theta: Array, noise: Array, outcomes: Array, places: Places, apart: Array
) -> Array:
    return _by_delta(theta[[0, 0, 1, 2]], noise, outcomes, places, apart)


def _by_inertia(theta: Array, noise: Array, _met: Array, _places: Places, _apart: Array) -> Array:
    """Leaning on the last rating; what was met is nothing to it."""
    level, lean = theta[:2]
    ratings = np.empty_like(noise)
    ratings[0] = level + noise[0]
    for t in range(1, len(noise)):
        ratings[t] = level + lean * (ratings[t - 1] - level) + noise[t]
    return ratings


def _by_twin(theta: Array, noise: Array, outcomes: Array, places: Places, apart: Array) -> Array:
    """A Kalman filter for each person over all situations, with a gain for better and worse."""
    ratings = np.empty_like(noise)
    for person, (up, down, prior, width) in enumerate(np.vstack((np.exp(theta[:2]), theta[2:4])).T):
        mean = np.full(len(apart), prior)
        spread = 20.0**2 * np.exp(-0.5 * apart / np.exp(2.0 * width))
        for t, (k, outcome) in enumerate(zip(places[:, person], outcomes[:, person], strict=True)):
            ratings[t, person] = mean[k] + noise[t, person]
            share = spread[:, k] / (spread[k, k] + 15.0**2)
            mean += (up if outcome > mean[k] else down) * share * (outcome - mean[k])
            spread -= np.outer(share, spread[k])
    return ratings


def _by_kernel(theta: Array, noise: Array, outcomes: Array, places: Places, apart: Array) -> Array:
    """A delta rule whose every step moves like situations too."""
    ratings = np.empty_like(noise)
    rates = 1.0 / (1.0 + np.exp(-theta[:2]))
    for person, (up, down, prior, width) in enumerate(np.vstack((rates, theta[2:4])).T):
        mean, alike = np.full(len(apart), prior), np.exp(-0.5 * apart / np.exp(2.0 * width))
        for t, (k, outcome) in enumerate(zip(places[:, person], outcomes[:, person], strict=True)):
            ratings[t, person] = mean[k] + noise[t, person]
            mean += (up if outcome > mean[k] else down) * alike[k] * (outcome - mean[k])
    return ratings


ONE_RATE: Final = Rule((-0.8, 60.0, log(8.0)), (0.8, 12.0, 0.3), _by_one_rate)
TWO_RATES: Final = Rule((-1.1, -0.1, 60.0, log(8.0)), (0.8, 0.8, 12.0, 0.3), _by_delta)
INERTIA: Final = Rule((50.0, 0.35, log(8.0)), (12.0, 0.2, 0.3), _by_inertia)
KERNEL: Final = Rule(
    (-1.1, -0.4, 60.0, log(0.5), log(8.0)), (0.8, 0.8, 12.0, 0.35, 0.3), _by_kernel
)
KALMAN: Final = Rule((-0.2, 0.2, 60.0, log(0.6), log(8.0)), (0.4, 0.4, 12.0, 0.35, 0.3), _by_twin)
"""The last is the task KF12 that methods are compared on, with 84 encounters."""
