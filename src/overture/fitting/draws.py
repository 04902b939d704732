"""Sixty-four normal draws that fill space evenly: a Sobol net, shifted, and its mirror image."""

from functools import cache
from statistics import NormalDist
from typing import Final

import numpy as np

from overture.learning import Array

DRAWS: Final = 64
SCRAMBLES: Final = 97
_BITS: Final = 5  # 32 points of the net
# Degree, inner coefficients and first direction numbers of dimensions 2-12: Joe and Kuo (2008).
_DIRECTIONS: Final = (
    (1, 0, (1,)),
    (2, 1, (1, 3)),
    (3, 1, (1, 3, 1)),
    (3, 2, (1, 1, 1)),
    (4, 1, (1, 1, 3, 3)),
    (4, 4, (1, 3, 5, 13)),
    (5, 2, (1, 1, 5, 5, 17)),
    (5, 4, (1, 1, 5, 5, 5)),
    (5, 7, (1, 1, 7, 11, 19)),
    (5, 11, (1, 1, 5, 1, 1)),
    (5, 13, (1, 1, 1, 3, 11)),
)


@cache
def normal_draws(size: int, seed: int) -> Array:
    """Standard normal draws (D, 64, 97): for each scramble 32 points and their negatives.

    People take the scrambles in turn: one set shared by all would lean the same way for all.
    Raises ValueError for more than twelve dimensions.
    """
    if size > len(_DIRECTIONS) + 1:
        raise ValueError(f"At most {len(_DIRECTIONS) + 1} parameters can be corrected by draws.")
    rng = np.random.default_rng(seed)
    net = np.array([_net(dimension) for dimension in range(size)])
    shifts = rng.integers(0, 2**_BITS, (size, 1, SCRAMBLES))
    within = rng.random((size, 2**_BITS, SCRAMBLES))
    even = ((net[:, :, None] ^ shifts) + within) / 2**_BITS
    inner = NormalDist().inv_cdf
    points = np.array([inner(u) for u in np.clip(even, 1e-12, 1 - 1e-12).ravel().tolist()])
    half = points.reshape(even.shape)
    return np.concatenate((half, -half), axis=1)


def _net(dimension: int) -> list[int]:
    """The first 32 points of one dimension of the Sobol sequence, as integers 0-31."""
    directions = _direction_numbers(dimension)
    points = []
    for n in range(2**_BITS):
        point = 0
        for bit in range(_BITS):
            point ^= directions[bit] if n >> bit & 1 else 0
        points.append(point)
    return points


def _direction_numbers(dimension: int) -> list[int]:
    if dimension == 0:
        return [1 << (_BITS - 1 - k) for k in range(_BITS)]
    degree, inner, first = _DIRECTIONS[dimension - 1]
    odd = list(first)
    for k in range(degree, _BITS):
        new = odd[k - degree] ^ (odd[k - degree] << degree)
        for j in range(1, degree):
            new ^= ((inner >> (degree - 1 - j)) & 1) * (odd[k - j] << j)
        odd.append(new)
    return [odd[k] << (_BITS - 1 - k) for k in range(_BITS)]
