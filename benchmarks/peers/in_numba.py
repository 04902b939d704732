"""The delta rule compiled by Numba, for peers that take a likelihood of one person."""

import math

import numba


@numba.njit
def levels(up, down, prior, outcomes, found):
    """What is expected before each outcome, into `found`."""
    level = prior
    for t in range(len(outcomes)):
        found[t] = level
        error = outcomes[t] - level
        level += (up if error > 0 else down) * error


@numba.njit
def loss(theta, ratings, outcomes):
    """Less the log likelihood of one person."""
    up, down = 1 / (1 + math.exp(-theta[0])), 1 / (1 + math.exp(-theta[1]))
    level, noise, total = theta[2], math.exp(theta[3]), 0.0
    for t in range(len(ratings)):
        z = (ratings[t] - level) / noise
        total += 0.5 * z * z
        error = outcomes[t] - level
        level += (up if error > 0 else down) * error
    return total + len(ratings) * (theta[3] + 0.5 * math.log(2 * math.pi))
