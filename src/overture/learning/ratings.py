"""How ratings scatter: Student-t with four degrees of freedom, cut off at 0 and 10.

Most variance is within the person, single ratings can be far out, and many sit on the ends of the
scale; a rating of 0 says only that the feeling was there or below. The curvatures inside the scale
are the expected information of Student-t (Lange, Little and Taylor 1989).
"""

from typing import Final, NamedTuple

import numpy as np

from overture.learning.situation import Array

FREEDOM: Final = 4.0
LEAST_CHANCE: Final = 1e-300
LOG_PEAK: Final = float(np.log(0.375))  # the density of t(4) at 0 is 3/8


class Fit(NamedTuple):
    """For each rating: log density, its slope by the location, its slope by log scale, and a
    positive curvature for each of the two.
    """

    density: Array
    by_location: Array
    by_log_scale: Array
    location_weight: Array
    scale_weight: Array


def rating_fit(rating: Array, location: Array, scale: float | Array) -> Fit:
    """Compare ratings (n,), 0-10, with where they were expected (n,); `scale` is above 0.

    A scale for each, and any shapes that fit together, will do as well.
    """
    z = (rating - location) / scale
    inside = (rating > 0.0) & (rating < 10.0)
    bell = 1.0 + z * z / FREEDOM
    pull = (FREEDOM + 1.0) / FREEDOM * z / bell
    density = LOG_PEAK - 2.5 * np.log(bell) - np.log(scale)
    fit = Fit(
        density=density,
        by_location=pull / scale,
        by_log_scale=z * pull - 1.0,
        location_weight=np.full_like(z, (FREEDOM + 1.0) / (FREEDOM + 3.0) / scale**2),
        scale_weight=np.full_like(z, 2.0 * FREEDOM / (FREEDOM + 3.0)),
    )
    return fit if inside.all() else _censored(fit, z, rating, scale)


def _censored(fit: Fit, z: Array, rating: Array, scale: float | Array) -> Fit:
    """Replace ratings on an end of the scale by the chance of being there or beyond it."""
    outward = np.where(rating >= 10.0, 1.0, -1.0)
    reach = -outward * z
    chance = np.maximum(t4_cdf(reach), LEAST_CHANCE)
    density = 0.375 * (1.0 + z * z / FREEDOM) ** -2.5
    # The slope of log P(beyond) by the location; its square stands in for the curvature.
    slope = outward * density / chance
    inside = (rating > 0.0) & (rating < 10.0)
    return Fit(
        density=np.where(inside, fit.density, np.log(chance)),
        by_location=np.where(inside, fit.by_location, slope / scale),
        by_log_scale=np.where(inside, fit.by_log_scale, slope * z),
        location_weight=np.where(inside, fit.location_weight, (slope / scale) ** 2),
        scale_weight=np.where(inside, fit.scale_weight, (slope * z) ** 2),
    )


def t4_cdf(t: Array) -> Array:
    """P(T <= t) for four degrees of freedom.

    The usual 1/2 + t (t^2 + 6) / (2 (t^2 + 4)^(3/2)) loses the far tail, so it is written for
    t < 0 as (1 - w)^2 (2 + w) / 4 with w = -t / sqrt(t^2 + 4) and 1 - w = (1 - w^2) / (1 + w).
    """
    w = np.abs(t) / np.sqrt(t * t + FREEDOM)
    short = FREEDOM / (t * t + FREEDOM) / (1.0 + w)
    tail = short * short * (2.0 + w) / 4.0
    return np.where(t < 0.0, tail, 1.0 - tail)
