"""Outlook: what is expected and what is likely at every candidate, from the two separate models."""

from dataclasses import dataclass
from datetime import datetime
from typing import Final

import numpy as np

from overture.learning import Array, Person, State
from overture.learning.experience import ANXIETY, GOES_WELL, NOISE_VARIANCE, PRIOR_SD
from overture.learning.normal import Z_80_ONE_SIDED, normal_cdf_of
from overture.planning.candidates import CandidateTable, Indices, Mask

_SD: Final = np.array(PRIOR_SD[:2])


@dataclass(frozen=True, eq=False)
class Outlook:
    """Per candidate, shape (N,). Two come from the belief, three from the experience.

    `dread` is the anxiety the person expects, 0-10, and `trust` the chance they give it to go well,
    0-1. `well` (probit scale) and `anxiety` (points) are means of what is really met. `size` is
    the expected difficulty by which steps are called smaller or larger: the mean of `dread` and
    `anxiety`, 0-10.
    """

    dread: Array
    trust: Array
    well: Array
    anxiety: Array
    size: Array


@dataclass(frozen=True, eq=False)
class Bounds:
    """For some candidates, shape (n,): `chance` that it goes well, `chance_low` what it is at least
    and `anxiety_high` what anxiety is at most, both four in five sure; `doubt` is the standard
    deviation on the probit scale.
    """

    chance: Array
    chance_low: Array
    anxiety_high: Array
    doubt: Array

    def only(self, keep: Mask) -> "Bounds":
        """The bounds of those candidates that are kept."""
        return Bounds(
            self.chance[keep], self.chance_low[keep], self.anxiety_high[keep], self.doubt[keep]
        )


def look(table: CandidateTable, state: State, person: Person, now: datetime) -> Outlook:
    """What belief and experience say about each candidate at `now`."""
    believed = table.carried @ state.belief.faded(now, person)[::2].T
    met = table.alike @ (state.experience.alpha[:2] * _SD[:, None]).T
    dread = _within(believed[:, 0] + person.traits[0], 10.0)
    anxiety = met[:, 1] + table.prior[ANXIETY]
    return Outlook(
        dread=dread,
        trust=_within((1.0 - 0.1 * person.traits[2]) - 0.1 * believed[:, 1], 1.0),
        well=met[:, 0] + table.prior[GOES_WELL],
        anxiety=anxiety,
        size=0.5 * (dread + _within(anxiety, 10.0)),
    )


def bounds(table: CandidateTable, state: State, outlook: Outlook, some: Indices) -> Bounds:
    """How sure the experience is about some candidates; the costly part, so ask about few."""
    alike = table.alike[some]
    doubt, spread = (_variance(alike, state, channel) for channel in (GOES_WELL, ANXIETY))
    well, deviation = outlook.well[some], np.sqrt(doubt)
    both = np.concatenate((well / np.sqrt(1.0 + doubt), well - Z_80_ONE_SIDED * deviation))
    chances = normal_cdf_of(both)
    felt = np.sqrt(spread + NOISE_VARIANCE[ANXIETY])
    return Bounds(
        chance=chances[: some.size],
        chance_low=chances[some.size :],
        anxiety_high=outlook.anxiety[some] + Z_80_ONE_SIDED * felt,
        doubt=deviation,
    )


def _variance(alike: Array, state: State, channel: int) -> Array:
    seen = np.einsum("nk,nk->n", alike @ state.experience.correction[channel], alike)
    seen += 1.0
    variance: Array = np.maximum(seen, 1e-9) * _SD[channel] ** 2
    return variance


def _within(values: Array, top: float) -> Array:
    return np.minimum(np.maximum(values, 0.0), top)
