"""The standard normal distribution in NumPy and the standard library."""

import math
from typing import Final

import numpy as np

from overture.learning.situation import Array

SQRT_2: Final = math.sqrt(2.0)
ROOT_2_PI: Final = math.sqrt(2.0 * math.pi)
# Four in five: the bound used for "80 % sure it is at least this" and each side of an 80 % band.
Z_80_ONE_SIDED: Final = 0.8416212335729143
Z_80_BAND: Final = 1.2815515655446004

# Abramowitz and Stegun 26.2.17; off by less than 7.5e-8 anywhere.
_P: Final = 0.2316419
_B: Final = (1.330274429, -1.821255978, 1.781477937, -0.356563782, 0.319381530)


def normal_cdf(x: float) -> float:
    """P(Z <= x)."""
    return 0.5 * math.erfc(-x / SQRT_2)


def hazard(x: float) -> float:
    """phi(x) / Phi(x), without underflow: far below zero it approaches -x - 1 / x.

    The second term matters: `hazard(x) * (x + hazard(x))` must tend to 1, not to 0.
    """
    if x < -30.0:
        return -x - 1.0 / x
    return math.exp(-0.5 * x * x) / ROOT_2_PI / normal_cdf(x)


def normal_cdf_of(x: Array) -> Array:
    """P(Z <= x) for a whole array, to seven decimals."""
    size = np.abs(x)
    t = 1.0 / (1.0 + _P * size)
    tail = np.full_like(t, _B[0])
    for b in _B[1:]:
        tail *= t
        tail += b
    tail *= t
    tail *= np.exp(-0.5 * size * size) / ROOT_2_PI
    return np.where(x > 0.0, 1.0 - tail, tail)
