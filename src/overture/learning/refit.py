"""Refit: the most probable parameters of one person, given all that was rated so far.

The errors of the delta rule solve a triangular system. With L(t, i) = G(k_t, k_i) exp(-lag / tau)
for i before t, and A the learning rates on the diagonal (0 where nothing was answered),
    (I + L A) m = trait + L A y,
and every sensitivity of m is one more right-hand side of the same system. Which rate applies
depends on the sign of y - m; the signs are repeated until they stand, at most once an event.
"""

import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Final, NamedTuple

import numpy as np
from numpy.typing import NDArray

from overture.learning.belief import BETTER_SIGN, CHANNEL_COUNT, SECONDS_A_DAY
from overture.learning.events import Channels, Event
from overture.learning.person import HIGHEST, LOWEST, PARAMETERS, Person
from overture.learning.ratings import rating_fit
from overture.learning.situation import Array, Situations

Mask = NDArray[np.bool_]
_SIZE: Final = len(PARAMETERS)
# Places in theta.
_RATE_PLUS, _RATE_MINUS, _LENGTH, _RHO, _TRAIT, _NOISE, _TAU, _INERTIA = 0, 1, 2, 3, 4, 7, 8, 9
_MOVING: Final = (_RATE_PLUS, _RATE_MINUS, _LENGTH, _RHO, _TAU)  # shared by the channels
_BETTER: Final = np.array(BETTER_SIGN)[:, None]
_LONGEST_STEP: Final = np.array([1.0, 1.0, 0.5, 1.0, 3.0, 3.0, 1.0, 0.5, 1.0, 0.3])
# Nats that the next step could still win: a tenth of a standard deviation of the posterior.
_SETTLED: Final = 5e-3
_WORSE: Final = 1e-6


@dataclass(frozen=True, eq=False)
class History:
    """T events as arrays, in order of time; channels first.

    `met` (3, T) holds outcomes, 0 where `seen` is False. `squared_distance`, `mixed` and
    `lag_days` (T, T) lie below the diagonal. `before` and `after` (3, T) are the ratings, NaN if
    not given. `last` (3, T) is the event of the last rating before, -1 if there is none, and
    `last_after` whether that was a re-rating.
    """

    met: Array
    seen: Mask
    squared_distance: Array
    mixed: Array
    lag_days: Array
    before: Array
    after: Array
    last: NDArray[np.intp]
    last_after: Mask


class Point(NamedTuple):
    """Log posterior (up to a constant), its gradient (10,) and a positive curvature (10, 10)."""

    log_posterior: float
    gradient: Array
    curvature: Array


def refit(events: Iterable[Event], person: Person, *, passes: int = 12) -> Person:
    """The person at the posterior mode, found from where the person stands now.

    Fisher scoring; a step that lowers the posterior is taken back and halved. `passes` bounds the
    number of points looked at. From the last point, one new event needs two or three.
    """
    return refit_history(history_of(events), person, passes=passes)


def refit_history(history: History, person: Person, *, passes: int = 12) -> Person:
    """`refit` for events that are arrays already."""
    theta, share = np.array(person.theta), 1.0
    here = evaluate(history, theta, person)
    move = _step(here)
    for _ in range(passes):
        tried = np.clip(theta + share * move, LOWEST, HIGHEST)
        if 0.5 * here.gradient @ (tried - theta) < _SETTLED:
            break
        there = evaluate(history, tried, person)
        if there.log_posterior < here.log_posterior - _WORSE:
            share *= 0.5
            continue
        theta, here, share = tried, there, 1.0
        move = _step(here)
    sd = np.sqrt(np.diag(np.linalg.inv(here.curvature)))
    return person.at(tuple(theta.tolist()), tuple(sd.tolist()))


def evaluate(history: History, theta: Array, person: Person) -> Point:
    """Log posterior, gradient and curvature at `theta` (10,), under the person's prior."""
    ratings, location, slope = _locations(history, theta)
    fit = rating_fit(ratings, location, math.exp(theta[_NOISE]))
    precision = 1.0 / np.square(person.prior.sd)
    off = theta - np.array(person.prior.mean)
    gradient = slope.T @ fit.by_location - precision * off
    gradient[_NOISE] += fit.by_log_scale.sum()
    curvature = (slope.T * fit.location_weight) @ slope + np.diag(precision)
    curvature[_NOISE, _NOISE] += fit.scale_weight.sum()
    return Point(float(fit.density.sum() - 0.5 * precision @ (off * off)), gradient, curvature)


def history_of(events: Iterable[Event]) -> History:
    """The arrays of some events, sorted by time as in replay."""
    items = sorted(events, key=lambda one: one.at)
    met = _matrix([event.met for event in items])
    before = _matrix([event.prediction.channels if event.prediction else None for event in items])
    after = _matrix([event.rerating.channels if event.rerating else None for event in items])
    last, last_after = _last_ratings(before, after)
    days = np.array([event.at.timestamp() for event in items]) / SECONDS_A_DAY
    places = Situations(tuple(event.situation for event in items))
    geometry = places.towards(places)
    return History(
        met=np.nan_to_num(met),
        seen=~np.isnan(met),
        squared_distance=np.tril(geometry.squared_distance, -1),
        mixed=np.tril(geometry.mixed, -1).astype(np.float64),
        lag_days=np.tril(days[:, None] - days[None, :], -1),
        before=before,
        after=after,
        last=last,
        last_after=last_after,
    )


class _Path(NamedTuple):
    """Belief before and after each event (3, T), with their slopes by theta (3, T, 10)."""

    before: Array
    after: Array
    before_slope: Array
    after_slope: Array


