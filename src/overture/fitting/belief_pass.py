"""One pass over the events of a block of people: log likelihood, gradient and information.

The equations are those of `learning.path` and `learning.refit`, with people in the last axis. What
fades is faded when it is looked at: each visited situation keeps the day it was last touched, so
that generalising and fading are one exponential. The information is the expected one.
"""

from typing import Final, NamedTuple

import numpy as np
from numpy.typing import NDArray

from overture.fitting.belief_block import Block
from overture.fitting.model import Curve
from overture.learning import PARAMETERS, Array
from overture.learning.belief import BETTER_SIGN, CHANNEL_COUNT
from overture.learning.path import INERTIA, LENGTH, NOISE, RATE_MINUS, RATE_PLUS, RHO, TAU, TRAIT
from overture.learning.person import NOISE_FLOOR
from overture.learning.ratings import rating_fit

SIGNS: Final = np.array(BETTER_SIGN)[:, None]
# What is carried for each channel: the level itself, then its slope by each of these. For a
# rating, the slope by inertia stands where the level stood.
_LEVEL, _PLUS, _MINUS, _LENGTH, _RHO, _TAU, _OWN = range(7)
_CARRIED: Final = 7
_SHARED: Final = (INERTIA, RATE_PLUS, RATE_MINUS, LENGTH, RHO, TAU)


class Natural(NamedTuple):
    """Natural values of the parameters of n people; traits and their slopes are (3, n)."""

    plus: Array
    minus: Array
    length: Array
    log_rho: Array
    tau: Array
    traits: Array
    trait_slopes: Array
    inertia: Array
    noise: Array


def natural(theta: Array) -> Natural:
    """From theta (10, ...); noise is never below its floor."""
    feared = _logistic(theta[TRAIT + 2])
    one = np.ones_like(feared)
    return Natural(
        plus=_logistic(theta[RATE_PLUS]),
        minus=_logistic(theta[RATE_MINUS]),
        length=np.exp(theta[LENGTH]),
        log_rho=-np.logaddexp(0.0, -theta[RHO]),
        tau=np.exp(theta[TAU]),
        traits=np.stack((theta[TRAIT], theta[TRAIT + 1], 10.0 * feared)),
        trait_slopes=np.stack((one, one, 10.0 * feared * (1.0 - feared))),
        inertia=theta[INERTIA],
        noise=np.maximum(np.exp(theta[NOISE]), NOISE_FLOOR),
    )


def curve_of(block: Block, theta: Array) -> Curve:
    """Log likelihood (n,), gradient (10, n), expected information (10, 10, n) at `theta`."""
    walk, sums = _Walk(block, natural(theta)), _Sums(block.people)
    for t in range(len(block.place)):
        location, slopes = walk.step(t)
        sums.add(block.told[t], location, slopes, walk.now.noise)
    free = theta[NOISE] >= np.log(NOISE_FLOOR)
    return sums.curve(free)


