"""Going ahead where EM crawls.

Each step of EM goes only part of what is left, the less of it the less single people tell: where
recovery is .2, a spread still has 96 of 100 parts of its way to go after a step. But the steps then
shrink at a steady rate, which says where they lead (Aitken 1926). So after two steps a third is
carried on to there, number by number, and taken back where the evidence says that it went down.
"""

from typing import Final

import numpy as np

from overture.fitting.normal import Population
from overture.learning import Array

_LEAST_LEFT: Final = 0.05
"""Of a way, the least share that a step is taken to go: no jump is longer than nineteen steps."""
_FURTHEST: Final = 0.5
"""No sd grows or shrinks by more than this, as a logarithm, and no mean moves by more sd."""


class Hastening:
    """Populations that follow each other in a fit, every third one ahead of its time.

    `limits` are least and most of each variance (D,).
    """

    def __init__(self, limits: tuple[Array, Array]) -> None:
        self.limits = limits
        self._steps: list[Population] = []
        self._instead: Population | None = None
        self._evidence = -np.inf

    def went_down(self, evidence: float) -> bool:
        """Whether the last population was a jump to less than there was; see `back`."""
        down = self._instead is not None and evidence < self._evidence
        if not down:
            self._evidence, self._instead = evidence, None
        return down

    def back(self) -> Population:
        """Where the fit goes on after such a jump: where EM would have gone."""
        if self._instead is None:
            raise ValueError("Nothing was jumped.")
        population, self._instead, self._steps = self._instead, None, []
        return population

    def onward(self, before: Population, after: Population) -> Population:
        """Where to go from `before`, which EM would leave for `after`."""
        self._steps.append(before)
        if len(self._steps) < 2:
            return after
        ahead = _ahead(self._steps[0], before, after, self.limits)
        self._steps, self._instead = [], after
        return ahead


def _ahead(
    one: Population, two: Population, three: Population, limits: tuple[Array, Array]
) -> Population:
    sd, width = np.log([one.sd, two.sd, three.sd]), three.sd
    variance = np.clip(np.square(width * np.exp(_rest(*sd))), *limits)
    scale = np.sqrt(variance) / width
    means = [step.coefficients / width[:, None] for step in (one, two, three)]
    return Population(
        three.coefficients + _rest(*means) * width[:, None],
        three.covariance * scale[:, None] * scale,
    )


def _rest(one: Array, two: Array, three: Array) -> Array:
    """What is left of a way of which these are three points, if steps go on shrinking as they do.

    Nothing where they grow or turn back.
    """
    first, second = two - one, three - two
    share = np.divide(second, first, out=np.zeros_like(first), where=first != 0.0)
    share = np.where((share > 0.0) & (share < 1.0), np.minimum(share, 1.0 - _LEAST_LEFT), 0.0)
    return np.clip(second * share / (1.0 - share), -_FURTHEST, _FURTHEST)
