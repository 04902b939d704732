"""The delta rule with ratings, for many people at once.

    p_t = V_t + noise,  noise ~ N(0, s^2);    V <- V + a (o_t - V),  a = a+ if o_t > V, else a-

Rescorla and Wagner (1972), with two rates. Parameters are logit a+, logit a-, V at the start and
log s. The slopes of V by the first three are carried along with it (forward sensitivities), and
the information is the expected one (Fisher scoring): the squared slopes of V over s^2, and two
for each rating about log s. A rating that was not given says nothing; an outcome that was not
given moves nothing.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cached_property
from typing import Any, Final, NamedTuple

import numpy as np
from numpy.typing import NDArray

from overture.fitting import gaussian
from overture.fitting.delta_kernel import LANES
from overture.fitting.gaussian import Foretold, logistic
from overture.fitting.linear import blocks
from overture.fitting.model import Curve, Start
from overture.learning import Array

PARAMETERS: Final = ("logit rate up", "logit rate down", "prior mean", "log noise")
_BLOCK: Final = 1024
"""People whose slopes are carried together; more would leave the fast memory."""

AnyArray = NDArray[Any]


class Passes(NamedTuple):
    """The two passes of `delta_kernel`, compiled or not."""

    squares: Callable[..., None]
    leftovers: Callable[..., None]


@dataclass(frozen=True, eq=False)
class DeltaRule:
    """Ratings and outcomes (T, N) of N people, NaN where there is none, on a scale `width` wide.

    Shorter records end in NaN. `precision` is that of the pass; single is enough to fit. Where
    `passes` are given, they are used instead of NumPy.
    """

    ratings: Array
    outcomes: Array
    width: float = 100.0
    precision: type[np.floating[Any]] = np.float32
    passes: Passes | None = None

    @property
    def parameters(self) -> tuple[str, ...]:
        """The names of the four parameters."""
        return PARAMETERS

    @property
    def people(self) -> int:
        """How many people there are."""
        return int(self.ratings.shape[1])

    @property
    def longest_step(self) -> Array:
        """A logit or a log may move by one, the prior mean by a fifth of the scale."""
        return np.array((1.0, 1.0, 0.2 * self.width, 1.0))

    @cached_property
    def observations(self) -> Array:
        """How many ratings each person gave, (N,)."""
        given: Array = (~np.isnan(self.ratings)).sum(axis=0).astype(np.float64)
        return given

    def start(self) -> Start:
        """Rates of a third, what was rated first, and the spread from one rating to the next."""
        noise = gaussian.rough_noise(self.ratings, self.width)
        middle = float(np.nanmean(gaussian.first_ratings(self.ratings)))
        return Start(
            np.array((-0.7, -0.7, middle, np.log(noise))),
            np.array((1.5, 1.5, 0.25 * self.width, 0.7)),
        )

    def curve(self, theta: Array) -> Curve:
        """Log likelihood (N,), gradient (4, N), expected information (4, 4, N)."""
        rates = logistic(theta[:2])
        chain = np.concatenate((rates * (1.0 - rates), np.ones((1, self.people))))
        return gaussian.curve(self._sums(theta), chain, theta[3], self.observations)

    def _sums(self, theta: Array) -> AnyArray:
        """Sums of products of slopes (4, 4, N), everybody's."""
        if self.passes is None:
            squares = [self._squares(theta[:, some], some) for some in blocks(self.people, _BLOCK)]
            return np.concatenate(squares, axis=2)
        ratings, outcomes = self._lanes
        natural = _in_lanes(np.concatenate((logistic(theta[:2]), theta[2:3])), self.precision)
        sums = np.zeros((len(ratings), 10, LANES), self.precision)
        self.passes.squares(ratings, outcomes, natural, sums)
        found = np.zeros((4, 4, self.people), self.precision)
        found[np.triu_indices(4)] = sums.swapaxes(0, 1).reshape(10, -1)[:, : self.people]
        return found

    @cached_property
    def _lanes(self) -> tuple[AnyArray, AnyArray]:
        """Ratings and outcomes with sixteen people side by side, (B, T, 16)."""
        return _in_lanes(self.ratings, self.precision), _in_lanes(self.outcomes, self.precision)

    @cached_property
    def _records(self) -> tuple[AnyArray, AnyArray]:
        """Ratings and outcomes with each person's together, (N, T)."""
        pair = (self.ratings, self.outcomes)
        ratings, outcomes = (np.ascontiguousarray(x.T, dtype=self.precision) for x in pair)
        return ratings, outcomes

    def foretold(self, theta: Array) -> Foretold:
        """The level before each outcome (T, N), and the noise."""
        (up, down), level = logistic(theta[:2]), theta[2].copy()
        mean = np.empty_like(self.ratings)
        for t, outcome in enumerate(self.outcomes):
            mean[t] = level
            error = np.where(np.isnan(outcome), 0.0, outcome - level)
            level += np.where(error > 0.0, up, down) * error
        return Foretold(mean, np.exp(theta[3]))

    def log_likelihood(self, theta: AnyArray, people: slice = slice(None)) -> AnyArray:
        """Log likelihood (M, n) at `theta` (4, M, n) for some of the people."""
        if self.passes is not None and not np.iscomplexobj(theta):
            total = self._leftovers(theta, people)
            return gaussian.density(total, theta[3], self.observations[people])
        kind = np.result_type(self.precision, np.complex64 if np.iscomplexobj(theta) else 0)
        up, down = logistic(theta[0]).astype(kind), logistic(theta[1]).astype(kind)
        level, total = theta[2].astype(kind), np.zeros(theta.shape[1:], kind)
        error, moved = np.empty_like(level), np.empty_like(level)
        for rating, rated, outcome, met in self._steps(people):
            np.subtract(rating, level, out=error)
            np.multiply(error, error, out=error)
            if rated is not None:
                error *= rated
            total += error
            np.subtract(outcome, level, out=error)
            if met is not None:
                error *= met
            np.maximum(error, 0.0, out=moved)
            moved *= up
            level += moved
            np.minimum(error, 0.0, out=error)
            error *= down
            level += error
        return gaussian.density(total, theta[3], self.observations[people])

    def _leftovers(self, theta: Array, people: slice) -> AnyArray:
        """Squares of what is left (M, n), by the passes that were given."""
        ratings, outcomes = (record[people] for record in self._records)
        natural = np.concatenate((logistic(theta[:2]), theta[2:3])).transpose(2, 0, 1)
        natural = np.ascontiguousarray(natural, dtype=self.precision)
        sums = np.zeros((len(ratings), natural.shape[2]), self.precision)
        if self.passes is not None:
            self.passes.leftovers(ratings, outcomes, natural, sums)
        return sums.T

    def _squares(self, theta: Array, people: slice) -> AnyArray:
        """Sums over ratings (4, 4, n) of products of the slopes of V and, last, of what is left."""
        rates = logistic(theta[:2]).astype(self.precision)
        (up, down), size = rates, theta.shape[1]
        gap, level = up - down, theta[2].astype(self.precision)
        now = np.zeros((4, size), self.precision)
        now[2] = 1.0
        slopes, seen = now[:3], np.empty_like(now)
        sums, product = np.zeros((4, 4, size), self.precision), np.empty_like(now)
        for rating, rated, outcome, met in self._steps(people):
            np.subtract(rating, level, out=now[3])
            shown = now if rated is None else np.multiply(now, rated, out=seen)
            for i in range(4):
                np.multiply(shown[i], shown[i:], out=product[i:])
                sums[i, i:] += product[i:]
            error = outcome - level
            rate = gap * (error > 0.0)
            rate += down
            if met is not None:
                error *= met
                rate *= met
            slopes -= rate * slopes
            slopes[0] += np.maximum(error, 0.0)
            slopes[1] += np.minimum(error, 0.0)
            level += rate * error
        return sums

    def _steps(
        self, people: slice
    ) -> Iterator[tuple[AnyArray, AnyArray | None, AnyArray, AnyArray | None]]:
        """Ratings and outcomes of each step, with who has one; None where everybody has."""
        rated, met = self._had[0][:, people], self._had[1][:, people]
        ratings, outcomes = self._filled[0][:, people], self._filled[1][:, people]
        all_rated, all_met = np.asarray(rated.all(axis=1)), np.asarray(met.all(axis=1))
        for t in np.flatnonzero((rated | met).any(axis=1)).tolist():
            yield (
                ratings[t],
                None if all_rated[t] else rated[t],
                outcomes[t],
                None if all_met[t] else met[t],
            )

    @cached_property
    def _had(self) -> tuple[NDArray[np.bool_], NDArray[np.bool_]]:
        return ~np.isnan(self.ratings), ~np.isnan(self.outcomes)

    @cached_property
    def _filled(self) -> tuple[AnyArray, AnyArray]:
        ratings, outcomes = np.nan_to_num(self.ratings), np.nan_to_num(self.outcomes)
        return ratings.astype(self.precision), outcomes.astype(self.precision)


def natural(theta: Array) -> Array:
    """Rates 0-1, prior mean and noise in units of the scale, from `theta` (4, ...)."""
    return np.stack((*logistic(theta[:2]), theta[2], np.exp(theta[3])))


def _in_lanes(rows: AnyArray, precision: type[np.floating[Any]]) -> AnyArray:
    """Rows (R, N) as (B, R, 16); the last block is filled up with nobody."""
    count, people = rows.shape
    found = np.full((count, -(-people // LANES) * LANES), np.nan, precision)
    found[:, :people] = rows
    return np.ascontiguousarray(found.reshape(count, -1, LANES).swapaxes(0, 1))
