"""What a person's settings alone say about each candidate: the same all day, so worked out once."""

from dataclasses import dataclass
from typing import Final

import numpy as np
from numpy.typing import NDArray

from overture.learning import Array

# What moves expectations of people counts in full, of an AI at most this much.
AI_WEIGHT: Final = 0.3
AI_MINUTE_COST: Final = 0.001


@dataclass(frozen=True, eq=False)
class Limits:
    """For N candidates under some settings; arrays have shape (N,).

    `permitted` and `short` (permitted, short enough for today's room, and with no more of the
    program than is still to be offered) are masks; `rested_at` is when each may be offered again,
    in seconds since 1970. `ceiling` is the most anxiety that each may bring today, 0-10, and
    `least_well` the lowest mean on the probit scale that can reach the floor. `reach` (0-1) is how
    much of a change carries to what counts, and `cost` is that of the AI minutes, in units of
    trust.
    """

    permitted: NDArray[np.bool_]
    short: NDArray[np.bool_]
    rested_at: Array
    ceiling: Array
    least_well: float
    reach: Array
    cost: Array


def reach_and_cost(reach: Array, ai_minutes: Array, transfer: float) -> tuple[Array, Array]:
    """How much of a change counts, as transfer (0-1) is confirmed, and the cost of AI minutes."""
    ai = AI_WEIGHT * (1.0 - transfer)
    return reach @ np.array([ai, 1.0]) / (ai + 1.0), AI_MINUTE_COST * ai_minutes
