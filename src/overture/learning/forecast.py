"""Forecast: what a person will say and what will probably be met, with how sure that is."""

import math
from dataclasses import dataclass
from datetime import datetime
from typing import Final

from overture.learning.belief import Belief, expected_rating
from overture.learning.experience import (
    ANXIETY,
    ENJOYMENT,
    GOES_WELL,
    NOISE_VARIANCE,
    Experience,
    Standing,
    standing,
)
from overture.learning.normal import Z_80_BAND, normal_cdf
from overture.learning.person import Person
from overture.learning.situation import Situation

# Student-t with four degrees of freedom: half-width of the middle 80 %, and its variance.
_T4_BAND: Final = 1.5332062740589438
_T4_VARIANCE: Final = 2.0


@dataclass(frozen=True, slots=True)
class Band:
    """A forecast of one number: mean, standard deviation, and the bounds of the middle 80 %."""

    mean: float
    sd: float
    low: float
    high: float


@dataclass(frozen=True, slots=True)
class Bands:
    """Anxiety and enjoyment 0-10; the feared event in times in 10."""

    anxiety: Band
    enjoyment: Band
    feared: Band


@dataclass(frozen=True, slots=True)
class Forecast:
    """For one situation: `expected` is what the person will say before, `met` what will happen.

    `goes_well` is the chance that it goes well and `goes_well_low` what it is at least, four in
    five sure; both 0-1.
    """

    expected: Bands
    met: Bands
    goes_well: float
    goes_well_low: float


def forecast(
    belief: Belief, experience: Experience, situation: Situation, person: Person, now: datetime
) -> Forecast:
    """Forecast any situation, visited or not. Raises ValueError if `now` is in its past."""
    stands = standing(experience, situation)
    return Forecast(
        expected=_expected(belief, situation, person, now),
        met=Bands(_felt(stands, ANXIETY), _felt(stands, ENJOYMENT), _feared(stands)),
        goes_well=stands.goes_well,
        goes_well_low=stands.goes_well_low,
    )


def _expected(belief: Belief, situation: Situation, person: Person, now: datetime) -> Bands:
    """The rating's own noise, widened by what is not known about the person's traits."""
    means = expected_rating(belief, situation, person, now)
    share = person.traits[2] / 10.0
    doubt = (person.sd[4], person.sd[5], 10.0 * share * (1.0 - share) * person.sd[6])
    pairs = zip(means, doubt, strict=True)
    return Bands(*(_rating_band(mean or 0.0, sd, person.noise) for mean, sd in pairs))


def _rating_band(mean: float, trait_sd: float, noise: float) -> Band:
    sd = math.hypot(trait_sd, math.sqrt(_T4_VARIANCE) * noise)
    return _band(mean, sd, math.hypot(Z_80_BAND * trait_sd, _T4_BAND * noise))


def _felt(stands: Standing, channel: int) -> Band:
    sd = math.sqrt(stands.variance[channel] + NOISE_VARIANCE[channel])
    return _band(stands.mean[channel], sd, Z_80_BAND * sd)


def _feared(stands: Standing) -> Band:
    """Times in 10 that it does not go well; the bounds are those of that chance itself."""
    mean, sd = stands.mean[GOES_WELL], math.sqrt(stands.variance[GOES_WELL])
    low = 10.0 * normal_cdf(-(mean + Z_80_BAND * sd))
    high = 10.0 * normal_cdf(-(mean - Z_80_BAND * sd))
    return Band(10.0 * (1.0 - stands.goes_well), (high - low) / (2.0 * Z_80_BAND), low, high)


def _band(mean: float, sd: float, half: float) -> Band:
    middle = _clip(mean)
    return Band(middle, sd, _clip(mean - half), _clip(mean + half))


def _clip(value: float) -> float:
    return max(0.0, min(10.0, value))
