"""Four trivial forecasts of the next rating, which no model of learning may lose to unsaid.

Each is made as good as it can be without a model: it goes on with every rating that is given, and
what one person's few ratings cannot tell is leant on what everybody's do. Spreads and leanings
are taken from the ratings that were `seen`; a forecast uses what came before it, and nothing else.
"""

from collections.abc import Callable
from typing import Final

import numpy as np

from overture.fitting.gaussian import Foretold
from overture.learning import Array

Rival = Callable[[Array, Array], Foretold]
"""From all ratings (T, N) and those seen (T, N), NaN where there is none."""

_LEANT: Final = 2.0
"""Ratings' worth of everybody's spread that each person's own is leant on."""


def population_mean(ratings: Array, seen: Array) -> Foretold:
    """What all people rated on average, always."""
    middle = float(np.nanmean(seen))
    spread = float(np.sqrt(np.nanmean((seen - middle) ** 2)))
    return Foretold(np.full_like(ratings, middle), np.full(ratings.shape[1], spread))


def person_mean(ratings: Array, seen: Array) -> Foretold:
    """The mean of this person's ratings so far; at first that of everybody."""
    given = ~np.isnan(ratings)
    so_far = _before(np.cumsum(np.nan_to_num(ratings), axis=0))
    count = _before(np.cumsum(given, axis=0))
    middle = float(np.nanmean(seen))
    mean = np.where(count > 0, so_far / np.maximum(count, 1), middle)
    return Foretold(mean, _spread(seen - mean))


def last_rating(ratings: Array, seen: Array) -> Foretold:
    """The same again; at first the mean of everybody."""
    last = previous(ratings)
    mean = np.where(np.isnan(last), float(np.nanmean(seen)), last)
    return Foretold(mean, _spread(np.where(np.isnan(last), np.nan, seen - mean)))


def autoregression(ratings: Array, seen: Array) -> Foretold:
    """AR(1): each person's own mean, and so much of the way from it to the last rating."""
    last, everybody = previous(ratings), float(np.nanmean(seen))
    given = (~np.isnan(seen)).sum(axis=0)
    middle = (np.nansum(seen, axis=0) + everybody) / (given + 1.0)
    pairs = ~np.isnan(seen + last)
    now, before = (np.where(pairs, series - middle, 0.0) for series in (seen, last))
    product, square = (now * before).sum(axis=0), (before**2).sum(axis=0)
    shared = product.sum() / max(float(square.sum()), 1e-12)
    weight = _LEANT * square.sum() / max(int(pairs.sum()), 1)
    lean = (product + weight * shared) / np.maximum(square + weight, 1e-12)
    mean = np.where(np.isnan(last), middle, middle + lean * (last - middle))
    return Foretold(mean, _spread(np.where(pairs, seen - mean, np.nan)))


RIVALS: Final[dict[str, Rival]] = {
    "person mean": person_mean,
    "last rating": last_rating,
    "population mean": population_mean,
    "AR(1)": autoregression,
}


def previous(ratings: Array) -> Array:
    """The last rating given before each, (T, N); NaN before the first."""
    given = ~np.isnan(ratings)
    at = np.maximum.accumulate(np.where(given, np.arange(len(given))[:, None], -1), axis=0)[:-1]
    last = np.take_along_axis(ratings, np.maximum(at, 0), axis=0)
    return np.vstack((np.full((1, ratings.shape[1]), np.nan), np.where(at < 0, np.nan, last)))


def _before(sums: Array) -> Array:
    """Running sums, up to but without each row."""
    return np.vstack((np.zeros((1, sums.shape[1])), sums[:-1]))


def _spread(left: Array) -> Array:
    """Spread (N,) of what is left, each person's leant on everybody's; never nothing."""
    square, count = np.nansum(left**2, axis=0), (~np.isnan(left)).sum(axis=0)
    shared = square.sum() / max(int(count.sum()), 1)
    found: Array = np.sqrt(np.maximum((square + _LEANT * shared) / (count + _LEANT), 1e-12))
    return found
