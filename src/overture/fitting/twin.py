"""The Kalman twin: what is met in one situation tells about others, and less with every meeting.

    m(k') <- m(k') + g C(k',k) / (C(k,k) + R) e,   e = outcome - m(k),   g = g+ if e > 0, else g-
    C(k',k'') <- C(k',k'') - C(k',k) C(k,k'') / (C(k,k) + R)

with C = s^2 exp(-d^2 / 2 w^2) at the start. With both gains 1 it is the Kalman filter of a
Gaussian process over situations (Kalman 1960; Rasmussen and Williams 2006). A rating is m(k) +
noise. Parameters are log g+, log g-, m at the start, log w and log noise; s and R are shares of the
scale. Only situations that a person has visited are carried, which leaves every number as it is.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from typing import Final, NamedTuple

import numpy as np
from numpy.typing import NDArray

from overture.fitting import gaussian
from overture.fitting.gaussian import AnyArray, Foretold
from overture.fitting.model import Curve, Start
from overture.learning import Array

PARAMETERS: Final = ("log gain up", "log gain down", "prior mean", "log width", "log noise")
BELIEF_SPREAD: Final = 0.2
"""Spread s of what is believed at the start, as a share of the scale."""

OUTCOME_SPREAD: Final = 0.15
"""Spread of outcomes around what is to be expected, the square root of R, likewise."""

_BLOCK: Final = 128
"""People, or draws of people, whose beliefs are carried together."""


class _Step(NamedTuple):
    """One encounter of each person: where, what was rated and met, and who did either."""

    here: NDArray[np.intp]
    rating: Array
    rated: Array
    outcome: Array
    met: Array


@dataclass(frozen=True, eq=False)
class Twin:
    """Ratings and outcomes (T, N), NaN where there is none, in situations `places` (T, N).

    `squared_distance` (K, K) says how far apart the situations lie.
    """

    ratings: Array
    outcomes: Array
    places: NDArray[np.intp]
    squared_distance: Array
    width: float = 100.0

    @property
    def parameters(self) -> tuple[str, ...]:
        """The names of the five parameters."""
        return PARAMETERS

    @property
    def people(self) -> int:
        """How many people there are."""
        return int(self.ratings.shape[1])

    @property
    def longest_step(self) -> Array:
        """A log may move by one half or one, the prior mean by a fifth of the scale."""
        return np.array((0.5, 0.5, 0.2 * self.width, 0.5, 1.0))

    @cached_property
    def observations(self) -> Array:
        """How many ratings each person gave, (N,)."""
        given: Array = (~np.isnan(self.ratings)).sum(axis=0).astype(np.float64)
        return given

    def start(self) -> Start:
        """Gains of a Kalman filter, what was rated first, and half the usual distance as width."""
        noise = gaussian.rough_noise(self.ratings, self.width)
        middle = float(np.nanmean(gaussian.first_ratings(self.ratings)))
        apart = self.squared_distance[self.squared_distance > 0.0]
        near = 0.5 * np.log(np.median(apart)) if apart.size else 0.0
        return Start(
            np.array((0.0, 0.0, middle, near - 0.7, np.log(noise))),
            np.array((0.7, 0.7, 0.25 * self.width, 0.7, 0.7)),
        )

    def curve(self, theta: Array) -> Curve:
        """Log likelihood (N,), gradient (5, N), expected information (5, 5, N)."""
        sums = [self._squares(theta[:, some], some) for some in _blocks(self.people)]
        chain = np.ones((4, self.people))
        return gaussian.curve(np.concatenate(sums, axis=2), chain, theta[4], self.observations)

    def log_likelihood(self, theta: AnyArray, people: slice = slice(None)) -> AnyArray:
        """Log likelihood (M, n) at `theta` (5, M, n) for some of the people."""
        size, points, some = theta.shape
        flat = theta.reshape(size, points * some)
        who = np.tile(np.arange(self.people)[people], points)
        squares = np.zeros(len(who), theta.dtype)
        for few in _blocks(len(who)):
            for step, expected in self._expected(flat[:, few], who[few]):
                squares[few] += step.rated * (step.rating - expected) ** 2
        left = squares.reshape(points, some)
        return gaussian.density(left, theta[4], self.observations[people])

    def foretold(self, theta: Array) -> Foretold:
        """What each person expected where they were, before each outcome (T, N), and the noise."""
        everybody = np.arange(self.people)
        mean = np.array([expected for _, expected in self._expected(theta, everybody)])
        return Foretold(mean, np.exp(theta[4]))

    def _expected(self, theta: AnyArray, who: NDArray[np.intp]) -> Iterator[tuple[_Step, AnyArray]]:
        """Each encounter of these people, and what they expect there (N,) at `theta` (5, N)."""
        everybody, sure = np.arange(len(who)), (OUTCOME_SPREAD * self.width) ** 2
        up, down = np.exp(theta[:2])
        spread = self._prior(np.exp(theta[3]), who)
        belief = np.repeat(theta[2][:, None], spread.shape[1], axis=1)
        told = np.empty_like(spread)
        for step in self._steps(who):
            expected = belief[everybody, step.here]
            yield step, expected
            row = spread[everybody, step.here]
            share = row * (step.met / (row[everybody, step.here] + sure))[:, None]
            error = step.outcome - expected
            belief += (np.where(error.real > 0.0, up, down) * error)[:, None] * share
            spread -= np.multiply(row[:, :, None], share[:, None, :], out=told)

    def _squares(self, theta: Array, people: slice) -> Array:
        """Sums over ratings (5, 5, n) of products of slopes and, last, of what is left."""
        who = np.arange(self.people)[people]
        everybody, sure = np.arange(len(who)), (OUTCOME_SPREAD * self.width) ** 2
        up, down = np.exp(theta[:2])
        spread = self._prior(np.exp(theta[3]), who)
        by_width = spread * self._apart[who] * np.exp(-2.0 * theta[3])[:, None, None]
        # What is believed, (n, S), and its slopes by the first four parameters.
        carried = np.zeros((5, *spread.shape[:2]))
        carried[3], carried[0] = 1.0, theta[2][:, None]
        sums = np.zeros((5, 5, len(who)))
        for step in self._steps(who):
            now = carried[:, everybody, step.here]
            error = step.outcome - now[0]
            seen = np.concatenate((now[1:], (step.rating - now[0])[None])) * step.rated
            sums += seen[:, None] * seen
            row, slope = spread[everybody, step.here], by_width[everybody, step.here]
            own = step.met / (row[everybody, step.here] + sure)
            share = row * own[:, None]
            by_share = (slope - share * slope[everybody, step.here][:, None]) * own[:, None]
            gain = np.where(error > 0.0, up, down)
            moved = -gain * now
            moved[0] = gain * error
            moved[1] += np.where(error > 0.0, moved[0], 0.0)
            moved[2] += np.where(error > 0.0, 0.0, moved[0])
            carried += moved[:, :, None] * share
            carried[4] += moved[0][:, None] * by_share
            _narrowed(spread, by_width, row, slope, share, by_share)
        return sums

    def _prior(self, width: AnyArray, who: NDArray[np.intp]) -> AnyArray:
        """Covariances (n, S, S) of what these people believe at the start."""
        start = (BELIEF_SPREAD * self.width) ** 2
        found: AnyArray = start * np.exp(-0.5 * self._apart[who] / (width**2)[:, None, None])
        return found

    def _steps(self, who: NDArray[np.intp]) -> Iterator[_Step]:
        met, rated = ~np.isnan(self.outcomes[:, who]), ~np.isnan(self.ratings[:, who])
        outcomes, ratings = (
            np.nan_to_num(self.outcomes[:, who]),
            np.nan_to_num(self.ratings[:, who]),
        )
        here = self._visits[0][:, who]
        for t in range(len(here)):
            yield _Step(here[t], ratings[t], rated[t] * 1.0, outcomes[t], met[t] * 1.0)

    @cached_property
    def _visits(self) -> tuple[NDArray[np.intp], NDArray[np.intp]]:
        """Each encounter's place among those this person visited (T, N), and which those are.

        The second is (N, S), filled up with situation 0 for who visited fewer.
        """
        each = [np.unique(own, return_inverse=True) for own in self.places.T]
        visited = np.zeros((self.people, max(len(own) for own, _ in each)), dtype=np.intp)
        for person, (own, _) in enumerate(each):
            visited[person, : len(own)] = own
        return np.stack([inverse for _, inverse in each], axis=1), visited

    @cached_property
    def _apart(self) -> Array:
        """Squared distances (N, S, S) between the situations that each person visited."""
        visited = self._visits[1]
        return self.squared_distance[visited[:, :, None], visited[:, None, :]]


def _narrowed(
    spread: Array, by_width: Array, row: Array, slope: Array, share: Array, by_share: Array
) -> None:
    """Take from the covariances (n, S, S), and from their slopes, what a meeting told."""
    spread -= row[:, :, None] * share[:, None, :]
    by_width -= slope[:, :, None] * share[:, None, :]
    by_width -= row[:, :, None] * by_share[:, None, :]


def _blocks(people: int) -> Iterator[slice]:
    for first in range(0, people, _BLOCK):
        yield slice(first, min(first + _BLOCK, people))
