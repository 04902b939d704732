"""Outlook: what is expected and what is likely at every candidate, from the two separate models."""

from dataclasses import dataclass
from datetime import datetime
from functools import cached_property
from typing import Final

import numpy as np

from overture.learning import Array, Person, State
from overture.learning.experience import ANXIETY, GOES_WELL, NOISE_VARIANCE, PRIOR_SD
from overture.learning.normal import Z_80_ONE_SIDED
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


def doubt(table: CandidateTable, state: State, some: Indices) -> Array:
    """How little is known of whether some candidates go well: standard deviation (n,), probit."""
    return np.sqrt(_variance(table, state, some, GOES_WELL))


def anxiety_high(table: CandidateTable, state: State, outlook: Outlook, some: Indices) -> Array:
    """What felt anxiety is at most at some candidates, four in five sure; points, shape (n,)."""
    spread = _variance(table, state, some, ANXIETY)
    spread += NOISE_VARIANCE[ANXIETY]
    high: Array = outlook.anxiety[some] + Z_80_ONE_SIDED * np.sqrt(spread)
    return high


def _variance(table: CandidateTable, state: State, some: Indices, channel: int) -> Array:
    """sd^2 (1 + R' C R): the costly part of a plan, so ask about few."""
    alike = table.alike.take(some, axis=0)
    seen = np.einsum("nk,nk->n", alike @ state.experience.correction[channel], alike)
    seen += 1.0
    variance: Array = np.maximum(seen, 1e-9)
    variance *= PRIOR_SD[channel] ** 2
    return variance


def _within(values: Array, top: float) -> Array:
    return np.minimum(np.maximum(values, 0.0), top)
