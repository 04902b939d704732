"""The belief model's passes as loops over plain arrays, written for a compiler.

The equations stand in `belief_pass`; a test holds both to the same numbers. `walk` finds where
ratings are expected, `tell` what they say about that. A person's eight numbers of a channel lie in
the innermost axis, which a compiler takes at once. Nothing here is compiled by itself, so the
module can be read, imported and tested without a compiler.
"""

import math
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from overture.learning import Array
from overture.learning.path import INERTIA, LENGTH, NOISE, RATE_MINUS, RATE_PLUS, RHO, TAU, TRAIT
from overture.learning.ratings import LEAST_CHANCE, LOG_PEAK

Indices = NDArray[np.intp]

# Of a channel: level, then its slopes by both rates, length, rho, tau and its own trait. For a
# rating, the slope by inertia stands where the level stood, and where it is expected stands last.
LANES = 8
_LEVEL, _PLUS, _MINUS, _LENGTH, _RHO, _TAU, _OWN, _EXPECTED = range(LANES)
_PLACES = (INERTIA, RATE_PLUS, RATE_MINUS, LENGTH, RHO, TAU, TRAIT)
_FULL = 1e100
"""A product is turned into its logarithm before it overflows."""


class Rows(NamedTuple):
    """The attempts of N people, row after row; people are `firsts[n]` to `firsts[n + 1]`.

    `place` numbers a person's own situations in the order of their first visit, of which
    `human[begins[n] : begins[n + 1]]` tells each, and `squared` from `pairs[n]` on how far they
    lie from each other. `met` (E, 3) and `told` (E, 2, 3) are NaN where there is none.
    """

    firsts: Indices
    place: Indices
    days: Array
    met: Array
    told: Array
    begins: Indices
    human: NDArray[np.bool_]
    pairs: Indices
    squared: Array


class State(NamedTuple):
    """What is carried in each situation (K, 24), since which day (K,), and what that comes to.

    `here` (24,) is it at the situation that somebody is in, `near` (K,) how near the others lie to
    it; the next rating leans on `excess` (3,) with slopes `leant` (24,). `rate` (24,) is by which
    rate each of a channel's numbers follows what was met.
    """

    carried: Array
    touched: Array
    near: Array
    here: Array
    excess: Array
    leant: Array
    rate: Array


def walk(rows: Rows, first: int, natural: Array, found: Array) -> None:
    """Write where ratings of people from `first` on are expected, and slopes: (R, 2, 24).

    `natural` (n, 12) holds rates for better and worse, length, log rho, tau and inertia, then
    traits and their slopes.
    """
    most, row, lanes = 0, 0, found.shape[2]
    for n in range(first, first + len(natural)):
        most = max(most, rows.begins[n + 1] - rows.begins[n])
    now = State(
        np.zeros((most, lanes)),
        np.zeros(most),
        np.zeros(most),
        np.zeros(lanes),
        np.zeros(3),
        np.zeros(lanes),
        np.zeros(lanes),
    )
    for n in range(first, first + len(natural)):
        at, size, now.excess[:], now.leant[:] = natural[n - first], 0, 0.0, 0.0
        for t in range(rows.firsts[n], rows.firsts[n + 1]):
            k = rows.place[t]
            if k == size:
                now.carried[k], now.touched[k], size = 0.0, rows.days[t], size + 1
            arrive(rows, n, t, size, at, now)
            meet(rows, t, at, now, found[row])
            now.touched[k], row = rows.days[t], row + 1


def arrive(rows: Rows, n: int, t: int, size: int, at: Array, now: State) -> None:
    """Put what is expected where person n is at row t into `here`, from all situations visited."""
    k, first, day = rows.place[t], rows.begins[n], rows.days[t]
    from_here = rows.pairs[n] + k * (rows.begins[n + 1] - first)
    narrow, forget, by_rho = -0.5 / (at[2] * at[2]), -1.0 / at[4], 1.0 - math.exp(at[3])
    near, here, carried = now.near, now.here, now.carried
    for j in range(size):
        mixed = 1.0 if rows.human[first + k] != rows.human[first + j] else 0.0
        power = rows.squared[from_here + j] * narrow + (day - now.touched[j]) * forget
        near[j] = math.exp(power + mixed * at[3])
    here[:] = 0.0
    for j in range(size):
        for s in range(len(here)):
            here[s] += near[j] * carried[j, s]
    for c in range(3):
        length, rho, tau, own = 0.0, 0.0, 0.0, c * LANES
        for j in range(size):
            level = near[j] * carried[j, own]
            mixed = 1.0 if rows.human[first + k] != rows.human[first + j] else 0.0
            length += rows.squared[from_here + j] * level
            rho += mixed * level
            tau += (day - now.touched[j]) * level
        here[own + _LENGTH] -= 2.0 * narrow * length
        here[own + _RHO] += by_rho * rho
        here[own + _TAU] -= forget * tau
        here[own + _LEVEL] += at[6 + c]
        here[own + _OWN] += at[9 + c]


