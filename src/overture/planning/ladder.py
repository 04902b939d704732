"""The plain ladder: easiest first, rung by rung. The gain rule's rival and its fallback."""

import numpy as np

from overture.learning import Array
from overture.planning.candidates import CandidateTable, Indices, Mask


def rungs(sizes: Array) -> Indices:
    """All candidates (N,) from the smallest to the largest; equals keep their given order."""
    return np.argsort(sizes, kind="stable")


def next_rungs(table: CandidateTable, sizes: Array, among: Mask, count: int) -> Indices:
    """The next rungs to climb: the smallest that have not gone well yet.

    When fewer are left than `count`, those done least often follow. Only `among` (N,) is used.
    """
    order = rungs(sizes)
    order = order[among[order]]
    climbed = np.array([table.candidates[index].times_well > 0 for index in order.tolist()], bool)
    again = order[climbed]
    again = again[np.argsort(table.times_done[again], kind="stable")]
    return np.concatenate((order[~climbed], again))[:count]


def smallest(sizes: Array, among: Mask, count: int) -> Indices:
    """The smallest steps among those marked."""
    order = rungs(sizes)
    return order[among[order]][:count]
