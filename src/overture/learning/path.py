"""The path of a belief along a record, with its slopes by the parameters of the person.

One pass over the events carries the weights of the belief and, beside them, how each would move
with each parameter (forward sensitivities): the rule of `update`, differentiated. The work grows
with events times visited situations, and with nothing squared.
"""

import math
from typing import Final, NamedTuple

import numpy as np

from overture.learning.belief import BETTER_SIGN, CHANNEL_COUNT
from overture.learning.history import History
from overture.learning.person import PARAMETERS, logistic
from overture.learning.situation import Array

# Places in theta.
RATE_PLUS, RATE_MINUS, LENGTH, RHO, TRAIT, NOISE, TAU, INERTIA = 0, 1, 2, 3, 4, 7, 8, 9
# What is carried for each channel: the level itself, then its slope by each of these.
CARRIED: Final = 7
_SHARED: Final = (RATE_PLUS, RATE_MINUS, LENGTH, RHO, TAU)  # the last slope is by the own trait
_TAU_CARRIED: Final = 1 + _SHARED.index(TAU)
_WIDTH: Final = CHANNEL_COUNT * CARRIED
_FIRSTS: Final = tuple(range(0, _WIDTH, CARRIED))
_STILL: Final = (0.0,) * CARRIED


class Path(NamedTuple):
    """Levels (2, T, 3) before and after each event and their slopes by theta (2, T, 3, 10).

    `weights` (3, K) are those of the belief after the last event.
    """

    levels: Array
    slopes: Array
    weights: Array


class Rates(NamedTuple):
    """Natural values of the parameters that move a belief, by channel where it matters."""

    plus: float
    minus: float
    length: float
    rho: float
    tau: float
    traits: tuple[float, float, float]
    trait_slopes: tuple[float, float, float]


def rates(theta: Array) -> Rates:
    """From theta (10,) to natural units; a trait's slope is that by its own parameter."""
    values = theta.tolist()
    feared = logistic(values[TRAIT + 2])
    return Rates(
        plus=logistic(values[RATE_PLUS]),
        minus=logistic(values[RATE_MINUS]),
        length=math.exp(values[LENGTH]),
        rho=logistic(values[RHO]),
        tau=math.exp(values[TAU]),
        traits=(values[TRAIT], values[TRAIT + 1], 10.0 * feared),
        trait_slopes=(1.0, 1.0, 10.0 * feared * (1.0 - feared)),
    )


def travel(history: History, theta: Array) -> Path:
    """Belief along the events, exactly as `update` moves it, with its slopes."""
    person = rates(theta)
    near = _nearness(history, person)
    carried = np.zeros((len(history.places), _WIDTH))
    before, after = [], []
    fades = np.exp(np.diff(history.days, prepend=0.0) / -person.tau).tolist()
    ages = (history.days / person.tau).tolist()
    events = zip(history.place.tolist(), fades, ages, history.met.tolist(), strict=True)
    for place, fade, age, met in events:
        carried *= fade
        there = _there((near[place] @ carried).tolist(), age, person)
        move = _move(there, met, person)
        before.append(there)
        after.append(move)
        carried[place] += _kept(move, age)
    return _path(np.array(before), np.array(after), carried)


def _nearness(history: History, person: Rates) -> Array:
    """G and its slopes by log length and logit rho, from each place to all; shape (K, 3, K)."""
    geometry = history.places.geometry
    near = np.exp(geometry.squared_distance * (-0.5 / person.length**2))
    near[geometry.mixed] *= person.rho
    by_length = near * geometry.squared_distance / person.length**2
    return np.stack((near, by_length, near * geometry.mixed * (1.0 - person.rho)), axis=1)


def _there(carried: list[list[float]], age: float, person: Rates) -> list[float]:
    """Level and slopes of each channel where something is about to happen.

    The slope by log tau is carried as if all moves had been made at the start, without their age;
    here the age of the moment is put back.
    """
    here, by_length, by_rho = carried
    found: list[float] = []
    for channel, first in enumerate(_FIRSTS):
        level, plus, minus, length, rho, tau, trait = here[first : first + CARRIED]
        found += (
            person.traits[channel] + level,
            plus,
            minus,
            length + by_length[first],
            rho + by_rho[first],
            tau + age * level,
            person.trait_slopes[channel] + trait,
        )
    return found


def _move(there: list[float], met: list[float], person: Rates) -> list[float]:
    """How far each channel moves there, and the slopes of that; 0 where nothing was answered."""
    moves: list[float] = []
    for first, outcome, better_sign in zip(_FIRSTS, met, BETTER_SIGN, strict=True):
        level, plus, minus, length, rho, tau, trait = there[first : first + CARRIED]
        error = outcome - level
        if math.isnan(error):
            moves += _STILL
            continue
        better = error * better_sign > 0.0
        rate = person.plus if better else person.minus
        by_rate = rate * (1.0 - rate) * error
        moves += (
            rate * error,
            (by_rate if better else 0.0) - rate * plus,
            (0.0 if better else by_rate) - rate * minus,
            -rate * length,
            -rate * rho,
            -rate * tau,
            -rate * trait,
        )
    return moves


def _kept(move: list[float], age: float) -> list[float]:
    """A move as it is carried: its slope by log tau without the age of the moment."""
    kept = move.copy()
    for first in _FIRSTS:
        kept[first + _TAU_CARRIED] -= age * move[first]
    return kept


def _path(before: Array, moves: Array, carried: Array) -> Path:
    here = before.reshape(-1, CHANNEL_COUNT, CARRIED)
    both = np.stack((here, here + moves.reshape(here.shape)))
    slopes = np.zeros((*both.shape[:-1], len(PARAMETERS)))
    slopes[..., _SHARED] = both[..., 1:-1]
    for channel in range(CHANNEL_COUNT):
        slopes[..., channel, TRAIT + channel] = both[..., channel, -1]
    return Path(both[..., 0], slopes, carried[:, ::CARRIED].T.copy())
