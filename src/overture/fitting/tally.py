"""What is known of people under a fitted population, each by each, and counted over all."""

from dataclasses import dataclass
from typing import Final

import numpy as np
from numpy.typing import NDArray

from overture.fitting.normal import Population
from overture.fitting.scoring import Posterior
from overture.fitting.sums import Tally
from overture.learning import Array

OWN_FROM: Final = 0.6
"""Recovery from which a parameter may be shown as a person's own."""

FEW_DRAWS: Final = 16.0
_LEAST_OBSERVATIONS: Final = 2
"""For each parameter. With fewer, a normal posterior looks surer than anybody can be."""

MOST_LEVERAGE: Final = 0.5
"""From which share on one person decides alone what a covariate is worth."""


@dataclass(frozen=True, eq=False)
class Seen:
    """People under a population: covariates (Q, N), posteriors, how many ratings each gave (N,).

    `effective` (N,) is how many draws counted for each, where draws corrected the fit.
    """

    population: Population
    covariates: Array
    posterior: Posterior
    observations: Array
    effective: Array | None = None


def recovery(seen: Seen) -> Array:
    """Expected correlation with the truth (D, N) among people as well known as each of these."""
    return np.sqrt(1.0 - left(seen))


def left(seen: Seen) -> Array:
    """The share of the spread over people that is still open for each person (D, N), 0-1."""
    spread = np.diag(seen.population.covariance)[:, None]
    share = np.clip(np.diagonal(seen.posterior.covariance).T / spread, 0.0, 1.0)
    few = seen.observations < _LEAST_OBSERVATIONS * len(spread)
    return np.where(few, 1.0, share)


def own(seen: Seen) -> NDArray[np.bool_]:
    """Where a parameter (D, N) may be shown as that person's own."""
    return recovery(seen) >= OWN_FROM


def scores(seen: Seen) -> Array:
    """Slopes (K, N) of each person's marginal likelihood by the numbers of the population.

    By the coefficients, then by the log sd. By Fisher's identity a score is the mean, under the
    person's posterior, of the slope of the log prior.
    """
    precision = seen.population.precision
    off = seen.posterior.mean - seen.population.expected(seen.covariates)
    by_mean = (precision @ off)[:, None] * seen.covariates
    second = off[:, None] * off + seen.posterior.covariance
    by_sd = np.einsum("ij,jin->in", precision, second) - 1.0  # [P E[oo'] - I]_ii
    return np.concatenate((by_mean.reshape(-1, off.shape[1]), by_sd))


def leverage(covariates: Array, together: Array) -> Array:
    """How far each person (N,) alone decides what is expected of such people, 0-1.

    `together` (Q, Q) are the products of everybody's covariates.
    """
    spread = np.linalg.pinv(together)
    found: Array = np.einsum("qn,qr,rn->n", covariates, spread, covariates)
    return found


def tally(seen: Seen, together: Array) -> Tally:
    """The same, counted and summed over people; `together` is that of `leverage`."""
    each, few = scores(seen), seen.effective is not None and seen.effective < FEW_DRAWS
    off = seen.posterior.mean - seen.population.expected(seen.covariates)
    return Tally(
        people=np.array(float(each.shape[1])),
        left=left(seen).sum(axis=1),
        scatter=np.square(off).sum(axis=1) / np.diag(seen.population.covariance),
        own=own(seen).sum(axis=1).astype(np.float64),
        scores=each @ each.T,
        few=np.array(float(np.sum(few))),
        alone=np.array(float((leverage(seen.covariates, together) > MOST_LEVERAGE).sum())),
    )
