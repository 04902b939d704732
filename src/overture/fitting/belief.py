"""The full belief model, for many people at once: ten parameters a person, three channels.

Which parameters and which rule: `learning.person` and `learning.belief`. For each person the log
likelihood and its slopes are those of `learning.refit.evaluate` less the prior. What was not rated
says nothing, what was not met moves nothing, and noise below its floor counts as its floor.
"""

from dataclasses import dataclass
from functools import cached_property
from typing import Any, Final

import numpy as np

from overture.fitting import belief_fast
from overture.fitting.attempts import Attempts
from overture.fitting.belief_block import Block, blocks_of
from overture.fitting.belief_draws import log_likelihood_of
from overture.fitting.belief_fast import Passes
from overture.fitting.belief_kernel import Rows
from overture.fitting.belief_pass import curve_of
from overture.fitting.model import Curve, Start
from overture.learning import PARAMETERS, Array, weak_prior
from overture.learning.refit import LONGEST_STEP

NAME: Final = "belief"
_BLOCK: Final = 256
"""People whose slopes are carried together; more would leave the fast memory."""


@dataclass(frozen=True, eq=False)
class BeliefModel:
    """The belief model bound to the attempts of some people.

    `precision` is that of draws without slopes; single is enough to weigh them. Where `passes`
    are given, they are used instead of NumPy, in double.
    """

    attempts: Attempts
    precision: type[np.floating[Any]] = np.float32
    passes: Passes | None = None

    @property
    def parameters(self) -> tuple[str, ...]:
        """The names of the ten parameters."""
        return PARAMETERS

    @property
    def people(self) -> int:
        """How many people there are."""
        return self.attempts.people

    @property
    def longest_step(self) -> Array:
        """As far as one person's refit goes at once."""
        return LONGEST_STEP

    @cached_property
    def observations(self) -> Array:
        """How many ratings each person gave, (N,)."""
        return self.attempts.ratings.astype(np.float64)

    def start(self) -> Start:
        """What a new person is given where no population was fitted."""
        prior = weak_prior(0.0)
        return Start(np.array(prior.mean), np.array(prior.sd))

    def curve(self, theta: Array) -> Curve:
        """Log likelihood (N,), gradient (10, N), expected information (10, 10, N)."""
        if self.passes is not None:
            return belief_fast.curve_of(self._rows, self.passes, theta)
        parts = [
            curve_of(block, theta[:, first : first + block.people])
            for first, block in zip(range(0, self.people, _BLOCK), self._blocks, strict=True)
        ]
        return Curve(*(np.concatenate(kind, axis=-1) for kind in zip(*parts, strict=True)))

    def log_likelihood(self, theta: Array, people: slice = slice(None)) -> Array:
        """Log likelihood (M, n) at `theta` (10, M, n) for some of the people."""
        first, last, _ = people.indices(self.people)
        if self.passes is not None:
            some = slice(first, last)
            return belief_fast.log_likelihood_of(self._rows, self.passes, theta, some)
        found = np.empty(theta.shape[1:])
        for number in range(first // _BLOCK, -(-last // _BLOCK)):
            begin = number * _BLOCK
            own = slice(max(first, begin) - begin, min(last, begin + _BLOCK) - begin)
            here = slice(own.start + begin - first, own.stop + begin - first)
            block = self._blocks[number].of(own)
            found[:, here] = log_likelihood_of(block, theta[:, :, here], self.precision)
        return found

    @cached_property
    def _rows(self) -> Rows:
        return belief_fast.rows_of(self.attempts)

    @cached_property
    def _blocks(self) -> tuple[Block, ...]:
        return tuple(blocks_of(self.attempts, _BLOCK))
