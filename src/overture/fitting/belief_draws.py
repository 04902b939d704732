"""The log likelihood of a block of people at many points each, without slopes.

The same walk as `belief_pass`, with the draws of a person side by side in the last axis.
"""

from typing import Any

import numpy as np
from numpy.typing import NDArray

from overture.fitting.belief_block import Block
from overture.fitting.belief_pass import SIGNS, Natural, natural
from overture.learning import Array
from overture.learning.belief import CHANNEL_COUNT
from overture.learning.ratings import FREEDOM, LEAST_CHANCE, LOG_PEAK, t4_cdf

Precision = type[np.floating[Any]]
AnyArray = NDArray[Any]


def log_likelihood_of(block: Block, theta: Array, precision: Precision = np.float64) -> Array:
    """Log likelihood (M, n) of n people at `theta` (10, M, n), worked out in this precision."""
    wide = natural(np.ascontiguousarray(theta.swapaxes(1, 2)))
    now = Natural._make([one.astype(precision) for one in wide])
    walk = _Walk(block, now, precision)
    total = np.zeros(theta.shape[:0:-1])
    for t in range(len(block.place)):
        for told, location in zip(block.told[t], walk.step(t), strict=True):
            _add(total, told, location, now.noise)
    counts = (~np.isnan(block.told) & (block.told > 0.0) & (block.told < 10.0)).sum(axis=(0, 1, 2))
    total += counts[:, None] * (LOG_PEAK - np.log(wide.noise))
    return total.T


class _Walk:
    """The belief at each draw of each person; arrays end in (n, M), or (n, 3, M) by channel."""

    def __init__(self, block: Block, now: Natural, precision: Precision) -> None:
        self.block, self.now, self.precision = block, now, precision
        (size, people), draws = block.human.shape, now.plus.shape[1]
        self.carried = np.zeros((size, people, CHANNEL_COUNT, draws), precision)
        self.touched = np.zeros((size, people))
        self.excess = np.zeros((people, CHANNEL_COUNT, draws), precision)
        self.moved = np.empty_like(self.excess)
        self.traits = np.ascontiguousarray(now.traits.swapaxes(0, 1))
        self.narrow = -0.5 / np.square(now.length)
        self.forget = -1.0 / now.tau
        self.everybody = np.arange(people)

    def step(self, t: int) -> tuple[AnyArray, AnyArray]:
        """Where ratings before and after event t are expected, (n, 3, M) each."""
        here = self._there(t)
        move = self._move(here, self.block.met[t].T[..., None].astype(self.precision))
        self._keep(t, move)
        before, after = self.block.told[t].swapaxes(1, 2)[..., None].astype(self.precision)
        location = here + self.now.inertia[:, None] * self.excess
        self._lean(before, here)
        here += move
        self._lean(after, here)
        return location, here

    def _there(self, t: int) -> AnyArray:
        """Levels where each person is about to meet something."""
        block, size, place = self.block, self.block.visited[t], self.block.place[t]
        here = self.traits.copy()
        alike = block.human[place, self.everybody]
        for j in range(size):
            far = block.squared_distance[j, place, self.everybody][:, None]
            near = far.astype(self.precision) * self.narrow
            age = (block.days[t] - self.touched[j])[:, None]
            near += age.astype(self.precision) * self.forget
            near += (block.human[j] != alike)[:, None] * self.now.log_rho
            np.exp(near, out=near)
            here += np.multiply(near[:, None], self.carried[j], out=self.moved)
        return here

    def _move(self, here: AnyArray, met: AnyArray) -> AnyArray:
        error = np.where(np.isnan(met), 0.0, met - here)
        better = error * SIGNS.astype(self.precision) > 0.0
        error *= np.where(better, self.now.plus[:, None], self.now.minus[:, None])
        return error

    def _keep(self, t: int, move: AnyArray) -> None:
        place, days = self.block.place[t], self.block.days[t]
        age = (days - self.touched[place, self.everybody])[:, None].astype(self.precision)
        kept = self.carried[place, self.everybody]
        kept *= np.exp(age * self.forget)[:, None]
        kept += move
        self.carried[place, self.everybody] = kept
        self.touched[place, self.everybody] = days

    def _lean(self, told: AnyArray, here: AnyArray) -> None:
        np.copyto(self.excess, told - here, where=~np.isnan(told))


def _add(total: Array, told: Array, location: AnyArray, noise: AnyArray) -> None:
    """Add the log densities of ratings `told` (3, n), less what each rating alike has in them."""
    ratings = told.T
    kind = location.dtype
    z = (np.nan_to_num(ratings)[..., None].astype(kind) - location) / noise[:, None]
    density = np.square(z)
    density *= 1.0 / FREEDOM
    density += 1.0
    np.log(density, out=density)
    density *= -2.5
    for end, outward in ((0.0, -1.0), (10.0, 1.0)):
        there: NDArray[np.bool_] = ratings == end
        # A chance far out is too small for single precision.
        reach = -outward * z[there].astype(np.float64)
        density[there] = np.log(np.maximum(t4_cdf(reach), LEAST_CHANCE))
    density[np.isnan(ratings)] = 0.0
    total += density.sum(axis=1)
