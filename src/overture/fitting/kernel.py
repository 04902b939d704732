"""Loops over plain arrays, written for a compiler: `learning.path` and `learning.refit` once more.

The equations stand there; a test holds both to the same numbers. Nothing here is compiled by
itself, so the module can be read, imported and tested without a compiler.
"""

import math

import numpy as np
from numpy.typing import NDArray

from overture.learning import Array

Indices = NDArray[np.intp]


def belief_along(
    squared_distance: Array,
    mixed: NDArray[np.bool_],
    place: Indices,
    days: Array,
    met: Array,
    natural: Array,
    traits: Array,
    trait_slopes: Array,
) -> tuple[Array, Array, Array]:
    """Levels (2, T, 3), their slopes by theta (2, T, 3, 10) and the last weights (3, K).

    `natural` holds alpha plus and minus, length scale, rho and tau in days.
    """
    plus, minus, length, rho, tau = natural
    size, count = len(place), len(squared_distance)
    near = np.exp(squared_distance * (-0.5 / length**2))
    near *= np.where(mixed, rho, 1.0)
    by_length = near * squared_distance / length**2
    by_rho = near * mixed * (1.0 - rho)
    carried = np.zeros((count, 3, 7))
    levels, slopes = np.zeros((2, size, 3)), np.zeros((2, size, 3, 10))
    here = np.empty(7)
    at = np.array((0, 0, 1, 2, 3, 8, 0))  # places in theta; 0 is the level, 6 the own trait
    for t in range(size):
        k, age = place[t], days[t] / tau
        carried *= math.exp((days[t - 1] - days[t]) / tau) if t else 1.0
        for c in range(3):
            here[:] = 0.0
            for j in range(count):
                for s in range(7):
                    here[s] += near[k, j] * carried[j, c, s]
                here[3] += by_length[k, j] * carried[j, c, 0]
                here[4] += by_rho[k, j] * carried[j, c, 0]
            here[5] += age * here[0]
            here[0] += traits[c]
            here[6] += trait_slopes[c]
            at[6] = 4 + c
            error = met[t, c] - here[0]
            rate, by_plus, by_minus = 0.0, 0.0, 0.0
            if math.isnan(error):
                error = 0.0
            elif error != 0.0 and (error > 0.0) == (c == 1):  # more enjoyment, less of the others
                rate, by_plus = plus, plus * (1.0 - plus) * error
            else:
                rate, by_minus = minus, minus * (1.0 - minus) * error
            levels[0, t, c] = here[0]
            levels[1, t, c] = here[0] + rate * error
            for s in range(1, 7):
                own = by_plus if s == 1 else by_minus if s == 2 else 0.0
                moved = own - rate * here[s]
                slopes[0, t, c, at[s]] = here[s]
                slopes[1, t, c, at[s]] = here[s] + moved
                carried[k, c, s] += moved
            carried[k, c, 0] += rate * error
            carried[k, c, 5] -= age * rate * error
    return levels, slopes, carried[:, :, 0].T.copy()


def likelihood(
    levels: Array,
    slopes: Array,
    ratings: Array,
    rated: Indices,
    leant_at: Indices,
    leaning: Array,
    inertia: float,
    scale: float,
) -> tuple[float, Array, Array]:
    """Log likelihood, gradient (10,) and curvature (10, 10) from levels (6 T,) and slopes.

    `leaning` (2, predictions) holds the ratings leant on, and 1 where there is one.
    """
    value, gradient, curvature = 0.0, np.zeros(10), np.zeros((10, 10))
    slope = np.empty(10)
    for n in range(len(ratings)):
        location = levels[rated[n]]
        slope[:] = slopes[rated[n]]
        if n < len(leant_at) and leaning[1, n] > 0.0:
            excess = leaning[0, n] - levels[leant_at[n]]
            location += inertia * excess
            slope -= inertia * slopes[leant_at[n]]
            slope[9] = excess
        z, rating = (ratings[n] - location) / scale, ratings[n]
        bell = 1.0 + z * z / 4.0
        if 0.0 < rating < 10.0:
            pull = 1.25 * z / bell
            value += math.log(0.375) - 2.5 * math.log(bell) - math.log(scale)
            by_location, by_scale = pull / scale, z * pull - 1.0
            weight, scale_weight = 5.0 / 7.0 / scale**2, 8.0 / 7.0
        else:
            outward = 1.0 if rating >= 10.0 else -1.0
            reach = -outward * z
            w = abs(reach) / math.sqrt(z * z + 4.0)
            short = 4.0 / (z * z + 4.0) / (1.0 + w)
            tail = short * short * (2.0 + w) / 4.0
            chance = max(tail if reach < 0.0 else 1.0 - tail, 1e-300)
            pull = outward * 0.375 * bell**-2.5 / chance
            value += math.log(chance)
            by_location, by_scale = pull / scale, pull * z
            weight, scale_weight = (pull / scale) ** 2, (pull * z) ** 2
        gradient[7] += by_scale
        curvature[7, 7] += scale_weight
        for p in range(10):
            gradient[p] += by_location * slope[p]
            for q in range(p + 1):
                curvature[p, q] += weight * slope[p] * slope[q]
    return value, gradient, curvature + np.tril(curvature, -1).T
