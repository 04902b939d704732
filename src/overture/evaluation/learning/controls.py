"""Negative controls: where there is nothing to learn from, nothing is to be found."""

from typing import Final

import numpy as np

from overture.evaluation.learning.parts import Part, Table
from overture.evaluation.results import Figure
from overture.fitting.correction import correct
from overture.fitting.delta import DeltaRule, natural
from overture.fitting.population import fit
from overture.learning import Array
from overture.simulation import DR84, simulate_delta

SEED: Final = 3
NEAR_NOTHING: Final = 0.1
FOUND: Final = 0.2
_SETTLED: Final = 42
"""Encounters after which people expect what they usually meet.

Before that all of them come down from a prior that is too high, and even outcomes of other people
would explain that a little.
"""

_ASKS: Final = (
    "The same people with their own outcomes, and with outcomes shuffled over people and times, "
    "which they never met. Are the rates of learning near 0 then?"
)


def controls(people: int) -> Part:
    """The rates that are found with real and with shuffled outcomes."""
    rng = np.random.default_rng(SEED)
    drawn = simulate_delta(people, DR84.fitted, rng)
    ratings, outcomes = drawn.ratings[_SETTLED:], drawn.outcomes[_SETTLED:]
    met, never = rates(ratings, outcomes), rates(ratings, shuffled(outcomes, rng))
    rows = tuple(
        (what, *(f"{rate:.3f}" for rate in found))
        for what, found in (("their own", met), ("shuffled", never))
    )
    table = Table("Mean rate over people", ("outcomes", "rate up", "rate down"), rows)
    figures = (
        Figure("rate of learning, own outcomes", min(met), FOUND),
        Figure("rate of learning, shuffled outcomes", max(never), NEAR_NOTHING, at_most=True),
    )
    return Part("negative controls", _ASKS, figures, (), (table,))


def rates(ratings: Array, outcomes: Array) -> tuple[float, float]:
    """Mean over people of the rates, better and worse, that a fit finds."""
    model = DeltaRule(ratings, outcomes)
    up, down = natural(correct(model, fit(model)).posterior.mean)[:2].mean(axis=1)
    return float(up), float(down)


def shuffled(outcomes: Array, rng: np.random.Generator) -> Array:
    """The same outcomes, of anybody and any time."""
    return rng.permutation(outcomes.ravel()).reshape(outcomes.shape)
