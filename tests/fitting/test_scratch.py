from dataclasses import fields, is_dataclass

import numpy as np
import pytest
from tests.support.shards import made_up

from overture.fitting.model import Curve
from overture.fitting.population import fit
from overture.fitting.scoring import Posterior
from overture.fitting.scratch import keep_standing, kept_standing
from overture.fitting.shard import Ask, Shard, Standing, answer


@pytest.fixture(scope="module")
def stands():
    """One shard's people after each kind of step, and after two sets of draws."""
    model, about = made_up(9)
    shard, now, each = Shard(model, about), Standing(), []
    population = fit(model, covariates=about).population
    for what in ("advance", "look", "draw", "weigh", "look", "draw", "look"):
        now, _ = answer(shard, now, Ask(what, population, len(each)))
        each.append(now)
    return each


def leaves(value):
    if is_dataclass(value) or isinstance(value, Curve):
        names = Curve._fields if isinstance(value, Curve) else [f.name for f in fields(value)]
        return [leaf for name in names for leaf in leaves(getattr(value, name))]
    return [value]


def test_where_people_stand_is_kept_whole(stands, tmp_path):
    for number, standing in enumerate(stands):
        keep_standing(tmp_path / f"{number}.npz", standing)
        again = kept_standing(tmp_path / f"{number}.npz")
        for mine, yours in zip(leaves(standing), leaves(again), strict=True):
            assert (mine is None) == (yours is None)
            assert mine is None or np.array_equal(mine, yours)


def test_every_part_of_a_standing_was_kept_at_some_step(stands):
    for part in fields(Standing):
        assert any(getattr(standing, part.name) is not None for standing in stands), part.name


def test_nothing_is_where_nothing_was_kept(tmp_path):
    assert kept_standing(tmp_path / "none.npz").posterior is None
    keep_standing(
        tmp_path / "some.npz", Standing(posterior=Posterior(np.ones((1, 2)), np.ones((1, 1, 2))))
    )
    assert kept_standing(tmp_path / "some.npz").where is None