def _locations(history: History, theta: Array) -> tuple[Array, Array, Array]:
    """All ratings given (n,), where they were expected (n,), and that by theta (n, 10)."""
    path = _path(history, theta)
    inertia = theta[_INERTIA]
    excess, excess_slope = _excess(history, path)
    expected = path.before + inertia * excess
    slope = path.before_slope + inertia * excess_slope
    slope[..., _INERTIA] = excess
    given, regiven = ~np.isnan(history.before), ~np.isnan(history.after)
    return (
        np.concatenate((history.before[given], history.after[regiven])),
        np.concatenate((expected[given], path.after[regiven])),
        np.concatenate((slope[given], path.after_slope[regiven])),
    )


def _path(history: History, theta: Array) -> _Path:
    """Belief along the events, exactly as `update` moves it, with its slopes."""
    plus, minus, rho = _logistic(theta[[_RATE_PLUS, _RATE_MINUS, _RHO]])
    length, tau = math.exp(theta[_LENGTH]), math.exp(theta[_TAU])
    decay = history.squared_distance * (-0.5 / length**2) - history.lag_days / tau
    link = np.tril(np.exp(decay + history.mixed * math.log(rho)), -1)
    traits, trait_slopes = _traits(theta)
    level, better, system = _levels(history, link, traits, plus, minus)
    error = np.where(history.seen, history.met - level, 0.0)
    rate = np.where(better, plus, minus)
    by_plus = np.where(better, plus * (1.0 - plus), 0.0) * error
    by_minus = np.where(better, 0.0, minus * (1.0 - minus)) * error
    drive = rate * error
    push = np.stack(
        (
            by_plus @ link.T,
            by_minus @ link.T,
            drive @ (link * history.squared_distance).T / length**2,
            drive @ (link * history.mixed).T * (1.0 - rho),
            drive @ (link * history.lag_days).T / tau,
            np.broadcast_to(trait_slopes, level.shape),
        ),
        axis=-1,
    )
    slope = _spread(np.linalg.solve(system, push))
    after_slope = slope * (1.0 - np.where(history.seen, rate, 0.0))[..., None]
    after_slope[..., _RATE_PLUS] += by_plus
    after_slope[..., _RATE_MINUS] += by_minus
    return _Path(level, level + drive, slope, after_slope)


def _levels(
    history: History, link: Array, traits: Array, plus: float, minus: float
) -> tuple[Array, Mask, Array]:
    """Belief before each event (3, T), which moments were better, and the system (3, T, T)."""
    better: Mask = (history.met - traits) * _BETTER > 0.0
    unit = np.eye(link.shape[0])
    while True:
        rate = np.where(history.seen, np.where(better, plus, minus), 0.0)
        pulled = link * rate[:, None, :]
        system = unit + pulled
        right = traits + (pulled @ history.met[..., None])[..., 0]
        level = np.linalg.solve(system, right[..., None])[..., 0].astype(np.float64, copy=False)
        signs: Mask = (history.met - level) * _BETTER > 0.0
        if np.array_equal(signs & history.seen, better & history.seen):
            return level, better, system
        better = signs


def _excess(history: History, path: _Path) -> tuple[Array, Array]:
    """How far the last rating before each event stood above the belief then, and its slopes."""
    rows = np.arange(CHANNEL_COUNT)[:, None]
    there = history.last >= 0
    at = np.maximum(history.last, 0)
    rating = np.where(history.last_after, history.after[rows, at], history.before[rows, at])
    level = np.where(history.last_after, path.after[rows, at], path.before[rows, at])
    chosen = history.last_after[..., None]
    slope = np.where(chosen, path.after_slope[rows, at], path.before_slope[rows, at])
    return np.where(there, rating - level, 0.0), np.where(there[..., None], -slope, 0.0)


def _traits(theta: Array) -> tuple[Array, Array]:
    """Traits in points, and their slopes by their own parameter; shape (3, 1)."""
    share = float(_logistic(theta[_TRAIT + 2]))
    traits = np.array([theta[_TRAIT], theta[_TRAIT + 1], 10.0 * share])
    slopes = np.array([1.0, 1.0, 10.0 * share * (1.0 - share)])
    return traits[:, None], slopes[:, None]


def _spread(slope: Array) -> Array:
    """Slopes by the five moving parameters and the own trait, at their places in theta."""
    wide = np.zeros((*slope.shape[:-1], _SIZE))
    wide[..., _MOVING] = slope[..., :-1]
    for channel in range(CHANNEL_COUNT):
        wide[channel, :, _TRAIT + channel] = slope[channel, :, -1]
    return wide


def _step(point: Point) -> Array:
    move = np.linalg.solve(point.curvature, point.gradient)
    return np.clip(move, -_LONGEST_STEP, _LONGEST_STEP)


def _last_ratings(before: Array, after: Array) -> tuple[NDArray[np.intp], Mask]:
    size = before.shape[1]
    given = ~(np.isnan(before) & np.isnan(after))
    newest = np.maximum.accumulate(np.where(given, np.arange(size), -1), axis=1)
    last = np.full(before.shape, -1, dtype=np.intp)
    last[:, 1:] = newest[:, :-1]
    rows = np.arange(CHANNEL_COUNT)[:, None]
    return last, ~np.isnan(after[rows, np.maximum(last, 0)]) & (last >= 0)


def _matrix(values: Sequence[Channels | None]) -> Array:
    filled = [[np.nan] * CHANNEL_COUNT if value is None else list(value) for value in values]
    return np.array(filled, dtype=np.float64).reshape(-1, CHANNEL_COUNT).T


def _logistic(x: Array) -> Array:
    return 1.0 / (1.0 + np.exp(-x))
