"""Ratings of people who move among situations: the pass that rules of generalising share.

    m(k') <- m(k') + g h(k', k) e,   e = outcome - m(k),   g = g+ if e > 0, else g-

A rating is m(k) + noise. How far a meeting at k tells of k' is h, which a rule makes of how much
alike they are, exp(-d^2 / 2 w^2), and of what has been met before. Parameters are those of g+ and
g-, m at the start, log w and log noise. Only situations that a person has visited are carried,
which leaves every number as it is.
"""

from abc import ABC, abstractmethod
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from typing import Final, NamedTuple

import numpy as np
from numpy.typing import NDArray

from overture.fitting import gaussian
from overture.fitting.gaussian import AnyArray, Foretold
from overture.fitting.linear import blocks
from overture.fitting.model import Curve, Start
from overture.learning import Array

_BLOCK: Final = 128
"""People, or draws of people, whose beliefs are carried together."""


class Telling(NamedTuple):
    """How far a meeting tells of each situation (n, S), and the slope of that by log w, if asked.

    Both are nothing for who met nothing.
    """

    share: AnyArray
    by_width: AnyArray | None


class Near(NamedTuple):
    """How alike situations are (n, S, S) in the eyes of each person, and its slope by log w."""

    alike: AnyArray
    by_width: AnyArray | None


class _Step(NamedTuple):
    """One encounter of each person: where, what was rated and met, and who did either."""

    here: NDArray[np.intp]
    rating: Array
    rated: Array
    outcome: Array
    met: Array


@dataclass(frozen=True, eq=False)
class Situated(ABC):
    """Ratings and outcomes (T, N), NaN where there is none, in situations `places` (T, N).

    `squared_distance` (K, K) says how far apart the situations lie.
    """

    ratings: Array
    outcomes: Array
    places: NDArray[np.intp]
    squared_distance: Array
    width: float = 100.0

    @property
    @abstractmethod
    def parameters(self) -> tuple[str, ...]:
        """The names of the five parameters."""

    @abstractmethod
    def gains(self, theta: AnyArray) -> tuple[AnyArray, AnyArray]:
        """How far people move for better and for worse, (n,) each."""

    @abstractmethod
    def chain(self, theta: Array) -> Array:
        """What leads from the logs of both gains to their parameters, (2, n)."""

    @abstractmethod
    def near(self, log_width: AnyArray, apart: Array, *, slopes: bool) -> Near:
        """How alike situations are at first, from squared distances (n, S, S)."""

    @abstractmethod
    def told(self, near: Near, here: NDArray[np.intp], met: Array) -> Telling:
        """How far a meeting here tells of other situations; `near` may change by it."""

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

    @property
    @abstractmethod
    def usual_gain(self) -> tuple[float, float]:
        """A guess of the parameters of both gains, and its spread."""

    def start(self) -> Start:
        """A usual gain, what was rated first, and a quarter of the usual distance as width."""
        noise = gaussian.rough_noise(self.ratings, self.width)
        middle = float(np.nanmean(gaussian.first_ratings(self.ratings)))
        apart = self.squared_distance[self.squared_distance > 0.0]
        near = 0.5 * np.log(np.median(apart)) if apart.size else 0.0
        gain, spread = self.usual_gain
        return Start(
            np.array((gain, gain, middle, near - 0.7, np.log(noise))),
            np.array((spread, spread, 0.25 * self.width, 0.7, 0.7)),
        )

    def curve(self, theta: Array) -> Curve:
        """Log likelihood (N,), gradient (5, N), expected information (5, 5, N)."""
        sums = [self._squares(theta[:, some], some) for some in blocks(self.people, _BLOCK)]
        chain = np.concatenate((self.chain(theta), np.ones((2, self.people))))
        return gaussian.curve(np.concatenate(sums, axis=2), chain, theta[4], self.observations)

    def log_likelihood(self, theta: AnyArray, people: slice = slice(None)) -> AnyArray:
        """Log likelihood (M, n) at `theta` (5, M, n) for some of the people."""
        size, points, some = theta.shape
        flat = theta.reshape(size, points * some)
        who = np.tile(np.arange(self.people)[people], points)
        squares = np.zeros(len(who), theta.dtype)
        for few in blocks(len(who), _BLOCK):
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
        everybody, (up, down) = np.arange(len(who)), self.gains(theta)
        near = self.near(theta[3], self._apart[who], slopes=False)
        belief = np.repeat(theta[2][:, None], near.alike.shape[1], axis=1)
        for step in self._steps(who):
            expected = belief[everybody, step.here]
            yield step, expected
            error = step.outcome - expected
            gain = np.where(error.real > 0.0, up, down)
            belief += (gain * error)[:, None] * self.told(near, step.here, step.met).share

    def _squares(self, theta: Array, people: slice) -> Array:
        """Sums over ratings (5, 5, n) of products of slopes and, last, of what is left."""
        who = np.arange(self.people)[people]
        everybody, (up, down) = np.arange(len(who)), self.gains(theta)
        near = self.near(theta[3], self._apart[who], slopes=True)
        # What is believed, (n, S), and its slopes by both log gains, the start and the log width.
        carried = np.zeros((5, *near.alike.shape[:2]))
        carried[3], carried[0] = 1.0, theta[2][:, None]
        sums = np.zeros((5, 5, len(who)))
        for step in self._steps(who):
            now = carried[:, everybody, step.here]
            error = step.outcome - now[0]
            seen = np.concatenate((now[1:], (step.rating - now[0])[None])) * step.rated
            sums += seen[:, None] * seen
            telling = self.told(near, step.here, step.met)
            better = error > 0.0
            gain = np.where(better, up, down)
            moved = -gain * now
            moved[0] = gain * error
            moved[1] += np.where(better, moved[0], 0.0)
            moved[2] += np.where(better, 0.0, moved[0])
            carried += moved[:, :, None] * telling.share
            carried[4] += moved[0][:, None] * telling.by_width
        return sums

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
