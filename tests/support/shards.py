"""Made-up people cut into shards, and two fits held against each other."""

from collections.abc import Sequence
from itertools import pairwise

import numpy as np
import pytest

from overture.fitting.delta import DeltaRule
from overture.fitting.population import Found
from overture.fitting.shard import Shard
from overture.learning import Array
from overture.simulation import simulate_delta

SAME = 1e-8
"""How far numbers may differ, relative to their size, between ways of holding people."""


def made_up(people: int, encounters: int = 20, seed: int = 0) -> tuple[DeltaRule, Array]:
    """People with some gaps in what they gave, and a covariate that explains a little."""
    rng = np.random.default_rng(seed)
    drawn = simulate_delta(people, encounters, rng)
    ratings = drawn.ratings.copy()
    ratings[1:][rng.random((encounters - 1, people)) < 0.1] = np.nan
    about = np.stack((np.ones(people), drawn.theta[0] + rng.standard_normal(people)))
    return DeltaRule(ratings, drawn.outcomes), about


def in_shards(people: tuple[DeltaRule, Array], sizes: Sequence[int]) -> list[Shard]:
    """The same people, so many to a shard."""
    model, about = people
    ends = np.cumsum((0, *sizes)).tolist()
    return [
        Shard(
            DeltaRule(model.ratings[:, a:b], model.outcomes[:, a:b], model.width), about[:, a:b], a
        )
        for a, b in pairwise(ends)
    ]


def same(found: Found, other: Found) -> None:
    """Hold two fits to the same numbers."""
    for mine, yours in (
        (found.population.coefficients, other.population.coefficients),
        (found.population.covariance, other.population.covariance),
        (np.array(found.log_evidence), np.array(other.log_evidence)),
        (np.array(found.trace), np.array(other.trace)),
    ):
        assert mine == pytest.approx(yours, rel=SAME, abs=SAME)
    assert (found.settled, found.people, found.corrected) == (
        other.settled,
        other.people,
        other.corrected,
    )
