"""The normal distribution that people come from, and the one that sums over people point to.

theta_i ~ N(B z_i, S)
"""

from dataclasses import dataclass
from typing import Final, Literal

import numpy as np

from overture.fitting.sums import Sums
from overture.learning import Array

Shape = Literal["diagonal", "full"]

_MEAN_MOVED: Final = 1e-3  # of a standard deviation
_SD_MOVED: Final = 1e-3
_LEAST_VARIANCE: Final = 1e-3  # of the variance that a fit starts from
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


def numbers_in(population: Population, shape: Shape) -> int:
    """How many numbers were fitted to describe the population."""
    size, about = map(int, population.coefficients.shape)
    return size * about + (size if shape == "diagonal" else size * (size + 1) // 2)


def bounds(width: Array) -> tuple[Array, Array]:
    """Least and most that each variance (D,) may be, for a fit that starts from these sd (D,).

    Least is as good as everybody alike: towards nothing at all EM would go for ever.
    Where records are too short to tell, a spread would grow without end (rates of all or nothing);
    so there is a most.
    """
    return _LEAST_VARIANCE * width**2, _MOST_VARIANCE * width**2


def maximised(
    population: Population, sums: Sums, shape: Shape, limits: tuple[Array, Array]
) -> Population:
    """M-step: regression of people on z, and the covariance that is left around it.

    `sums` are of how far people are off what `population` expects, so the regression is of that:
    small numbers, of which little is lost in squaring.
    """
    change = np.linalg.lstsq(sums.about, sums.across.T, rcond=None)[0].T.astype(np.float64)
    explained = change @ sums.across.T
    total = sums.products - explained - explained.T + change @ sums.about @ change.T
    covariance = shaped(total / sums.people, shape, float(sums.people), limits)
    return Population(population.coefficients + change, covariance)


def shaped(total: Array, shape: Shape, people: float, limits: tuple[Array, Array]) -> Array:
    """A covariance as its shape wants it: diagonal, or shrunk towards the diagonal."""
    variance = np.clip(np.diag(total), *limits)
    scale = np.sqrt(variance / np.maximum(np.diag(total), limits[0]))
    kept = 0.0 if shape == "diagonal" else people / (people + len(variance))
    found = kept * total * scale[:, None] * scale
    found[np.diag_indices(len(variance))] = variance
    return found


def moved(before: Population, after: Population) -> float:
    """How far the population moved, in units of what counts as standing still."""
    by_mean = np.abs(after.coefficients - before.coefficients) / after.sd[:, None]
    by_sd = np.abs(after.sd / before.sd - 1.0)
    return float(max(by_mean.max() / _MEAN_MOVED, by_sd.max() / _SD_MOVED))
