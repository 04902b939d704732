import json
from pathlib import Path

import numpy as np
import pytest

from overture.learning import monitor
from overture.learning.monitor.withdrawal import WARM_UP, thresholds
from overture.simulation.run_lengths import ALLOWED, HALF_A_YEAR, RATES, Counts, alarms, row

KEPT = json.loads(Path(monitor.__file__).with_name("thresholds.json").read_text("utf-8"))


@pytest.mark.parametrize("rate", [0.5, 3.0])
def test_the_kept_thresholds_are_those_that_the_command_makes(rate):
    """The table cannot drift from the watch: changing the rule changes what is made."""
    kept = next(one for one in KEPT["rows"] if one["rate"] == rate)
    assert row(rate, KEPT["people"], KEPT["seed"]) == kept


def test_every_rate_is_in_the_table_and_keeps_its_promise():
    assert [one["rate"] for one in KEPT["rows"]] == list(RATES)
    assert all(one["false_alarms"] <= ALLOWED for one in KEPT["rows"])


def test_people_who_stay_as_they_are_are_told_falsely_once_in_half_a_year_at_most():
    rng = np.random.default_rng(7)
    counts = Counts.steady(rng.gamma(2.0, 1.0, 2_000), WARM_UP + HALF_A_YEAR, rng)
    assert alarms(counts, thresholds).sum(axis=0).mean() < ALLOWED


def test_a_halving_is_told_more_often_than_none():
    rng = np.random.default_rng(8)
    usual = np.full(500, 4.0)
    steady = alarms(Counts.steady(usual, 24, rng), thresholds)[12:].any(axis=0).mean()
    halved = alarms(Counts.halving(usual, 24, 12, rng), thresholds)[12:].any(axis=0).mean()
    assert halved > 0.85
    assert steady < 0.4


def test_clumping_spreads_the_weeks_and_keeps_their_mean():
    rng = np.random.default_rng(9)
    drawn = Counts.steady(np.full(4_000, 3.0), 20, rng, clumping=1.5).weekly
    assert drawn.mean() == pytest.approx(3.0, abs=0.05)
    assert drawn.var() / drawn.mean() == pytest.approx(1.5, abs=0.05)
