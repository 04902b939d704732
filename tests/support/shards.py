"""Made-up people cut into shards, and two fits held against each other."""

import math
from collections.abc import Mapping, Sequence
from itertools import pairwise
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from overture.fitting.delta import DeltaRule
from overture.fitting.population import Found
from overture.fitting.shard import Shard
from overture.fitting.table import Table, read_table
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


def as_columns(people: tuple[DeltaRule, Array], first: int, last: int) -> dict[str, Any]:
    """Some of the people as columns of a table, with ages for covariates; who has none lacks it."""
    model, about = people
    encounters = len(model.ratings)
    some = range(first, last)
    return {
        "person": [f"key-{n}" for n in some for _ in range(encounters)],
        "time": [float(t) for _ in some for t in range(encounters)],
        "rating": np.clip(model.ratings[:, first:last], 0, 100).T.ravel().tolist(),
        "outcome": model.outcomes[:, first:last].T.ravel().tolist(),
        "z_age": np.repeat(_age(about[1, first:last]), encounters).tolist(),
    }


def _age(about: Array) -> Array:
    return np.where(about < -2.2, np.nan, 40.0 + 3.0 * about)


def write_shards(folder: Path, people: tuple[DeltaRule, Array], sizes: Sequence[int]) -> list[Path]:
    """The same people in files, so many to each, in the same order."""
    import pyarrow as pa
    from pyarrow import parquet

    ends = np.cumsum((0, *sizes)).tolist()
    paths = [folder / f"shard-{n:02}.parquet" for n in range(len(sizes))]
    for path, (first, last) in zip(paths, pairwise(ends), strict=True):
        parquet.write_table(pa.table(as_columns(people, first, last)), path)
    return paths


def rows_of(columns: Mapping[str, Sequence[Any]]) -> list[dict[str, str | None]]:
    """Columns as rows of text, as a CSV file has them."""
    cells = zip(*columns.values(), strict=True)
    return [dict(zip(columns, map(_cell, row), strict=True)) for row in cells]


def _cell(value: object) -> str:
    return "" if isinstance(value, float) and math.isnan(value) else str(value)


def as_table(people: tuple[DeltaRule, Array]) -> Table:
    """All of them as a table in memory."""
    return read_table(rows_of(as_columns(people, 0, people[0].people)), low=0.0, high=100.0)
