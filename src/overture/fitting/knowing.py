"""What is known of people under a population that stands: no fit, only what each one's data say."""

from dataclasses import dataclass
from typing import Final

import numpy as np

from overture.fitting.model import Model
from overture.fitting.normal import Population
from overture.fitting.scoring import Posterior, advance, laplace, standing_at
from overture.fitting.weighing import ENOUGH, at_best, counted, drawn, weigh, weighted
from overture.learning import Array

_MOST_PASSES: Final = 100
_STILL: Final = 1e-7  # nats a person that a pass still wins
_SETS: Final = 3


@dataclass(frozen=True, eq=False)
class Weighted:
    """Draws (D, M, N) from everybody's posterior, with weights (M, N) that sum to 1 for each."""

    points: Array
    weights: Array

    @property
    def mean(self) -> Array:
        """Posterior means (D, N)."""
        found: Array = (self.points * self.weights).sum(axis=1)
        return found

    @property
    def sd(self) -> Array:
        """Posterior standard deviations (D, N)."""
        off = self.points - self.mean[:, None]
        found: Array = np.sqrt((off**2 * self.weights).sum(axis=1))
        return found

    def below(self, theta: Array) -> Array:
        """How much of each posterior lies below `theta` (D, N), 0-1."""
        found: Array = ((self.points < theta[:, None]) * self.weights).sum(axis=1)
        return found


def by_laplace(model: Model, population: Population, about: Array | None = None) -> Posterior:
    """Each posterior as a normal around its mode; `about` are covariates, ones if not given."""
    covariates = np.ones((1, model.people)) if about is None else about
    where = standing_at(model, population.expected(covariates))
    for _ in range(_MOST_PASSES):
        where, gain = advance(model, where, population, covariates)
        if gain < _STILL * model.people:
            break
    return laplace(where, population, covariates)[0]


def by_draws(
    model: Model, population: Population, about: Array | None = None, *, seed: int = 0
) -> Weighted:
    """The same as weighted draws; where too few of them count, drawn again around what was found.

    Raises ValueError for a model of more than twelve parameters.
    """
    covariates = np.ones((1, model.people)) if about is None else about
    around = by_laplace(model, population, covariates)
    for turn in range(_SETS):
        draws = drawn(model, around, seed + turn)
        weights = weigh(draws, population, covariates)[0]
        if counted(weights).mean() >= ENOUGH * at_best(len(draws.points)):
            break
        around = weighted(draws, weights)
    return Weighted(draws.points, weights)
