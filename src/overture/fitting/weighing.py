"""Weighted draws of people in place of normal posteriors: the part of a correction done for each.

Draws come from the normal around what is known of a person, a little widened, and are weighted by
posterior over proposal (importance sampling). The likelihood of a draw does not depend on the
population, so it is worked out once for a set of draws.
"""

from dataclasses import dataclass
from typing import Final

import numpy as np

from overture.fitting.draws import DRAWS, SCRAMBLES, normal_draws
from overture.fitting.linear import blocks, factor
from overture.fitting.model import Model
from overture.fitting.normal import Population
from overture.fitting.scoring import Posterior
from overture.fitting.sums import Sums
from overture.learning import Array

ENOUGH: Final = 0.88
"""Of the draws that count where a posterior is normal; with fewer, others are drawn."""

_WIDER: Final = 1.15
_BLOCK: Final = 64


@dataclass(frozen=True, eq=False)
class Draws:
    """Points (D, 64, N) and, for each, log likelihood less log proposal (64, N)."""

    points: Array
    ahead: Array


def drawn(model: Model, around: Posterior, seed: int, first: int = 0) -> Draws:
    """Draws of everybody, and how likely their ratings are at each of them.

    People take scrambles in turn; `first` is how many people stand before these in the whole.
    Raises ValueError for a model of more than twelve parameters.
    """
    normal = normal_draws(len(around.mean), seed)
    root = _WIDER * factor(around.covariance)
    people = around.mean.shape[1]
    points = np.empty((len(root), DRAWS, people))
    ahead = np.empty((DRAWS, people))
    for some in blocks(people, _BLOCK):
        own = normal[:, :, np.arange(first + some.start, first + some.stop) % SCRAMBLES]
        for k in range(len(root)):
            points[k, :, some] = around.mean[k, some]
            for j in range(k + 1):
                points[k, :, some] += root[k, j, some] * own[j]
        log_width = np.log(root[np.diag_indices(len(root))][:, some]).sum(axis=0)
        ahead[:, some] = model.log_likelihood(points[:, :, some], some)
        ahead[:, some] += 0.5 * np.square(own).sum(axis=0) + log_width
    return Draws(points, ahead)


def weigh(draws: Draws, population: Population, about: Array) -> tuple[Array, Sums]:
    """Weights (64, N) that sum to 1 for each person, and what the weighted draws sum up to.

    They carry the constants that make their mean the marginal likelihood.
    """
    expected, root = population.expected(about), np.linalg.cholesky(population.precision).T
    size, people = len(expected), about.shape[1]
    weights, products = np.empty_like(draws.ahead), np.zeros((size, size))
    evidence, mean = np.empty(people), np.empty_like(expected)
    for some in blocks(people, _BLOCK):
        off = draws.points[:, :, some] - expected[:, None, some]
        flat = off.reshape(size, -1)
        score = draws.ahead[:, some]
        score = score - 0.5 * np.square(root @ flat).sum(axis=0).reshape(score.shape)
        top = score.max(axis=0)
        weight = np.exp(score - top)
        total = weight.sum(axis=0)
        weights[:, some] = weight = weight / total
        evidence[some] = top + np.log(total / DRAWS)
        heavy = off * weight
        mean[:, some] = heavy.sum(axis=1)
        products += heavy.reshape(size, -1) @ flat.T
    sums = Sums(
        people=np.array(float(people)),
        gain=np.array(0.0),
        evidence=evidence.sum() + people * np.log(np.diag(root)).sum(),
        effective=counted(weights).sum(),
        products=products,
        across=mean @ about.T,
        about=about @ about.T,
    )
    return weights, sums


def counted(weights: Array) -> Array:
    """How many of a person's 64 draws count, (N,)."""
    found: Array = 1.0 / np.square(weights).sum(axis=0)
    return found


def weighted(draws: Draws, weights: Array) -> Posterior:
    """Mean and covariance of each person's weighted draws.

    Draws that count for few are worth few: a covariance that has collapsed would be no proposal,
    so each is widened by a share of one over the number of draws that counted.
    """
    mean = (draws.points * weights).sum(axis=1)
    off = draws.points - mean[:, None]
    covariance = np.einsum("imn,mn,jmn->ijn", off, weights, off)
    return Posterior(mean, covariance * (1.0 + np.square(weights).sum(axis=0)))


def mixed(one: Posterior, other: Posterior, share: Array) -> Posterior:
    """What is known of each person from two sets of draws, of which the other has this share."""
    apart = other.mean - one.mean
    covariance = one.covariance + share * (other.covariance - one.covariance)
    covariance += share * (1.0 - share) * apart[:, None] * apart
    return Posterior(one.mean + share * apart, covariance)


def at_best(size: int) -> float:
    """How many of the draws count where the posterior of D parameters is normal."""
    each = np.sqrt(2.0 * _WIDER**2 - 1.0) / _WIDER**2
    return float(DRAWS * each**size)
