"""Experience: what a person really meets. The planner asks this model, never the belief.

Three Gaussian processes over situations share one resemblance R: a probit one for "it goes well",
and two Gaussian ones for felt anxiety and enjoyment. Each is kept in its dual form (Csato and
Opper 2002), over visited situations only, which is exact:
    mean(x) = prior(x) + sd * R(x) . alpha,   variance(x) = sd^2 * (1 + R(x)' C R(x)).
An outcome is a rank-one step of alpha and C. For the probit it is the assumed-density step
    z = (2y-1) mu / sqrt(1+v),  n = phi(z) / Phi(z),
    mu' = mu + (2y-1) v n / sqrt(1+v),  v' = v - v^2 n (z+n) / (1+v).
"""

import math
from dataclasses import dataclass
from functools import lru_cache
from typing import Final

import numpy as np

from overture.learning.events import Event
from overture.learning.normal import Z_80_ONE_SIDED, hazard, normal_cdf
from overture.learning.situation import (
    UNFAMILIARITY,
    Array,
    Situation,
    Situations,
)

GOES_WELL, ANXIETY, ENJOYMENT = 0, 1, 2
STATE_COUNT: Final = 3

# Authored, weak starting values, meant to be replaced by a fitted population. They say: moments
# that ask more go well less often and feel harder, and a practice partner is a little easier.
# Order: unfamiliarity, then the six degrees. Weights sum to 1, so difficulty lies in 0-1.
_DIFFICULTY_WEIGHTS: Final = (0.20, 0.15, 0.25, 0.15, 0.10, 0.10, 0.05)
_EASIEST: Final = (1.3, 2.0, 5.5)
_SLOPE: Final = (-1.8, 5.0, -1.0)
_AI_SHIFT: Final = (0.25, -0.5, 0.0)

PRIOR_SD: Final = (0.5, 1.8, 1.4)
# Rating noise: the within-person spread of felt anxiety and enjoyment is about two points.
NOISE_VARIANCE: Final = (1.0, 4.0, 4.0)


@dataclass(frozen=True, eq=False)
class Experience:
    """What was met, over the K visited situations: alpha (3, K) and covariance step C (3, K, K).

    Both are in units of the prior's standard deviation, so that one R serves all three.
    """

    visited: Situations
    alpha: Array
    correction: Array


@dataclass(frozen=True, slots=True)
class Standing:
    """Mean and variance at one situation: goes well (probit scale), anxiety, enjoyment (points)."""

    mean: tuple[float, float, float]
    variance: tuple[float, float, float]

    @property
    def goes_well(self) -> float:
        """Chance that the next moment there goes well, 0-1."""
        return normal_cdf(self.mean[GOES_WELL] / math.sqrt(1.0 + self.variance[GOES_WELL]))

    @property
    def goes_well_low(self) -> float:
        """p_lo: four in five sure that the chance is at least this, 0-1."""
        deviation = math.sqrt(self.variance[GOES_WELL])
        return normal_cdf(self.mean[GOES_WELL] - Z_80_ONE_SIDED * deviation)


def empty_experience() -> Experience:
    """The experience of somebody who has met nothing yet: the population's difficulty."""
    return Experience(Situations(()), np.zeros((STATE_COUNT, 0)), np.zeros((STATE_COUNT, 0, 0)))


def difficulty(situation: Situation) -> float:
    """How much a situation asks, from 0 (nothing) to 1 (as much as daily life holds)."""
    asked = (UNFAMILIARITY[situation.partner], *situation.degrees())
    return math.fsum(w * x for w, x in zip(_DIFFICULTY_WEIGHTS, asked, strict=True))


@lru_cache(maxsize=4096)
def prior_at(situation: Situation) -> tuple[float, float, float]:
    """Goes well (probit), anxiety and enjoyment (points) before any outcome."""
    asked = difficulty(situation)
    shift = (0.0, 0.0, 0.0) if situation.is_human else _AI_SHIFT
    parts = zip(_EASIEST, _SLOPE, shift, strict=True)
    well, anxiety, enjoyment = (easiest + slope * asked + ai for easiest, slope, ai in parts)
    return well, anxiety, enjoyment


def prior_mean(situations: Situations) -> Array:
    """`prior_at` for K situations, shape (3, K)."""
    return np.array([prior_at(item) for item in situations.items]).reshape(-1, STATE_COUNT).T


def standing(experience: Experience, situation: Situation) -> Standing:
    """What to expect of the world at a situation, visited or not."""
    row = experience.visited.around(situation).resemblance
    mean, variance = _here(experience.alpha @ row, experience.correction @ row @ row, situation)
    return Standing((mean[0], mean[1], mean[2]), (variance[0], variance[1], variance[2]))


def meet(experience: Experience, event: Event) -> Experience:
    """Take in what one event showed; what was not answered stays as it was."""
    visited, place = experience.visited.including(event.situation)
    alpha, correction = _widened(experience, len(visited))
    row = visited.geometry.resemblance[place]
    step = correction @ row
    mean, variance = _here(alpha @ row, step @ row, event.situation)
    step[:, place] += 1.0
    first, second = np.array(_slopes(event, mean, variance))[:, :, None] * step
    learned = second[:, :, None] * step[:, None, :]
    learned += correction
    return Experience(visited, alpha + first, learned)


def _here(carried: Array, seen: Array, situation: Situation) -> tuple[list[float], list[float]]:
    """Means and variances in points from what (3,) is carried over in units of the prior SD."""
    triples = zip(prior_at(situation), PRIOR_SD, carried.tolist(), strict=True)
    mean = [prior + sd * moved for prior, sd, moved in triples]
    pairs = zip(PRIOR_SD, seen.tolist(), strict=True)
    return mean, [sd * sd * max(1.0 + known, 1e-9) for sd, known in pairs]


def _slopes(
    event: Event, mean: list[float], variance: list[float]
) -> tuple[list[float], list[float]]:
    """First and second derivative of each answer's log evidence by its mean, 0 if unanswered;
    in units of the prior SD.
    """
    first, second = [0.0] * STATE_COUNT, [0.0] * STATE_COUNT
    well, met = event.went_well, event.met
    if well is not None:
        sign, sd = (1.0 if well else -1.0), PRIOR_SD[GOES_WELL]
        scale = math.sqrt(NOISE_VARIANCE[GOES_WELL] + variance[GOES_WELL])
        z = sign * mean[GOES_WELL] / scale
        n = hazard(z)
        first[GOES_WELL] = sd * sign * n / scale
        second[GOES_WELL] = -(sd**2) * n * (z + n) / scale**2
    for channel, felt in ((ANXIETY, met.anxiety), (ENJOYMENT, met.enjoyment)):
        if felt is not None:
            sd, total = PRIOR_SD[channel], NOISE_VARIANCE[channel] + variance[channel]
            first[channel] = sd * (felt - mean[channel]) / total
            second[channel] = -(sd**2) / total
    return first, second


def _widened(experience: Experience, size: int) -> tuple[Array, Array]:
    """Alpha and C with room for `size` visited situations."""
    known = len(experience.visited)
    if known == size:
        return experience.alpha, experience.correction
    alpha = np.zeros((STATE_COUNT, size))
    correction = np.zeros((STATE_COUNT, size, size))
    alpha[:, :known] = experience.alpha
    correction[:, :known, :known] = experience.correction
    return alpha, correction
