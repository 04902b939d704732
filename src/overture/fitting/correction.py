"""Taking out the bias of Laplace: 64 weighted draws a person in place of a normal posterior.

Draws come from the normal around the mode, a little widened, and are weighted by posterior over
proposal (importance sampling). The population is then the one that the weighted draws point to,
and the weights follow it, until both stand still. The likelihood of a draw does not depend on the
population, so it is worked out once for a set of draws. Where too few of them count, because the
modes were found under a population too far off, another set is drawn around what was found.
"""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Final

import numpy as np

from overture.fitting.draws import DRAWS, SCRAMBLES, normal_draws
from overture.fitting.linear import factor
from overture.fitting.model import Model
from overture.fitting.population import (
    Fit,
    Population,
    Posterior,
    bounds,
    moved,
    numbers_in,
    shaped,
)
from overture.learning import Array

_WIDER: Final = 1.15
_SETS: Final = 3
_ENOUGH: Final = 50.0  # of 64: what a normal posterior gives is 54
_MOST_ROUNDS: Final = 60
_BLOCK: Final = 64


@dataclass(frozen=True, eq=False)
class _Draws:
    """Points (D, 64, N) and, for each, log likelihood less log proposal (64, N)."""

    points: Array
    ahead: Array


@dataclass(frozen=True, eq=False)
class _Weighed:
    """Weights (64, N) that sum to 1, and the log marginal likelihood of each person (N,)."""

    weights: Array
    evidence: Array


def correct(model: Model, found: Fit, *, seed: int = 0) -> Fit:
    """The fit with its population, people and evidence corrected by draws.

    Raises ValueError for a model of more than twelve parameters.
    """
    population, posterior = found.population, found.posterior
    trace: list[float] = list(found.trace)
    for turn in range(_SETS):
        draws = _drawn(model, posterior, seed + turn)
        population, steps = _settled(draws, population, found, bounds(model))
        trace += steps
        weighed = _weigh(draws, population, found.covariates)
        posterior = _posterior(draws.points, weighed.weights)
        effective = 1.0 / np.square(weighed.weights).sum(axis=0)
        if effective.mean() >= _ENOUGH:
            break
    total = float(weighed.evidence.sum())
    price = 0.5 * numbers_in(population, found.shape) * np.log(found.people)
    return replace(
        found,
        population=population,
        posterior=posterior,
        log_evidence=total - price,
        trace=tuple(trace),
        effective=effective,
    )


def _drawn(model: Model, around: Posterior, seed: int) -> _Draws:
    """Draws of everybody, and how likely their ratings are at each of them."""
    normal = normal_draws(len(around.mean), seed)
    root = _WIDER * factor(around.covariance)
    people = around.mean.shape[1]
    points = np.empty((len(root), DRAWS, people))
    ahead = np.empty((DRAWS, people))
    for some in _blocks(people):
        own = normal[:, :, np.arange(some.start, some.stop) % SCRAMBLES]
        for k in range(len(root)):
            points[k, :, some] = around.mean[k, some]
            for j in range(k + 1):
                points[k, :, some] += root[k, j, some] * own[j]
        log_width = np.log(root[np.diag_indices(len(root))][:, some]).sum(axis=0)
        ahead[:, some] = model.log_likelihood(points[:, :, some], some)
        ahead[:, some] += 0.5 * np.square(own).sum(axis=0) + log_width
    return _Draws(points, ahead)


def _settled(
    draws: _Draws, population: Population, found: Fit, limits: tuple[Array, Array]
) -> tuple[Population, list[float]]:
    """The population that the draws point to, weighed under itself."""
    trace = []
    for _ in range(_MOST_ROUNDS):
        weighed = _weigh(draws, population, found.covariates)
        trace.append(float(weighed.evidence.sum()))
        before, population = population, _maximised(draws.points, weighed.weights, found, limits)
        if moved(before, population) < 1.0:
            break
    return population, trace


def _weigh(draws: _Draws, population: Population, about: Array) -> _Weighed:
    """Posterior over proposal, with the constants that make its mean the marginal likelihood."""
    expected, root = population.expected(about), np.linalg.cholesky(population.precision).T
    weights = np.empty_like(draws.ahead)
    evidence = np.empty(draws.ahead.shape[1])
    for some in _blocks(len(evidence)):
        off = draws.points[:, :, some] - expected[:, None, some]
        whitened = (root @ off.reshape(len(off), -1)).reshape(off.shape)
        score = draws.ahead[:, some] - 0.5 * np.square(whitened).sum(axis=0)
        top = score.max(axis=0)
        weights[:, some] = np.exp(score - top)
        total = weights[:, some].sum(axis=0)
        weights[:, some] /= total
        evidence[some] = top + np.log(total / DRAWS)
    return _Weighed(weights, evidence + float(np.log(np.diag(root)).sum()))


def _maximised(
    points: Array, weights: Array, found: Fit, limits: tuple[Array, Array]
) -> Population:
    """M-step over weighted draws: the moments of all people, without their own covariances."""
    about, size = found.covariates, len(points)
    mean = (points * weights).sum(axis=1)
    coefficients = np.linalg.lstsq(about.T, mean.T, rcond=None)[0].T
    total = np.zeros((size, size))
    for some in _blocks(found.people):
        off = points[:, :, some] - (coefficients @ about[:, some])[:, None]
        heavy = (off * weights[:, some]).reshape(size, -1)
        total += heavy @ off.reshape(size, -1).T
    covariance = shaped(total / found.people, found.shape, found.people, limits)
    return Population(coefficients, covariance)


def _posterior(points: Array, weights: Array) -> Posterior:
    """Mean and covariance of each person's weighted draws.

    Draws that count for few are worth few: a covariance that has collapsed would be no proposal,
    so each is widened by a share of one over the number of draws that counted.
    """
    mean = (points * weights).sum(axis=1)
    off = points - mean[:, None]
    covariance = np.einsum("imn,mn,jmn->ijn", off, weights, off)
    return Posterior(mean, covariance * (1.0 + np.square(weights).sum(axis=0)))


def _blocks(people: int) -> Iterator[slice]:
    for first in range(0, people, _BLOCK):
        yield slice(first, min(first + _BLOCK, people))
