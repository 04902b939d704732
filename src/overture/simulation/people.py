"""Made-up people who learn by the delta rule, and what they met and rated.

The rule is that of Rescorla and Wagner (1972), with a rate of its own for what went better than
expected and for what went worse: a rating is `V + noise`, then `V += rate (outcome - V)`.
"""

from dataclasses import dataclass
from math import log
from typing import Final

import numpy as np
from numpy.typing import NDArray

Array = NDArray[np.float64]


@dataclass(frozen=True)
class DeltaPopulation:
    """Mean and sd of the normal distribution that each person's parameters come from.

    In the order logit rate up, logit rate down, prior mean, log noise.
    """

    mean: tuple[float, float, float, float]
    sd: tuple[float, float, float, float]


@dataclass(frozen=True)
class DeltaWorld:
    """What people meet: a level of their own that wanders, and chance around it, kept on a scale.

    All in units of the scale, which runs from `low` to `high`.
    """

    level: tuple[float, float] = (45.0, 12.0)
    drift: float = 2.0
    chance: float = 15.0
    low: float = 0.0
    high: float = 100.0


@dataclass(frozen=True)
class DeltaTask:
    """A population, a world, and how many encounters are fitted and how many foretold."""

    population: DeltaPopulation
    world: DeltaWorld
    fitted: int
    held_out: int


DR84: Final = DeltaTask(
    population=DeltaPopulation((-1.1, -0.4, 60.0, log(8.0)), (0.8, 0.8, 12.0, 0.3)),
    world=DeltaWorld(),
    fitted=84,
    held_out=14,
)
"""The task that methods are compared on, on a scale of 0-100."""


@dataclass(frozen=True)
class DeltaPeople:
    """True parameters (4, N), and ratings and outcomes (T, N), people in the last axis.

    Ratings are as the model has them: neither rounded nor kept on the scale.
    """

    theta: Array
    ratings: Array
    outcomes: Array


def simulate_delta(
    people: int,
    encounters: int,
    rng: np.random.Generator,
    *,
    population: DeltaPopulation = DR84.population,
    world: DeltaWorld = DR84.world,
) -> DeltaPeople:
    """Draw so many people and let each live through so many encounters; DR-84 if not told."""
    mean, sd = np.array(population.mean), np.array(population.sd)
    theta = mean[:, None] + sd[:, None] * rng.standard_normal((4, people))
    outcomes = _met(people, encounters, rng, world)
    noise = np.exp(theta[3]) * rng.standard_normal((encounters, people))
    return DeltaPeople(theta, _expected(theta, outcomes) + noise, outcomes)


def _met(people: int, encounters: int, rng: np.random.Generator, world: DeltaWorld) -> Array:
    own = world.level[0] + world.level[1] * rng.standard_normal(people)
    drift = np.cumsum(world.drift * rng.standard_normal((encounters, people)), axis=0)
    chance = world.chance * rng.standard_normal((encounters, people))
    return np.clip(own + drift + chance, world.low, world.high)


def _expected(theta: Array, outcomes: Array) -> Array:
    """What each person expects before each outcome, (T, N)."""
    up, down = 1.0 / (1.0 + np.exp(-theta[:2]))
    level, expected = theta[2].copy(), np.empty_like(outcomes)
    for t, outcome in enumerate(outcomes):
        expected[t] = level
        error = outcome - level
        level += np.where(error > 0.0, up, down) * error
    return expected
