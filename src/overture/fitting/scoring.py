"""The E-step: everybody towards the mode of their posterior, taken as normal around it.

The mode is found by scoring from where the person stood before. A step that lowers the log
posterior by more than a trifle is taken back and halved, because the two rates make a kink.
"""

from dataclasses import dataclass
from typing import Final

import numpy as np

from overture.fitting.linear import floored, inverse, times
from overture.fitting.model import Curve, Model
from overture.fitting.normal import Population
from overture.fitting.sums import Sums
from overture.learning import Array

_WORSE: Final = 1e-4
_LEAST_SHARE: Final = 0.1  # of the prior precision, where a covariance is read off


@dataclass(frozen=True, eq=False)
class Posterior:
    """What is known of each person: mean (D, N) and covariance (D, D, N)."""

    mean: Array
    covariance: Array


@dataclass(frozen=True, eq=False)
class Where:
    """Where each person stands: the point, the likelihood there, and the share of a step to try."""

    theta: Array
    curve: Curve
    share: Array


def standing_at(model: Model, theta: Array) -> Where:
    """Everybody at `theta` (D, N), before the first step."""
    return Where(theta, model.curve(theta), np.ones(theta.shape[1]))


def advance(
    model: Model, where: Where, population: Population, about: Array
) -> tuple[Where, float]:
    """One step of everybody towards the mode, kept where it did not make things worse.

    Gives back the nats won, too. No step is longer than one that the prior alone would ask for,
    so a likelihood that bends the wrong way throws nobody off.
    """
    expected, precision = population.expected(about), population.precision
    information = floored(where.curve.information + precision[..., None], precision, 1.0)
    gradient = where.curve.gradient - precision @ (where.theta - expected)
    move = times(inverse(information)[0], gradient)
    # Shortened as a whole: cut off parameter by parameter, it might no longer lead uphill.
    over = np.abs(move / model.longest_step[:, None]).max(axis=0)
    tried = where.theta + where.share / np.maximum(over, 1.0) * move
    there = model.curve(tried)
    gain = there.value - where.curve.value
    gain += _log_prior(tried - expected, precision) - _log_prior(where.theta - expected, precision)
    kept = gain >= -_WORSE
    pairs = zip(there, where.curve, strict=True)
    now = Where(
        np.where(kept, tried, where.theta),
        Curve(*(np.where(kept, new, old) for new, old in pairs)),
        np.where(kept, 1.0, 0.5 * where.share),
    )
    return now, float(np.where(kept, gain, 0.0).sum())


def laplace(where: Where, population: Population, about: Array) -> tuple[Posterior, Sums]:
    """Everybody's posterior around where they stand, and what it sums up to.

    Evidence is Laplace's (MacKay 1992, Tierney and Kadane 1986).
    """
    precision, off = population.precision, where.theta - population.expected(about)
    information = floored(where.curve.information + precision[..., None], precision, _LEAST_SHARE)
    covariance, log_determinant = inverse(information)
    each = where.curve.value + _log_prior(off, precision) - 0.5 * log_determinant
    sums = Sums(
        people=np.array(float(each.size)),
        gain=np.array(0.0),
        evidence=each.sum() + 0.5 * each.size * np.linalg.slogdet(precision)[1],
        effective=np.array(0.0),
        products=off @ off.T + covariance.sum(axis=2),
        across=off @ about.T,
        about=about @ about.T,
    )
    return Posterior(where.theta, covariance), sums


def _log_prior(off: Array, precision: Array) -> Array:
    density: Array = -0.5 * (off * (precision @ off)).sum(axis=0)
    return density