class _Walk:
    """The belief of each person as it moves along the events, with its slopes."""

    def __init__(self, block: Block, now: Natural) -> None:
        self.block, self.now = block, now
        size, people = block.human.shape
        self.rho = np.exp(now.log_rho)
        self.carried = np.zeros((size, _CARRIED, CHANNEL_COUNT, people))
        self.touched = np.zeros((size, people))
        self.excess = np.zeros((CHANNEL_COUNT, people))
        self.leant = np.zeros((_CARRIED, CHANNEL_COUNT, people))
        self.slopes = np.zeros((_CARRIED, 2, CHANNEL_COUNT, people))
        self.everybody = np.arange(people)
        self.cells = np.arange(_CARRIED * CHANNEL_COUNT * people).reshape(
            _CARRIED, CHANNEL_COUNT, people
        )

    def step(self, t: int) -> tuple[Array, Array]:
        """Where ratings before and after event t are expected (2, 3, n), and slopes (7, ...)."""
        here = self._there(t)
        move = self._move(here, self.block.met[t])
        self._keep(t, move)
        before, after = self.block.told[t]
        location, slopes = np.empty((2, *here.shape[1:])), self.slopes
        location[0] = here[_LEVEL] + self.now.inertia * self.excess
        np.multiply(self.now.inertia, self.leant[1:], out=slopes[1:, 0])
        np.subtract(here[1:], slopes[1:, 0], out=slopes[1:, 0])
        slopes[_LEVEL, 0] = self.excess
        self._lean(before, here)
        here += move
        location[1], slopes[1:, 1] = here[_LEVEL], here[1:]
        self._lean(after, here)
        return location, slopes

    def _there(self, t: int) -> Array:
        """Level and slopes (7, 3, n) where each person is about to meet something."""
        block, now, size = self.block, self.now, self.block.visited[t]
        place, carried = block.place[t], self.carried[:size]
        far = block.squared_distance[:size, place, self.everybody] / now.length**2
        age = (block.days[t] - self.touched[:size]) / now.tau
        mixed = block.human[:size] != block.human[place, self.everybody]
        near = np.exp(-0.5 * far - age + mixed * now.log_rho)
        here: Array = np.einsum("jn,jscn->scn", near, carried)
        for slope, weight in ((_LENGTH, far), (_TAU, age), (_RHO, mixed * (1.0 - self.rho))):
            here[slope] += np.einsum("jn,jcn->cn", weight * near, carried[:, _LEVEL])
        here[_LEVEL] += now.traits
        here[_OWN] += now.trait_slopes
        return here

    def _move(self, here: Array, met: Array) -> Array:
        """How far the levels move there, and the slopes of that; 0 where nothing was met."""
        error = np.where(np.isnan(met), 0.0, met - here[_LEVEL])
        better = error * SIGNS > 0.0
        rate = np.where(better, self.now.plus, self.now.minus)
        by_rate = rate * (1.0 - rate) * error
        move: Array = here * -(rate * ~np.isnan(met))
        move[_LEVEL] = rate * error
        move[_PLUS] += by_rate * better
        move[_MINUS] += by_rate * ~better
        return move

    def _keep(self, t: int, move: Array) -> None:
        """Put the move where it was made, onto what is left there of the moves before."""
        place, days = self.block.place[t], self.block.days[t]
        flat, cells = self.carried.reshape(-1), place * self.cells.size + self.cells
        kept = flat[cells]
        age = (days - self.touched[place, self.everybody]) / self.now.tau
        kept[_TAU] += age * kept[_LEVEL]
        kept *= np.exp(-age)
        kept += move
        flat[cells] = kept
        self.touched[place, self.everybody] = days

    def _lean(self, told: Array, here: Array) -> None:
        """The next rating before an event leans on these, where they were given."""
        given = ~np.isnan(told)
        np.copyto(self.excess, told - here[_LEVEL], where=given)
        np.copyto(self.leant, here, where=given)


class _Sums:
    """Sums over ratings, by channel, of what the curve is made of."""

    def __init__(self, people: int) -> None:
        self.value = np.zeros(people)
        self.noise = np.zeros((2, people))
        self.gradient = np.zeros((_CARRIED, CHANNEL_COUNT, people))
        self.products = np.zeros((_CARRIED, _CARRIED, CHANNEL_COUNT, people))

    def add(self, told: Array, location: Array, slopes: Array, noise: Array) -> None:
        """Take in ratings (2, 3, n) expected at `location`, with slopes (7, 2, 3, n)."""
        given = ~np.isnan(told)
        fit = rating_fit(np.where(given, told, location), location, noise)
        self.value += _total(fit.density, given)
        self.noise[0] += _total(fit.by_log_scale, given)
        self.noise[1] += _total(fit.scale_weight, given)
        pull, weight = fit.by_location * given, fit.location_weight * given
        for slot in (0, 1):
            own = slopes[:, slot]
            self.gradient += own * pull[slot]
            heavy = own * weight[slot]
            for i in range(_CARRIED):
                self.products[i, i:] += heavy[i] * own[i:]

    def curve(self, free: NDArray[np.bool_]) -> Curve:
        """The sums by parameter; `free` says whose noise lies above its floor."""
        size, people = len(PARAMETERS), len(self.value)
        gradient, information = np.zeros((size, people)), np.zeros((size, size, people))
        for channel in range(CHANNEL_COUNT):
            places = np.array((*_SHARED, TRAIT + channel))
            gradient[places] += self.gradient[:, channel]
            products = self.products[:, :, channel]
            for i, place in enumerate(places):
                information[place, places[i:]] += products[i, i:]
        information += information.swapaxes(0, 1)
        information[np.diag_indices(size)] /= 2.0
        gradient[NOISE] = self.noise[0] * free
        information[NOISE, NOISE] = self.noise[1] * free
        return Curve(self.value, gradient, information)


def _total(values: Array, given: NDArray[np.bool_]) -> Array:
    """The sum of those of the ratings (2, 3, n) that were given, (n,)."""
    found: Array = np.einsum("scn,scn->n", values, given.astype(np.float64))
    return found


def _logistic(x: Array) -> Array:
    """1 / (1 + exp(-x)), without overflow."""
    small = np.exp(-np.abs(x))
    return np.where(x >= 0.0, 1.0, small) / (1.0 + small)
