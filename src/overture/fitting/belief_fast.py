"""The belief model's passes by loops, compiled or not, in place of blocks of NumPy."""

from collections.abc import Callable, Iterator
from typing import Final, NamedTuple

import numpy as np

from overture.fitting.attempts import Attempts, Indices
from overture.fitting.belief_block import own_places
from overture.fitting.belief_kernel import LANES, Rows
from overture.fitting.belief_pass import natural
from overture.fitting.linear import blocks
from overture.fitting.model import Curve
from overture.learning import Array
from overture.learning.path import NOISE
from overture.learning.person import NOISE_FLOOR

_BLOCK: Final = 256
_MOST: Final = 2**15
"""Numbers that the first of two passes writes for the second: more would leave the fast memory."""


class Passes(NamedTuple):
    """The passes of `belief_kernel` and `belief_draws_kernel`, compiled or not."""

    walk: Callable[..., None]
    tell: Callable[..., None]
    levels: Callable[..., None]
    densities: Callable[..., None]


def rows_of(attempts: Attempts) -> Rows:
    """The attempts with each person's own situations, and how far those lie from each other."""
    place, new = own_places(attempts)
    which, begins = attempts.place[new], np.searchsorted(new, attempts.firsts)
    size = np.diff(begins)
    parts = [_squared(attempts, which, begins, some) for some in blocks(attempts.people, _BLOCK)]
    return Rows(
        firsts=attempts.firsts,
        place=place,
        days=attempts.days,
        met=attempts.met,
        told=np.ascontiguousarray(attempts.told.swapaxes(0, 1)),
        begins=begins,
        human=attempts.situations.human[which],
        pairs=np.concatenate((np.zeros(1, np.intp), np.cumsum(size * size))),
        squared=np.concatenate([np.zeros(0), *parts]),
    )


def _squared(attempts: Attempts, which: Indices, begins: Indices, people: slice) -> Array:
    """Squared distances between all pairs of each person's own situations, person by person."""
    first, size = begins[people], np.diff(begins[people.start : people.stop + 1])
    number = np.arange((size * size).sum())
    number -= np.repeat(np.cumsum(size * size) - size * size, size * size)
    first, size = np.repeat(first, size * size), np.repeat(size, size * size)
    one, other = which[first + number // size], which[first + number % size]
    vectors = attempts.situations.vectors
    found: Array = np.square(vectors[one] - vectors[other]).sum(axis=1)
    return found


def curve_of(rows: Rows, passes: Passes, theta: Array) -> Curve:
    """Log likelihood (N,), gradient (10, N) and expected information (10, 10, N) at `theta`."""
    size, people = theta.shape
    now = natural(theta)
    shared = (now.plus, now.minus, now.length, now.log_rho, now.tau, now.inertia)
    at = np.ascontiguousarray(np.stack((*shared, *now.traits, *now.trait_slopes)).T)
    value, slopes, bends = (
        np.zeros(people),
        np.zeros((people, size)),
        np.zeros((people, size, size)),
    )
    for some in _portions(rows, slice(0, people), 6 * LANES):
        found = np.empty((rows.firsts[some.stop] - rows.firsts[some.start], 2, 3 * LANES))
        passes.walk(rows, some.start, at[some], found)
        noise = now.noise[some]
        passes.tell(rows, some.start, noise, found, value[some], slopes[some], bends[some])
    free = theta[NOISE] >= np.log(NOISE_FLOOR)
    slopes[~free, NOISE] = bends[~free, NOISE, NOISE] = 0.0
    return Curve(value, slopes.T.copy(), np.moveaxis(bends, 0, 2).copy())


def log_likelihood_of(rows: Rows, passes: Passes, theta: Array, people: slice) -> Array:
    """Log likelihood (M, n) of some of the people at `theta` (10, M, n)."""
    now = natural(np.ascontiguousarray(theta.swapaxes(1, 2)))
    shared = (now.plus, now.minus, -0.5 / now.length**2, -1.0 / now.tau, now.log_rho, now.inertia)
    at = np.stack((*shared, *now.traits), axis=1)
    total = np.zeros((len(at), at.shape[2]))
    for some in _portions(rows, people, 6 * total.shape[1]):
        own = slice(some.start - people.start, some.stop - people.start)
        found = np.empty((rows.firsts[some.stop] - rows.firsts[some.start], 2, 3, total.shape[1]))
        passes.levels(rows, some.start, at[own], found)
        passes.densities(rows, some.start, now.noise[own], found, total[own])
    return total.T


def _portions(rows: Rows, people: slice, each: int) -> Iterator[slice]:
    """People in the order given, so many at a time as the fast memory holds, `each` a row."""
    first = people.start
    while first < people.stop:
        most = rows.firsts[first] + max(_MOST // each, 1)
        last = int(np.searchsorted(rows.firsts, most, side="right")) - 1
        last = min(max(last, first + 1), people.stop)
        yield slice(first, last)
        first = last
