"""A block of people as arrays of one size, people in the last axis, ready for the pass.

A person's situations are numbered in the order of their first visit, so that what may have been
visited before an event is always the first few.
"""

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from overture.fitting.attempts import Attempts, Indices
from overture.learning import Array
from overture.learning.belief import CHANNEL_COUNT

Mask = NDArray[np.bool_]


@dataclass(frozen=True, eq=False)
class Block:
    """T events of n people, each in K situations of their own at most.

    `place` (T, n), `days` (T, n), `met` (T, 3, n) and `told` (T, 2, 3, n) as in `Attempts`; a
    record that ended goes on with nothing told and nothing met. `squared_distance` (K, K, n) and
    `human` (K, n) are of the person's own situations. `visited` (T,) is how many situations
    anybody of them had been in before each event.
    """

    place: Indices
    days: Array
    met: Array
    told: Array
    squared_distance: Array
    human: Mask
    visited: list[int]

    @property
    def people(self) -> int:
        """How many people are in it."""
        return int(self.place.shape[1])

    def of(self, people: slice) -> "Block":
        """Some of the people, without what only others needed."""
        place, told, met = self.place[:, people], self.told[..., people], self.met[..., people]
        speaks = ~np.isnan(told).all(axis=(1, 2, 3)) | ~np.isnan(met).all(axis=(1, 2))
        length = int(np.max(np.flatnonzero(speaks), initial=-1)) + 1
        size = int(place.max()) + 1 if place.size else 0
        return Block(
            place[:length],
            self.days[:length, people],
            met[:length],
            told[:length],
            self.squared_distance[:size, :size, people],
            self.human[:size, people],
            _visited(place[:length]),
        )


def blocks_of(attempts: Attempts, size: int) -> Iterator[Block]:
    """All people in the order given, `size` at a time."""
    place, _ = own_places(attempts)
    firsts = attempts.firsts
    for first in range(0, attempts.people, size):
        people = slice(first, min(first + size, attempts.people))
        rows = slice(firsts[people.start], firsts[people.stop])
        yield _block(attempts, rows, people, place[rows], attempts.place[rows])


def own_places(attempts: Attempts) -> tuple[Indices, Indices]:
    """Each row's situation as numbered by the person's first visits, and which rows those are."""
    key = attempts.person * max(len(attempts.situations), 1) + attempts.place
    _, first, which = np.unique(key, return_index=True, return_inverse=True)
    order = np.argsort(first)  # rows of a person stand together: so do first visits
    rank = np.empty_like(order)
    rank[order] = np.arange(len(order))
    new = first[order]
    return rank[which] - np.searchsorted(new, attempts.firsts)[attempts.person], new


def _block(
    attempts: Attempts, rows: slice, people: slice, place: Indices, situation: Indices
) -> Block:
    person = attempts.person[rows] - people.start
    count = people.stop - people.start
    firsts = attempts.firsts[people.start : people.stop + 1]
    at = np.arange(rows.start, rows.stop) - firsts[person]
    length = int(at.max()) + 1 if len(at) else 0
    own = np.zeros((length, count), np.intp)
    own[at, person] = place
    days = np.zeros((length, count))
    days[at, person] = attempts.days[rows]
    np.maximum.accumulate(np.where(_there(length, firsts), days, -np.inf), axis=0, out=days)
    days[np.isinf(days)] = 0.0
    met = np.full((length, CHANNEL_COUNT, count), np.nan)
    met[at, :, person] = attempts.met[rows]
    told = np.full((length, 2, CHANNEL_COUNT, count), np.nan)
    told[at, :, :, person] = attempts.told[:, rows].swapaxes(0, 1)
    squared, human = _geometry(attempts, person, place, situation, count)
    return Block(own, days, met, told, squared, human, _visited(own))


def _there(length: int, firsts: Indices) -> Mask:
    """Where a person still has events, (T, n)."""
    found: Mask = np.arange(length)[:, None] < np.diff(firsts)
    return found


def _geometry(
    attempts: Attempts, person: Indices, place: Indices, situation: Indices, count: int
) -> tuple[Array, Mask]:
    """How each person's own situations lie to each other, and which of them are with people."""
    size = int(place.max()) + 1 if len(place) else 0
    which = np.zeros((size, count), np.intp)
    which[place, person] = situation
    squared = np.zeros((size, size, count))
    for axis in attempts.situations.vectors.T if size else ():
        gap = axis[which][:, None] - axis[which]
        gap *= gap
        squared += gap
    human = attempts.situations.human[which] if size else np.zeros((0, count), np.bool_)
    return squared, human


def _visited(place: Indices) -> list[int]:
    if not place.size:
        return [0] * len(place)
    seen = np.maximum.accumulate(place.max(axis=1)) + 1
    return [0, *seen[:-1].tolist()]
