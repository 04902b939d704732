"""Nothing is learned: a rating leans on the one before, whatever was met in between.

    p_t = V + c (p_last - V) + noise,  noise ~ N(0, s^2);    the first rating is V + noise

A challenger: ratings that hang together in time look like learning. Parameters are V, c and
log s. The sum of squares is a polynomial in V and c, so the ratings are gone through once only.
"""

from dataclasses import dataclass
from functools import cached_property
from typing import Final, NamedTuple

import numpy as np

from overture.fitting import gaussian
from overture.fitting.gaussian import AnyArray, Foretold
from overture.fitting.model import Curve, Start
from overture.fitting.rivals import previous
from overture.learning import Array

PARAMETERS: Final = ("level", "inertia", "log noise")


class _Moments(NamedTuple):
    """Sums (N,) over ratings p that follow another, l, both less the first rating."""

    pairs: Array
    now: Array
    last: Array
    now_now: Array
    now_last: Array
    last_last: Array


@dataclass(frozen=True, eq=False)
class Inertia:
    """Ratings (T, N) of N people, NaN where there is none, on a scale `width` wide."""

    ratings: Array
    width: float = 100.0

    @property
    def parameters(self) -> tuple[str, ...]:
        """The names of the three parameters."""
        return PARAMETERS

    @property
    def people(self) -> int:
        """How many people there are."""
        return int(self.ratings.shape[1])

    @property
    def longest_step(self) -> Array:
        """The level may move by a fifth of the scale, inertia by a half, a log by one."""
        return np.array((0.2 * self.width, 0.5, 1.0))

    @cached_property
    def observations(self) -> Array:
        """How many ratings each person gave, (N,)."""
        given: Array = (~np.isnan(self.ratings)).sum(axis=0).astype(np.float64)
        return given

    def start(self) -> Start:
        """The middle of all ratings, a little inertia, and the spread from one to the next."""
        noise = gaussian.rough_noise(self.ratings, self.width)
        return Start(
            np.array((float(np.nanmean(self.ratings)), 0.2, np.log(noise))),
            np.array((0.25 * self.width, 0.4, 0.7)),
        )

    def curve(self, theta: Array) -> Curve:
        """Log likelihood (N,), gradient (3, N) and information (3, 3, N) given what was rated."""
        level, inertia = theta[0] - self._first, theta[1]
        left, m = 1.0 - inertia, self._moments
        sums = np.zeros((3, 3, self.people))
        sums[0, 0] = m.pairs * left**2 + self._rated
        sums[0, 1] = left * (m.last - m.pairs * level)
        sums[1, 1] = m.last_last - 2.0 * level * m.last + m.pairs * level**2
        residual = m.now - inertia * m.last - m.pairs * left * level
        by_last = m.now_last - inertia * m.last_last - left * level * m.last
        sums[0, 2] = left * residual - level * self._rated
        sums[1, 2] = by_last - level * residual
        sums[2, 2] = self._squares(level, inertia, slice(None))
        return gaussian.curve(sums, np.ones((2, self.people)), theta[2], self.observations)

    def log_likelihood(self, theta: AnyArray, people: slice = slice(None)) -> AnyArray:
        """Log likelihood (M, n) at `theta` (3, M, n) for some of the people."""
        squares = self._squares(theta[0] - self._first[people], theta[1], people)
        return gaussian.density(squares, theta[2], self.observations[people])

    def foretold(self, theta: Array) -> Foretold:
        """What each rating leans on (T, N), and the noise."""
        level, last = theta[0], self._last
        mean = np.where(np.isnan(last), level, level + theta[1] * (last - level))
        return Foretold(mean, np.exp(theta[2]))

    def _squares(self, level: AnyArray, inertia: AnyArray, people: slice) -> AnyArray:
        """Sum of squared residuals, the level being told from the first rating."""
        m = _Moments(*(moment[people] for moment in self._moments))
        own, rated = (1.0 - inertia) * level, self._rated[people]
        free = m.now_now - 2.0 * inertia * m.now_last + inertia**2 * m.last_last
        found: AnyArray = (
            free - 2.0 * own * (m.now - inertia * m.last) + m.pairs * own**2 + level**2 * rated
        )
        return found

    @cached_property
    def _rated(self) -> Array:
        """1 for who rated at all, (N,)."""
        return np.minimum(self.observations, 1.0)

    @cached_property
    def _first(self) -> Array:
        # Sums of squares are taken from here, so that they lose no digits to a far-off zero.
        return np.nan_to_num(gaussian.first_ratings(self.ratings))

    @cached_property
    def _last(self) -> Array:
        """The last rating given before each, (T, N); NaN before the first."""
        return previous(self.ratings)

    @cached_property
    def _moments(self) -> _Moments:
        now, last = self.ratings - self._first, self._last - self._first
        follows = ~np.isnan(now + last)
        now, last = np.where(follows, now, 0.0), np.where(follows, last, 0.0)
        products = (np.ones_like(now) * follows, now, last, now * now, now * last, last * last)
        return _Moments(*(product.sum(axis=0) for product in products))
