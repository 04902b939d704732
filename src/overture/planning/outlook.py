"""Outlook: what is expected and what is likely at every candidate, from the two separate models."""

from dataclasses import dataclass
from datetime import datetime
from functools import cached_property
from typing import Final

import numpy as np

from overture.learning import Array, Person, State
from overture.learning.experience import ANXIETY, GOES_WELL, NOISE_VARIANCE, PRIOR_SD
from overture.learning.normal import Z_80_ONE_SIDED, normal_cdf_of
from overture.planning.candidates import CandidateTable, Indices

_SD: Final = np.array(PRIOR_SD[:2])[:, None]


@dataclass(frozen=True, eq=False)
class Outlook:
    """Per candidate, shape (N,), from the two models.

    From the belief: `believed` is the anxiety the person expects, in points that may leave the
    scale, and `trust` the chance they give it to go well, 0-1. From the experience: `well` (probit
    scale) and `anxiety` (points) are means of what is really met.
    """

    believed: Array
    trust: Array
    well: Array
    anxiety: Array

    @cached_property
    def dread(self) -> Array:
        """The anxiety the person expects, 0-10."""
        return _within(self.believed, 10.0)

    @cached_property
    def size(self) -> Array:
        """Expected difficulty, by which steps are called smaller or larger: the mean of `dread` and
        `anxiety`, 0-10.
        """
        return 0.5 * (self.dread + _within(self.anxiety, 10.0))


@dataclass(frozen=True, eq=False)
class Bounds:
    """For some candidates, shape (n,). The two rows of `chances` (2, n) are the chance that it goes
    well and what that is at least; `anxiety_high` is what anxiety is at most; both four in five
    sure. `doubt` is the standard deviation on the probit scale.
    """

    chances: Array
    anxiety_high: Array
    doubt: Array


def look(table: CandidateTable, state: State, person: Person, now: datetime) -> Outlook:
    """What belief and experience say about each candidate at `now`."""
    anxiety, _, feared = state.belief.faded(now, person) @ table.carried.T
    met = (state.experience.alpha[:2] * _SD) @ table.alike.T
    met += table.prior[:2]
    feared += person.traits[2]
    return Outlook(
        believed=anxiety + person.traits[0],
        trust=1.0 - 0.1 * _within(feared, 10.0),
        well=met[GOES_WELL],
        anxiety=met[ANXIETY],
    )


def bounds(table: CandidateTable, state: State, outlook: Outlook, some: Indices) -> Bounds:
    """How sure the experience is about some candidates; the costly part, so ask about few."""
    doubt, spread = _variances(table.alike.take(some, axis=0), state)
    well, deviation = outlook.well[some], np.sqrt(doubt)
    probit = np.empty((2, some.size))
    np.divide(well, np.sqrt(1.0 + doubt), out=probit[0])
    np.subtract(well, Z_80_ONE_SIDED * deviation, out=probit[1])
    felt = np.sqrt(spread + NOISE_VARIANCE[ANXIETY])
    return Bounds(
        chances=normal_cdf_of(probit),
        anxiety_high=outlook.anxiety[some] + Z_80_ONE_SIDED * felt,
        doubt=deviation,
    )


def _variances(alike: Array, state: State) -> Array:
    """sd^2 (1 + R' C R) for "goes well" and anxiety; shape (2, n)."""
    seen = np.einsum("cnk,nk->cn", alike @ state.experience.correction[:2], alike)
    seen += 1.0
    variances: Array = np.maximum(seen, 1e-9) * _SD**2
    return variances


def _within(values: Array, top: float) -> Array:
    return np.minimum(np.maximum(values, 0.0), top)
