from datetime import UTC, datetime

import numpy as np

from overture.planning.nudges import BURDEN, chance, features_of
from overture.simulation.nudged import WORLDS, live

BEGINS = datetime(2026, 1, 5, tzinfo=UTC)


def lived(world, way, seed=1):
    return list(live(world, way, BEGINS, 8, np.random.default_rng(seed)))


def test_a_life_has_two_windows_a_day_and_a_worth_only_where_something_was_sent():
    life = lived(WORLDS[0], chance)
    assert len(life) == 8 * 14
    assert all(one.worth == 0.0 for one in life if not one.decision.sent)


def test_a_useless_nudge_costs_its_burden():
    useless = next(one for one in WORLDS if one.name == "is of no use")
    assert {one.worth for one in lived(useless, chance) if one.decision.sent} == {-BURDEN}


def test_who_knows_the_world_sends_where_it_pays():
    some = next(one for one in WORLDS if one.name == "helps on some days")
    assert some.best(features_of(0.0, planned=True, quiet_days=0)) == 0.6
    assert some.best(features_of(0.0, planned=False, quiet_days=0)) == 0.1