def meet(rows: Rows, t: int, at: Array, now: State, found: Array) -> None:
    """Write where both ratings of row t are expected, and carry on what was learned from it."""
    k, before, after, here, inertia = rows.place[t], found[0], found[1], now.here, at[5]
    carried, kept, age = now.carried[k], now.near[k], (rows.days[t] - now.touched[k]) / at[4]
    for c in range(3):
        error = rows.met[t, c] - here[c * LANES]
        better = error != 0.0 and (error > 0.0) == (c == 1)  # more enjoyment, less of the others
        rate = 0.0 if math.isnan(error) else (at[0] if better else at[1])
        now.rate[c * LANES : (c + 1) * LANES] = rate
        carried[c * LANES + _TAU] += age * carried[c * LANES]
    for s in range(len(here)):
        before[s] = here[s] - inertia * now.leant[s]
        after[s] = here[s] - now.rate[s] * here[s]
        carried[s] = kept * carried[s] - now.rate[s] * here[s]
    for c in range(3):
        own, error, rate = c * LANES, rows.met[t, c] - here[c * LANES], now.rate[c * LANES]
        if not math.isnan(error):
            by_rate = rate * (1.0 - rate) * error
            better = error != 0.0 and (error > 0.0) == (c == 1)
            after[own + (_PLUS if better else _MINUS)] += by_rate
            carried[own + (_PLUS if better else _MINUS)] += by_rate
            carried[own] += rate * (error + here[own])
            after[own] += rate * (error + here[own])
        before[own + _EXPECTED] = here[own] + inertia * now.excess[c]
        before[own] = now.excess[c]
        lean(rows.told[t, 0, c], c, here, now)
        lean(rows.told[t, 1, c], c, after, now)
        after[own + _EXPECTED], after[own] = after[own], 0.0


def lean(told: float, c: int, here: Array, now: State) -> None:
    """The next rating before an event leans on this one, if it was given."""
    if not math.isnan(told):
        now.excess[c] = told - here[c * LANES]
        for s in range(c * LANES, (c + 1) * LANES):
            now.leant[s] = here[s]


def tell(
    rows: Rows, first: int, noise: Array, found: Array, value: Array, slopes: Array, bends: Array
) -> None:
    """Add up, from what `walk` found, the log likelihood of people from `first` on.

    `noise` (n,) is in points; `value` (n,), `slopes` (n, 10) and `bends` (n, 10, 10), which is the
    expected information, are by parameter.
    """
    pulled, weighed, row = np.zeros((3, LANES)), np.zeros((3, LANES, LANES)), 0
    for i in range(len(noise)):
        pulled[:], weighed[:], spread, inside = 0.0, 0.0, 1.0, 0
        for t in range(rows.firsts[first + i], rows.firsts[first + i + 1]):
            for slot in range(2):
                for c in range(3):
                    told, own = rows.told[t, slot, c], found[row, slot, c * LANES : (c + 1) * LANES]
                    if math.isnan(told):
                        continue
                    z = (told - own[_EXPECTED]) / noise[i]
                    bell = 1.0 + 0.25 * z * z
                    if 0.0 < told < 10.0:
                        pull, weight, heavy = 1.25 * z / bell, 5.0 / 7.0, 8.0 / 7.0
                        spread *= bell
                        inside += 1
                    else:
                        outward = 1.0 if told == 10.0 else -1.0
                        chance = below(-outward * z)
                        pull = outward * 0.375 * bell**-2.5 / chance
                        weight, heavy = pull * pull, (pull * z) ** 2
                        value[i] += math.log(chance)
                    slopes[i, NOISE] += pull * z
                    bends[i, NOISE, NOISE] += heavy
                    gather(own, pull / noise[i], weight / noise[i] ** 2, pulled[c], weighed[c])
            if spread > _FULL:
                value[i] -= 2.5 * math.log(spread)
                spread = 1.0
            row += 1
        value[i] += inside * (LOG_PEAK - math.log(noise[i])) - 2.5 * math.log(spread)
        slopes[i, NOISE] -= inside
        by_parameter(pulled, weighed, slopes[i], bends[i])


def gather(own: Array, pull: float, weight: float, pulled: Array, weighed: Array) -> None:
    """Add one rating's slopes (8,), and their products."""
    for s in range(LANES):
        pulled[s] += pull * own[s]
    for r in range(_EXPECTED):
        heavy = weight * own[r]
        for s in range(LANES):
            weighed[r, s] += heavy * own[s]


def by_parameter(pulled: Array, weighed: Array, slopes: Array, bends: Array) -> None:
    """Add what was gathered by channel (3, 8) and (3, 8, 8) to where its parameters stand."""
    for c in range(3):
        for r in range(_EXPECTED):
            row = _PLACES[r] + (c if r == _OWN else 0)
            slopes[row] += pulled[c, r]
            for s in range(_EXPECTED):
                bends[row, _PLACES[s] + (c if s == _OWN else 0)] += weighed[c, r, s]


def below(t: float) -> float:
    """P(T <= t) for four degrees of freedom, as in `learning.ratings`; never nothing at all."""
    w = abs(t) / math.sqrt(t * t + 4.0)
    short = 4.0 / (t * t + 4.0) / (1.0 + w)
    tail = short * short * (2.0 + w) / 4.0
    return max(tail if t < 0.0 else 1.0 - tail, LEAST_CHANCE)
