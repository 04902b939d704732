"""The log likelihood of the belief model at many draws of each person, as loops for a compiler.

The equations stand in `belief_draws`; a test holds both to the same numbers. `levels` finds where
ratings are expected, `densities` how likely they are. A person's draws lie in the innermost axis,
which a compiler takes at once; so exponentials are written out, and logarithms are of products.
"""

import math

import numpy as np

from overture.fitting.belief_kernel import Rows, below
from overture.learning import Array
from overture.learning.ratings import LOG_PEAK

_LEAST = -80.0
"""Of an exponent: what is under it is nothing."""
_HALVINGS = 10
_FULL = 1e100
"""A product is turned into its logarithm before it overflows."""

# Where a draw's numbers stand in `natural`; traits are the last three.
_PLUS, _MINUS, _NARROW, _FORGET, _LOG_RHO, _INERTIA, _TRAIT = range(7)


def levels(rows: Rows, first: int, natural: Array, found: Array) -> None:
    """Write where ratings of people from `first` on are expected: (R, 2, 3, M).

    `natural` (n, 9, M) holds rates for better and worse, -1 / (2 length^2), -1 / tau, log rho,
    inertia and traits.
    """
    draws, most, row = natural.shape[2], 0, 0
    for n in range(first, first + len(natural)):
        most = max(most, rows.begins[n + 1] - rows.begins[n])
    carried, touched = np.zeros((most, 3, draws)), np.zeros(most)
    near, kept, excess = np.zeros(draws), np.zeros(draws), np.zeros((3, draws))
    for n in range(first, first + len(natural)):
        at, size, excess[:] = natural[n - first], 0, 0.0
        for t in range(rows.firsts[n], rows.firsts[n + 1]):
            k, out = rows.place[t], found[row]
            if k == size:
                carried[k], touched[k], size = 0.0, rows.days[t], size + 1
            out[1] = at[_TRAIT:]
            here = rows.begins[n] + k
            from_here = rows.pairs[n] + k * (rows.begins[n + 1] - rows.begins[n])
            for j in range(size):
                mixed = 1.0 if rows.human[rows.begins[n] + j] != rows.human[here] else 0.0
                age = rows.days[t] - touched[j]
                nearness(rows.squared[from_here + j], age, mixed, at, near)
                add_carried(near, carried[j], out[1])
                if j == k:
                    kept[:] = near
            touched[k], row = rows.days[t], row + 1
            for c in range(3):
                lean_and_move(rows, t, c, at, out[0, c], out[1, c], excess[c], kept, carried[k, c])


def nearness(far: float, age: float, mixed: float, at: Array, found: Array) -> None:
    """How much of what was learned so far off and so long ago counts here, (M,).

    An exponential of at most 0, as a short series of a thousandth of it, squared again and again.
    """
    for m in range(len(found)):
        power = far * at[_NARROW, m] + age * at[_FORGET, m] + mixed * at[_LOG_RHO, m]
        y = max(power, _LEAST) * 0.5**_HALVINGS
        power = 1.0 + y * (1 / 5) * (1.0 + y * (1 / 6) * (1.0 + y * (1 / 7)))
        power = 1.0 + y * (1 / 2) * (1.0 + y * (1 / 3) * (1.0 + y * (1 / 4) * power))
        power = 1.0 + y * power
        for _ in range(_HALVINGS):
            power *= power
        found[m] = power


def add_carried(near: Array, carried: Array, levels: Array) -> None:
    """Add what another situation carries (3, M) to the levels here."""
    for c in range(3):
        for m in range(len(near)):
            levels[c, m] += near[m] * carried[c, m]


def lean_and_move(
    rows: Rows,
    t: int,
    c: int,
    at: Array,
    before: Array,
    after: Array,
    excess: Array,
    kept: Array,
    carried: Array,
) -> None:
    """From levels in `after` (M,) to where both ratings are expected, and what is carried on."""
    told, met = rows.told[t, :, c], rows.met[t, c]
    for m in range(len(kept)):
        before[m] = after[m] + at[_INERTIA, m] * excess[m]
        carried[m] *= kept[m]
    if not math.isnan(told[0]):
        for m in range(len(kept)):
            excess[m] = told[0] - after[m]
    if not math.isnan(met):
        up, down = (at[_PLUS], at[_MINUS]) if c == 1 else (at[_MINUS], at[_PLUS])
        for m in range(len(kept)):
            error = met - after[m]
            moved = max(error, 0.0) * up[m] + min(error, 0.0) * down[m]
            carried[m] += moved
            after[m] += moved
    if not math.isnan(told[1]):
        for m in range(len(kept)):
            excess[m] = told[1] - after[m]


def densities(rows: Rows, first: int, noise: Array, found: Array, total: Array) -> None:
    """Add to `total` (n, M) how likely ratings are, `noise` (n, M) around what `levels` found."""
    people, draws = noise.shape
    spread, over, row = np.ones(draws), np.zeros(draws), 0
    for i in range(people):
        over[:], spread[:], inside = 1.0 / noise[i], 1.0, 0
        for t in range(rows.firsts[first + i], rows.firsts[first + i + 1]):
            for slot in range(2):
                for c in range(3):
                    told = rows.told[t, slot, c]
                    if 0.0 < told < 10.0:
                        inside += 1
                        widen(told, found[row, slot, c], over, spread)
                    elif not math.isnan(told):
                        add_ends(told, found[row, slot, c], over, total[i])
            if spread.max() > _FULL:
                take_out(spread, total[i])
            row += 1
        take_out(spread, total[i])
        for m in range(draws):
            total[i, m] += inside * (LOG_PEAK + math.log(over[m]))


def widen(told: float, expected: Array, over: Array, spread: Array) -> None:
    """Multiply by 1 + z^2 / 4 for a rating inside the scale."""
    for m in range(len(over)):
        z = (told - expected[m]) * over[m]
        spread[m] *= 1.0 + 0.25 * z * z


def add_ends(told: float, expected: Array, over: Array, total: Array) -> None:
    """Add the log of the chance to be at an end of the scale, or beyond."""
    outward = 1.0 if told == 10.0 else -1.0
    for m in range(len(over)):
        total[m] += math.log(below(outward * (expected[m] - told) * over[m]))


def take_out(spread: Array, total: Array) -> None:
    """Turn the product of 1 + z^2 / 4 into what it adds, and begin another."""
    for m in range(len(spread)):
        total[m] -= 2.5 * math.log(spread[m])
        spread[m] = 1.0
