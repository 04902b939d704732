"""What models of ratings with normal noise have in common: from residuals to likelihoods.

A rating is what the model expects of it, plus noise with a spread of the person's own, whose log
is the last parameter.
"""

from typing import Any, Final, NamedTuple, Protocol

import numpy as np
from numpy.typing import NDArray

from overture.fitting.model import Curve, Model
from overture.learning import Array

_LOG_ROOT_2_PI: Final = 0.5 * float(np.log(2.0 * np.pi))
_SD_OF_CHANGE: Final = 0.5 * float(np.sqrt(np.pi))
"""Noise of which two ratings are one apart, on average."""

AnyArray = NDArray[Any]


class Foretold(NamedTuple):
    """What each rating was expected to be, (T, N), before it and its outcome, and how surely.

    `sd` (N,) is the spread of each person's ratings around that.
    """

    mean: Array
    sd: Array


class Foretelling(Model, Protocol):
    """A model of ratings that says what it expects of each, from all that went before."""

    @property
    def ratings(self) -> Array:
        """The ratings (T, N), NaN where none was given."""
        ...

    def foretold(self, theta: Array) -> Foretold:
        """What people with parameters `theta` (D, N) were expected to rate."""
        ...


def density(squares: AnyArray, log_noise: AnyArray, counts: Array) -> AnyArray:
    """Normal log density of so many residuals with this sum of squares."""
    weight = 0.5 * np.exp(-2.0 * log_noise)
    found: AnyArray = -squares * weight - counts * (log_noise + _LOG_ROOT_2_PI)
    return found


def curve(sums: AnyArray, chain: Array, log_noise: Array, counts: Array) -> Curve:
    """Log likelihood, gradient and expected information (D, D, N) from one pass.

    `sums` (D, D, N), of which the upper triangle is read, adds up over ratings the products of the
    slopes of what was expected by D - 1 quantities and, last, of the residual; `chain` (D - 1, N)
    leads from those quantities to the parameters. Each rating tells two of the log noise (Fisher).
    """
    last, noise = len(sums) - 1, np.exp(log_noise)
    upper, above = np.triu(np.ones(sums.shape[:2])), np.triu(np.ones(sums.shape[:2]), 1)
    whole = upper[..., None] * sums + (above[..., None] * sums).swapaxes(0, 1)
    by = chain / noise
    left = whole[last, last] / noise**2
    gradient = np.concatenate((by * whole[:last, last] / noise, (left - counts)[None]))
    information = np.zeros_like(whole)
    information[:last, :last] = whole[:last, :last] * by[:, None] * by
    information[last, last] = 2.0 * counts
    return Curve(density(whole[last, last], log_noise, counts), gradient, information)


def rough_noise(ratings: Array, width: float) -> float:
    """A first guess of the noise: how far one rating usually is from the next.

    The log of it is a mean over people, each of whom makes a guess: one slip of a finger does not
    widen everybody's noise, and the guesses of some people and of others make that of all.
    """
    change = np.abs(np.diff(ratings, axis=0))
    pairs = np.isfinite(change).sum(axis=0)
    far = _SD_OF_CHANGE * np.nansum(change, axis=0) / np.maximum(pairs, 1)
    own = np.where(pairs > 0, np.maximum(far, 1e-2 * width), 0.1 * width)
    return float(np.exp(np.log(own).mean()))


def first_ratings(ratings: Array) -> Array:
    """What each person rated first, (N,)."""
    found: Array = ratings[np.argmax(~np.isnan(ratings), axis=0), np.arange(ratings.shape[1])]
    return found


def logistic(x: AnyArray) -> AnyArray:
    """1 / (1 + exp(-x))."""
    found: AnyArray = 1.0 / (1.0 + np.exp(-x))
    return found
