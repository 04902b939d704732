"""The population that people come from, by empirical Bayes: Laplace-EM over any model.

    theta_i ~ N(B z_i, S);    B, S where the data of all people are most probable

E: each person's posterior is taken as normal around its mode, which is found by scoring from
where the person stood before; a step that lowers the log posterior by more than a trifle is taken
back and halved, because the two rates make a kink. M: B by regression of the modes on z, and
S = mean[(th - Bz)(th - Bz)' + C] with C the posterior covariances. Evidence is the sum of Laplace
log evidences (MacKay 1992, Tierney and Kadane 1986), less half of log N for each number in the
population. The scheme is that of hierarchical Bayesian inference as in Piray et al. 2019.
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Final, Literal

import numpy as np

from overture.fitting.linear import floored, inverse, times
from overture.fitting.model import Curve, Model
from overture.learning import Array

Shape = Literal["diagonal", "full"]
Report = Callable[[str, float], None]

_FIRST_PASSES: Final = 40
_NEAR: Final = 0.02  # nats that a pass still wins for a person, on average
_MOST_STEPS: Final = 200
_WORSE: Final = 1e-4
_MEAN_MOVED: Final = 1e-3  # of a standard deviation
_SD_MOVED: Final = 1e-3
_DIAGONAL_STEPS: Final = 5
_LEAST_SHARE: Final = 0.1  # of the prior precision, where a covariance is read off
_LEAST_VARIANCE: Final = 1e-6  # of the variance that a fit starts from
_MOST_VARIANCE: Final = 10.0


@dataclass(frozen=True, eq=False)
class Population:
    """Coefficients B (D, Q) of the covariates and covariance S (D, D) of people around them."""

    coefficients: Array
    covariance: Array

    def expected(self, covariates: Array) -> Array:
        """What is expected of people with covariates z (Q, N): (D, N)."""
        return self.coefficients @ covariates

    @property
    def precision(self) -> Array:
        """The inverse of the covariance."""
        return np.asarray(np.linalg.inv(self.covariance), dtype=np.float64)

    @property
    def sd(self) -> Array:
        """Spread of each parameter over people, (D,)."""
        return np.sqrt(np.diag(self.covariance))


@dataclass(frozen=True, eq=False)
class Posterior:
    """What is known of each person: mean (D, N) and covariance (D, D, N)."""

    mean: Array
    covariance: Array


@dataclass(frozen=True, eq=False)
class Fit:
    """A population fitted to people, and what each of them looks like under it.

    `log_evidence` has the population's numbers paid for. `trace` is the log marginal likelihood
    after each step, before paying. `effective` is the number of draws that counted for each
    person (N,), where draws corrected the fit.
    """

    parameters: tuple[str, ...]
    observations: Array
    covariates: Array
    population: Population
    posterior: Posterior
    log_evidence: float
    trace: tuple[float, ...]
    passes: int
    settled: bool
    shape: Shape
    effective: Array | None = None

    @property
    def people(self) -> int:
        """How many people were fitted."""
        return int(self.posterior.mean.shape[1])


@dataclass
class _Where:
    """Where each person stands: the point, the likelihood there, and the share of a step to try."""

    theta: Array
    curve: Curve
    share: Array


def fit(
    model: Model,
    *,
    covariates: Array | None = None,
    shape: Shape = "full",
    start: Fit | None = None,
    report: Report = lambda _doing, _share: None,
) -> Fit:
    """Fit the population; `start` goes on from an earlier fit of the same people.

    `covariates` is (Q, N) with ones in its first row; ones alone if not given. Full covariances
    are shrunk towards their diagonal by D / (D + N). Raises ValueError for fewer than two people.
    """
    if model.people < 2:
        raise ValueError("A population needs at least two people.")
    about = np.ones((1, model.people)) if covariates is None else covariates
    population, theta = _begin(model, about, start)
    where = _Where(theta, model.curve(theta), np.ones(model.people))
    limits = bounds(model)
    trace: list[float] = []
    passes, settled = 1, False
    for step in range(_MOST_STEPS):
        for _ in range(1 if step or start else _FIRST_PASSES):
            passes += 1
            if _advance(model, where, population.expected(about), population.precision) < _NEAR:
                break
        covariance, total = _laplace(where, population, about)
        trace.append(total)
        now: Shape = (
            "full" if shape == "full" and (step >= _DIAGONAL_STEPS or start) else "diagonal"
        )
        before, population = population, maximised(where.theta, covariance, about, now, limits)
        distance = moved(before, population)
        report(
            "Fitting the population", min(1.0, _MEAN_MOVED / max(1e-3 * distance, 1e-12)) ** 0.25
        )
        if settled := distance < 1.0 and now == shape and step > 0:
            break
    covariance, total = _laplace(where, population, about)
    evidence = total - 0.5 * numbers_in(population, shape) * np.log(model.people)
    return Fit(
        model.parameters,
        model.observations,
        about,
        population,
        Posterior(where.theta, covariance),
        evidence,
        (*trace, total),
        passes,
        settled,
        shape,
    )


def numbers_in(population: Population, shape: Shape) -> int:
    """How many numbers were fitted to describe the population."""
    size, about = map(int, population.coefficients.shape)
    return size * about + (size if shape == "diagonal" else size * (size + 1) // 2)


def maximised(
    mean: Array, covariance: Array, about: Array, shape: Shape, limits: tuple[Array, Array]
) -> Population:
    """M-step: regression of posterior means (D, N) on z, and the covariance that is left.

    `covariance` (D, D, N) is each person's; `limits` are those of `bounds`.
    """
    coefficients: Array = np.linalg.lstsq(about.T, mean.T, rcond=None)[0].T.astype(np.float64)
    off = mean - coefficients @ about
    total = (off @ off.T + covariance.sum(axis=2)) / mean.shape[1]
    return Population(coefficients, shaped(total, shape, mean.shape[1], limits))


def bounds(model: Model) -> tuple[Array, Array]:
    """Least and most that each variance (D,) may be: of everybody alike, and of no end to it.

    Where records are too short to tell, a spread would grow without end (rates of all or nothing).
    """
    width = model.start().sd ** 2
    return _LEAST_VARIANCE * width, _MOST_VARIANCE * width


def shaped(total: Array, shape: Shape, people: int, limits: tuple[Array, Array]) -> Array:
    """A covariance as its shape wants it: diagonal, or shrunk towards the diagonal."""
    variance = np.clip(np.diag(total), *limits)
    scale = np.sqrt(variance / np.maximum(np.diag(total), limits[0]))
    kept = 0.0 if shape == "diagonal" else people / (people + len(variance))
    found = kept * total * scale[:, None] * scale
    found[np.diag_indices(len(variance))] = variance
    return found


def _begin(model: Model, about: Array, start: Fit | None) -> tuple[Population, Array]:
    if start is not None:
        return start.population, start.posterior.mean.copy()
    guess = model.start()
    coefficients = np.zeros((len(guess.mean), len(about)))
    coefficients[:, 0] = guess.mean
    population = Population(coefficients, np.diag(guess.sd**2))
    return population, population.expected(about)


def _advance(model: Model, where: _Where, expected: Array, precision: Array) -> float:
    """One step of everybody towards the mode, kept where it did not make things worse.

    Gives back the nats won by a person, on average. No step is longer than one that the prior
    alone would ask for, so a likelihood that bends the wrong way throws nobody off.
    """
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
    where.share = np.where(kept, 1.0, 0.5 * where.share)
    where.theta = np.where(kept, tried, where.theta)
    pairs = zip(there, where.curve, strict=True)
    where.curve = Curve(*(np.where(kept, new, old) for new, old in pairs))
    return float(np.where(kept, gain, 0.0).mean())


def _log_prior(off: Array, precision: Array) -> Array:
    density: Array = -0.5 * (off * (precision @ off)).sum(axis=0)
    return density


def _laplace(where: _Where, population: Population, about: Array) -> tuple[Array, float]:
    """Covariances around the modes, and the log marginal likelihood of everybody."""
    precision = population.precision
    information = floored(where.curve.information + precision[..., None], precision, _LEAST_SHARE)
    covariance, log_determinant = inverse(information)
    prior = _log_prior(where.theta - population.expected(about), precision)
    each = where.curve.value + prior - 0.5 * log_determinant
    total = each.sum() + 0.5 * each.size * np.linalg.slogdet(precision)[1]
    return covariance, float(total)


def moved(before: Population, after: Population) -> float:
    """How far the population moved, in units of what counts as standing still."""
    by_mean = np.abs(after.coefficients - before.coefficients) / after.sd[:, None]
    by_sd = np.abs(after.sd / before.sd - 1.0)
    return float(max(by_mean.max() / _MEAN_MOVED, by_sd.max() / _SD_MOVED))
