"""Slopes of any likelihood that can be computed with complex numbers: no derivation by hand.

The first derivative along e is Im f(x + i h e) / h, without cancellation however small h is
(Squire and Trapp 1998). The observed information is the central difference of that gradient.
"""

from collections.abc import Callable
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

from overture.fitting.model import Curve
from overture.learning import Array

_IMAGINARY: Final = 1e-30
_REAL: Final = 1e-4

LogLikelihood = Callable[[NDArray[Any]], NDArray[Any]]
"""From theta (D, M, N) to log likelihoods (M, N). No `abs`, and comparisons by the real part."""


def curve_by_complex_step(log_likelihood: LogLikelihood, theta: Array) -> Curve:
    """Log likelihood, gradient and observed information at `theta` (D, N), in one evaluation."""
    size = len(theta)
    real, imaginary = _points(size)
    points = theta[:, None] + (_REAL * real + 1j * _IMAGINARY * imaginary)[:, :, None]
    values = log_likelihood(points)
    slopes = values.imag.reshape(2 * size + 1, size, -1) / _IMAGINARY
    hessian = (slopes[1 : size + 1] - slopes[size + 1 :]) / (2.0 * _REAL)
    return Curve(values[0].real, slopes[0], -(hessian + hessian.swapaxes(0, 1)) / 2.0)


def _points(size: int) -> tuple[Array, Array]:
    """Real and imaginary directions (D, M): stay, forwards, backwards, each with D slopes."""
    unit = np.eye(size)
    moved = np.concatenate((np.zeros((size, 1)), unit, -unit), axis=1)
    return np.repeat(moved, size, axis=1), np.tile(unit, 2 * size + 1)
