"""The delta rule that generalises: what is met in one situation moves others that are like it.

    h(k', k) = exp(-d^2 / 2 w^2)

It is the rule of `learning.belief` for one channel, without what that adds for time and for ratings
at the ends of the scale; so it can be held against other rules of one rating. Rates do not tire.
Parameters are logit a+, logit a-, m at the start, log w and log noise.
"""

from dataclasses import dataclass
from typing import Final

import numpy as np
from numpy.typing import NDArray

from overture.fitting.gaussian import AnyArray, logistic
from overture.fitting.situated import Near, Situated, Telling
from overture.learning import Array

PARAMETERS: Final = ("logit rate up", "logit rate down", "prior mean", "log width", "log noise")


@dataclass(frozen=True, eq=False)
class Generalising(Situated):
    """The rule with a kernel, bound to ratings and outcomes in situations."""

    @property
    def parameters(self) -> tuple[str, ...]:
        """The names of the five parameters."""
        return PARAMETERS

    @property
    def usual_gain(self) -> tuple[float, float]:
        """A rate of a third."""
        return -0.7, 1.5

    def gains(self, theta: AnyArray) -> tuple[AnyArray, AnyArray]:
        """Rates are told by their logits."""
        return logistic(theta[0]), logistic(theta[1])

    def chain(self, theta: Array) -> Array:
        """The slope of a log rate by its logit."""
        return 1.0 - logistic(theta[:2])

    def near(self, log_width: AnyArray, apart: Array, *, slopes: bool) -> Near:
        """The kernel, which stays as it is."""
        narrow = np.exp(-2.0 * log_width)[:, None, None]
        alike = np.exp(-0.5 * apart * narrow)
        return Near(alike, alike * apart * narrow if slopes else None)

    def told(self, near: Near, here: NDArray[np.intp], met: Array) -> Telling:
        """The row of the kernel."""
        everybody = np.arange(len(here))
        share = near.alike[everybody, here] * met[:, None]
        if near.by_width is None:
            return Telling(share, None)
        return Telling(share, near.by_width[everybody, here] * met[:, None])
