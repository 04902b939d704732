"""The Kalman twin: what is met in one situation tells about others, and less with every meeting.

    h(k', k) = C(k', k) / (C(k, k) + R);    C(k', k'') <- C(k', k'') - C(k', k) h(k'', k)

with C = s^2 exp(-d^2 / 2 w^2) at the start. With both gains 1 it is the Kalman filter of a
Gaussian process over situations (Kalman 1960; Rasmussen and Williams 2006). Parameters are log g+,
log g-, m at the start, log w and log noise; s and R are shares of the scale.
"""

from dataclasses import dataclass
from typing import Final

import numpy as np
from numpy.typing import NDArray

from overture.fitting.gaussian import AnyArray
from overture.fitting.situated import Near, Situated, Telling
from overture.learning import Array

PARAMETERS: Final = ("log gain up", "log gain down", "prior mean", "log width", "log noise")
BELIEF_SPREAD: Final = 0.2
"""Spread s of what is believed at the start, as a share of the scale."""

OUTCOME_SPREAD: Final = 0.15
"""Spread of outcomes around what is to be expected, the square root of R, likewise."""


@dataclass(frozen=True, eq=False)
class Twin(Situated):
    """The Kalman twin, bound to ratings and outcomes in situations."""

    @property
    def parameters(self) -> tuple[str, ...]:
        """The names of the five parameters."""
        return PARAMETERS

    @property
    def usual_gain(self) -> tuple[float, float]:
        """That of a Kalman filter."""
        return 0.0, 0.7

    def gains(self, theta: AnyArray) -> tuple[AnyArray, AnyArray]:
        """Gains are told by their logs."""
        return np.exp(theta[0]), np.exp(theta[1])

    def chain(self, theta: Array) -> Array:
        """They are the parameters."""
        return np.ones((2, theta.shape[1]))

    def near(self, log_width: AnyArray, apart: Array, *, slopes: bool) -> Near:
        """Covariances of what is believed at the start."""
        narrow = np.exp(-2.0 * log_width)[:, None, None]
        alike = (BELIEF_SPREAD * self.width) ** 2 * np.exp(-0.5 * apart * narrow)
        return Near(alike, alike * apart * narrow if slopes else None)

    def told(self, near: Near, here: NDArray[np.intp], met: Array) -> Telling:
        """The gain of the filter; what is believed grows surer by it."""
        everybody, sure = np.arange(len(here)), (OUTCOME_SPREAD * self.width) ** 2
        row = near.alike[everybody, here]
        own = met / (row[everybody, here] + sure)
        share, by_share = row * own[:, None], None
        if near.by_width is not None:
            slope = near.by_width[everybody, here]
            by_share = (slope - share * slope[everybody, here][:, None]) * own[:, None]
            near.by_width[...] -= slope[:, :, None] * share[:, None, :]
            near.by_width[...] -= row[:, :, None] * by_share[:, None, :]
        near.alike[...] -= row[:, :, None] * share[:, None, :]
        return Telling(share, by_share)
