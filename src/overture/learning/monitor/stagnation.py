"""Stagnation: the gap between what is expected and what happens is open, and does not close.

What somebody said they expect of moments with people, before and after each, over four weeks, in
three channels turned so that more is harder (points 0-10). The slope of their common level is
found by Bayesian regression: ratings scatter as Student-t with four degrees of freedom around
    level of the channel + what the situation asks + the day + slope * weeks,
each with a normal prior, the scale being the person's own. It is read from ratings, not from the
belief that replay makes of them: a rule that always learns cannot see that nothing is learned.
"""

import math
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final, NamedTuple

import numpy as np

from overture.learning.belief import BETTER_SIGN, CHANNEL_COUNT
from overture.learning.events import Channels, Event
from overture.learning.normal import normal_cdf
from overture.learning.person import Person
from overture.learning.ratings import FREEDOM
from overture.learning.situation import Array, Situation

WINDOW: Final = timedelta(days=28)
FALLING: Final = -0.1
"""Points a week: what counts as closing."""

DOUBT: Final = 0.1
"""Nothing moves if the chance that the level is falling is less than this."""

OPEN_GAP: Final = 1.0
"""Points by which it was expected to be harder than it was: half the usual spread of ratings."""

SURE: Final = 0.8
MOMENTS: Final = 6
SPAN: Final = timedelta(days=18)
"""At least so many moments, spread so far, before anything is said."""

_LEVEL_SD: Final = 3.0
_SLOPE_SD: Final = 0.5
_SITUATION_SD: Final = 1.5
_DAY_SD: Final = 0.5
_PASSES: Final = 12
_WEEK: Final = 7 * 86_400.0


@dataclass(frozen=True, slots=True)
class Stagnation:
    """What is expected does not come down although what happens is easier.

    `expected` and `met` are means in points, 0-10 and harder upwards; `slope` is in points a week
    with its standard deviation; `moments` were looked at.
    """

    expected: float
    met: float
    slope: float
    slope_sd: float
    moments: int

    @property
    def falling(self) -> float:
        """The chance, 0-1, that what is expected comes down by a tenth of a point a week."""
        return normal_cdf((FALLING - self.slope) / self.slope_sd)


def stagnation(
    events: Iterable[Event], person: Person, now: datetime, *, doubts: int = 0
) -> Stagnation | None:
    """What the last four weeks show, or None: too little to say, a closed gap, or movement.

    `doubts` says how often the person answered "that's not it": each halves the chance that is
    small enough to speak.
    """
    lately = _lately(events, now)
    if not _enough(lately):
        return None
    gap = _gap(lately, person)
    if gap is None:
        return None
    slope, sd = slope_of(lately, person)
    found = Stagnation(gap.expected, gap.met, slope, sd, len(lately))
    return found if found.falling < DOUBT / 2**doubts else None


def slope_of(events: Sequence[Event], person: Person) -> tuple[float, float]:
    """Points a week by which what is expected moves, and its standard deviation.

    Raises ValueError when nothing was rated.
    """
    said = list(_said(events))
    if not said:
        raise ValueError("no rating to find a slope in")
    design, precision = _design(said)
    ratings = np.array([one.rating for one in said])
    mean, covariance = _t_regression(design, ratings, precision, person.noise)
    return float(mean[0]), math.sqrt(float(covariance[0, 0]))


class _Said(NamedTuple):
    """One rating of what is expected, turned so that more is harder."""

    rating: float
    weeks: float
    channel: int
    situation: Situation
    occasion: int


class _Gap(NamedTuple):
    expected: float
    met: float


def _lately(events: Iterable[Event], now: datetime) -> list[Event]:
    """Moments with people of the last four weeks, in order."""
    begins = now - WINDOW
    kept = (one for one in events if one.situation.is_human and begins <= one.at <= now)
    return sorted(kept, key=lambda one: one.at)


def _enough(lately: Sequence[Event]) -> bool:
    return len(lately) >= MOMENTS and lately[-1].at - lately[0].at >= SPAN


def _said(events: Sequence[Event]) -> Iterator[_Said]:
    middle = sum(one.at.timestamp() for one in events) / max(1, len(events))
    for place, event in enumerate(events):
        weeks = (event.at.timestamp() - middle) / _WEEK
        for later, told in enumerate((event.prediction, event.rerating)):
            if told is None:
                continue
            for channel, rating in enumerate(_harder(told.channels)):
                if rating is not None:
                    yield _Said(rating, weeks, channel, event.situation, 2 * place + later)


def _harder(values: Channels) -> list[float | None]:
    """Ratings with more meaning harder: enjoyment is turned round."""
    pairs = zip(values, BETTER_SIGN, strict=True)
    return [None if v is None else (10.0 - v if sign > 0.0 else v) for v, sign in pairs]


def _gap(lately: Sequence[Event], person: Person) -> _Gap | None:
    """How far what is expected stands above what is met, where that is surely a point or more."""
    moments = [pairs for pairs in map(_pairs, lately) if pairs]
    if not moments:
        return None
    expected, met = np.array([pair for pairs in moments for pair in pairs]).T
    differences = expected - met
    # One moment's channels go together, so a moment counts once; no spread is below the person's.
    spread = max(float(differences.std()), person.noise * math.sqrt(2.0))
    sd = spread / math.sqrt(len(moments))
    sure = normal_cdf((float(differences.mean()) - OPEN_GAP) / sd)
    return _Gap(float(expected.mean()), float(met.mean())) if sure >= SURE else None


def _pairs(event: Event) -> list[tuple[float, float]]:
    """What was expected and what was met, of each channel in which both were said."""
    if event.prediction is None:
        return []
    both = zip(_harder(event.prediction.channels), _harder(event.met), strict=True)
    return [(before, after) for before, after in both if before is not None and after is not None]


def _design(said: Sequence[_Said]) -> tuple[Array, Array]:
    """Columns and prior precisions: slope, channels, situations in each channel, occasions."""
    keys: dict[object, int] = {"slope": 0}
    spreads = [_SLOPE_SD]
    for channel in range(CHANNEL_COUNT):
        keys["level", channel] = len(spreads)
        spreads.append(_LEVEL_SD)
    for one in said:
        for key, sd in ((one.situation, _SITUATION_SD), (one.occasion, _DAY_SD)):
            if key not in keys:
                keys[key] = len(spreads)
                spreads.append(sd)
    design = np.zeros((len(said), len(spreads)))
    for row, one in enumerate(said):
        design[row, 0] = one.weeks
        design[row, keys["level", one.channel]] = 1.0
        design[row, [keys[one.situation], keys[one.occasion]]] = 1.0
    return design, 1.0 / np.square(spreads)


def _t_regression(
    design: Array, ratings: Array, precision: Array, scale: float
) -> tuple[Array, Array]:
    """Mode and covariance of the coefficients (p,) under Student-t noise, by reweighting.

    The prior of the levels is centred on the middle of the scale.
    """
    off: Array = ratings - 5.0
    weights: Array = np.ones_like(off)
    mean: Array = np.zeros(design.shape[1])
    for _ in range(_PASSES):
        lean = design.T * (weights / scale**2)
        mean = np.asarray(np.linalg.solve(lean @ design + np.diag(precision), lean @ off))
        z = (off - design @ mean) / scale
        weights = np.asarray((FREEDOM + 1.0) / (FREEDOM + z * z))
    information = (FREEDOM + 1.0) / (FREEDOM + 3.0) / scale**2
    known = information * design.T @ design + np.diag(precision)
    return mean, np.asarray(np.linalg.inv(known))
