import numpy as np
import pytest

from overture.evaluation import monitor as suite
from overture.evaluation.monitor import evaluate, first_after, plain_rule
from overture.simulation.run_lengths import Counts


def _nothing(_doing, _share):
    pass


@pytest.fixture(scope="module")
def found():
    """The whole suite, as `overture evaluate monitor` runs it."""
    return evaluate(_nothing)


def test_the_monitor_meets_its_aims(found):
    assert found.holds, found.words()


def test_the_table_holds_every_rate_with_intervals(found):
    table = found.as_json()["run_lengths"]
    assert [row["rate"] for row in table] == list(suite.SHOWN_RATES)
    assert all(low < value < high for value, low, high in (row["delay"] for row in table))
    assert str(table[0]["delay"][0])[:3] in found.words()


def test_a_watch_that_always_speaks_is_found_out(monkeypatch):
    monkeypatch.setattr(suite, "thresholds", np.zeros_like)
    monkeypatch.setattr(suite, "looks", lambda: suite.Looks(*[0.7] * 2, *[0.0] * 4, 1, 1))
    short = [figure.name for figure in evaluate(_nothing, people=200).figures if not figure.holds]
    assert "false alarms in 26 weeks, upper end" in short


def test_a_watch_that_never_speaks_is_found_out(monkeypatch):
    monkeypatch.setattr(suite, "thresholds", lambda usual: np.full_like(usual, 99.0))
    monkeypatch.setattr(suite, "looks", lambda: suite.Looks(*[0.7] * 2, *[0.0] * 4, 1, 1))
    short = [figure.name for figure in evaluate(_nothing, people=200).figures if not figure.holds]
    assert "weeks to tell a halving of 3 a week" in short


def test_the_first_alarm_after_a_week_is_counted_from_it():
    told = np.zeros((10, 3))
    told[2, 0] = told[5, 0] = told[9, 1] = 1.0
    assert first_after(told, 4).tolist() == [2.0, 6.0, 6.0]


def test_the_plain_rule_needs_two_low_weeks_running():
    weekly = np.array([[4.0], [4], [4], [4], [4], [1], [4], [1], [1], [1]])
    assert plain_rule(Counts(weekly)).nonzero()[0].tolist() == [8]
