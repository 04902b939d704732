"""The delta rule with one rate, for better and for worse alike (Rescorla and Wagner 1972).

A challenger: where it foretells as well as two rates do, two are not worth having.
"""

from dataclasses import dataclass
from typing import Final

import numpy as np

from overture.fitting.delta import DeltaRule
from overture.fitting.gaussian import AnyArray, Foretold
from overture.fitting.model import Curve, Start
from overture.learning import Array

PARAMETERS: Final = ("logit rate", "prior mean", "log noise")
_TWICE: Final = (0, 0, 1, 2)
"""Where each parameter of the rule with two rates is found."""

_TIED: Final = np.eye(3)[:, _TWICE]


@dataclass(frozen=True, eq=False)
class OneRate:
    """The delta rule over the same data, with both rates held together."""

    rule: DeltaRule

    @property
    def parameters(self) -> tuple[str, ...]:
        """The names of the three parameters."""
        return PARAMETERS

    @property
    def people(self) -> int:
        """How many people there are."""
        return self.rule.people

    @property
    def observations(self) -> Array:
        """How many ratings each person gave, (N,)."""
        return self.rule.observations

    @property
    def ratings(self) -> Array:
        """The ratings (T, N), NaN where none was given."""
        return self.rule.ratings

    @property
    def longest_step(self) -> Array:
        """As with two rates."""
        return self.rule.longest_step[1:]

    def start(self) -> Start:
        """As with two rates."""
        both = self.rule.start()
        return Start(both.mean[1:], both.sd[1:])

    def curve(self, theta: Array) -> Curve:
        """Log likelihood (N,), gradient (3, N), expected information (3, 3, N)."""
        both = self.rule.curve(theta[_TWICE, :])
        information = np.einsum("ij,jkn,lk->iln", _TIED, both.information, _TIED)
        return Curve(both.value, _TIED @ both.gradient, information)

    def log_likelihood(self, theta: AnyArray, people: slice = slice(None)) -> AnyArray:
        """Log likelihood (M, n) at `theta` (3, M, n) for some of the people."""
        return self.rule.log_likelihood(theta[_TWICE, :], people)

    def foretold(self, theta: Array) -> Foretold:
        """The level before each outcome (T, N), and the noise."""
        return self.rule.foretold(theta[_TWICE, :])
