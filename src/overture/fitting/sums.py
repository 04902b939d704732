"""Sums over people: all that a fit needs to know of everybody at once.

However many people there are, a pass over them comes down to a few hundred numbers, and the sums
of some people and of others add up to those of all. So it is one fit, whether people are held in
memory, read from files one after the other, spread over machines, or at sites that show none.
"""

from dataclasses import dataclass, fields
from typing import Self

import numpy as np

from overture.learning import Array


@dataclass(frozen=True, eq=False)
class Added:
    """Arrays that add up, field by field, when people are taken together."""

    people: Array
    """How many people, ()."""

    def __add__(self, other: Self) -> Self:
        mine = type(self)
        pairs = ((getattr(self, f.name), getattr(other, f.name)) for f in fields(mine))
        return mine(*(one + two for one, two in pairs))

    def as_json(self) -> dict[str, object]:
        """The sums as plain JSON values."""
        return {field.name: getattr(self, field.name).tolist() for field in fields(self)}

    @classmethod
    def of_json(cls, told: dict[str, object]) -> Self:
        """What `as_json` gave. Raises KeyError or ValueError where it is something else."""
        found = {one.name: np.array(told[one.name], dtype=np.float64) for one in fields(cls)}
        return cls(**found)


@dataclass(frozen=True, eq=False)
class Begun(Added):
    """Where people would have a fit begin: ratings (), mean (D,) and sd (D,) times people."""

    observations: Array
    mean: Array
    sd: Array
    about: Array
    """Products of covariates, (Q, Q)."""


@dataclass(frozen=True, eq=False)
class Sums(Added):
    """What the next population is made of: moments of how far people are off what is expected.

    `gain` () is what the pass won, in nats, `evidence` () the log marginal likelihood, `effective`
    () the draws that counted, if any. `products` (D, D) are of a person's parameters less what is
    expected, averaged over the posterior; `across` (D, Q) of that and the covariates, `about`
    (Q, Q) of covariates.
    """

    gain: Array
    evidence: Array
    effective: Array
    products: Array
    across: Array
    about: Array


@dataclass(frozen=True, eq=False)
class Tally(Added):
    """What may be said of a fit: counts and sums of what is known of people.

    `left` (D,) is the share of the spread that is still open, `scatter` (D,) that over which
    estimates are strewn, `own` (D,) how many people have a parameter of their own, `scores` (K, K)
    the products of scores that standard errors come from, `few` () for how many too few draws
    counted, `alone` () how many decide a covariate alone.
    """

    left: Array
    scatter: Array
    own: Array
    scores: Array
    few: Array
    alone: Array
