"""Whether a nudge helps this person, learned from chance: action-centred Thompson sampling.

After Greenewald, Tewari, Klasnja and Murphy (2017): the reward is modelled as
    r = g' alpha + (a - p) f' beta + noise,
a sent (1) or not (0), p its chance, f = g what is known then. As a - p has mean 0 given all that is
known, beta is found rightly even if the baseline g' alpha is wrong. Normal prior, known noise.
"""

import math
from dataclasses import dataclass
from functools import cached_property
from typing import Final, NamedTuple

import numpy as np

from overture.learning import Array
from overture.learning.normal import normal_cdf

FEATURES: Final = ("always", "dose", "planned", "quiet")
SIZE: Final = len(FEATURES)
LEAST: Final = 0.10
MOST: Final = 0.60
BURDEN: Final = 0.05
"""What a nudge costs, in steps done: one that adds less than one step in twenty is not worth it."""

HABIT: Final = 0.9
"""Dose u after a window: u <- 0.9 u + a."""

_NOISE: Final = 0.25
_BASELINE_SD: Final = 0.5
_EFFECT_SD: Final = 0.15
_QUIET_AT: Final = 3


class Features(NamedTuple):
    """What is known as a nudge is drawn for; `dose` is scaled so that 1 is four in a row."""

    always: float
    dose: float
    planned: float
    quiet: float


@dataclass(frozen=True, eq=False)
class Learner:
    """What is known of baseline and effect: precision (8, 8) and precision times mean (8,)."""

    precision: Array
    shift: Array

    @cached_property
    def _effect(self) -> tuple[Array, Array]:
        """Mean (4,) and covariance (4, 4) of beta."""
        covariance: Array = np.asarray(np.linalg.inv(self.precision))
        return (covariance @ self.shift)[SIZE:], covariance[SIZE:, SIZE:]

    def effect(self, features: Features) -> tuple[float, float]:
        """Mean and standard deviation of what a nudge adds to the chance of a step."""
        mean, covariance = self._effect
        f = np.array(features)
        return float(f @ mean), math.sqrt(float(f @ covariance @ f))


def new_learner() -> Learner:
    """Nothing known: a nudge may help or not."""
    sd = np.array((_BASELINE_SD,) * SIZE + (_EFFECT_SD,) * SIZE)
    return Learner(np.diag(1.0 / np.square(sd)), np.zeros(2 * SIZE))


def features_of(dose: float, *, planned: bool, quiet_days: int) -> Features:
    """The features of a moment at a habituation dose."""
    return Features(1.0, dose / 3.44, float(planned), float(quiet_days >= _QUIET_AT))


def chance(learner: Learner, features: Features) -> float:
    """The chance of sending: that a nudge is worth its burden, kept between .10 and .60.

    Never 0 and never 1, so that every deployment can be analysed as a micro-randomised trial.
    """
    mean, sd = learner.effect(features)
    return min(MOST, max(LEAST, normal_cdf((mean - BURDEN) / sd)))


def learn(
    learner: Learner, features: Features, *, sent: bool, probability: float, done: bool
) -> Learner:
    """Take in whether the planned step was done within a day of one draw.

    Raises ValueError for a probability that no draw can have had.
    """
    if not LEAST <= probability <= MOST:
        raise ValueError(f"a draw's probability lies between {LEAST} and {MOST}")
    f = np.array(features)
    row = np.concatenate((f, (float(sent) - probability) * f))
    return Learner(
        learner.precision + np.outer(row, row) / _NOISE,
        learner.shift + row * (float(done) / _NOISE),
    )


def next_dose(dose: float, *, sent: bool) -> float:
    """The habituation dose after one window."""
    return HABIT * dose + float(sent)
