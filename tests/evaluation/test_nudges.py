from dataclasses import replace
from datetime import UTC, datetime, time, timedelta

import pytest

from overture.evaluation import nudges as suite
from overture.evaluation.nudge_rules import Entry, broken, year
from overture.evaluation.nudges import coverage, evaluate
from overture.fitting import trial
from overture.planning.nudges import Choices, Decision, Window

AT = datetime(2026, 3, 2, 9, 0, tzinfo=UTC)
CHOICES = Choices(on=True, windows=(Window(time(8), time(12)), Window(time(15), time(19))))


def sent(at: datetime = AT, **what) -> Entry:
    decision = Decision(at, True, "wished", 1.0, expires=at + timedelta(hours=1))
    given = {"wish": True, "opened": True, "choices": CHOICES} | what
    return Entry(decision=replace(decision, **given.pop("decision", {})), **given)


def test_nudges_meet_their_aims():
    """The whole suite with fewer people; `overture evaluate nudges` runs it in full."""
    found = evaluate(lambda _doing, _share: None, people=24, lives=8, many=500)
    short = [f.name for f in found.figures if not f.holds and not f.name.startswith("ours less")]
    assert short == [], found.words()
    assert found.as_json()["figures"]["rules broken"]["value"] == 0
    assert "always .3" in found.words()


@pytest.mark.parametrize(
    ("log", "rule"),
    [
        ([sent(), sent(AT + timedelta(hours=19))], "less than 20 hours apart"),
        ([sent(), sent(AT + timedelta(hours=7))], "two on one day"),
        ([sent(AT + timedelta(hours=30 * n)) for n in range(5)], "five in a week"),
        ([sent(AT + timedelta(days=n), opened=False) for n in range(3)], "after two"),
        ([sent(AT.replace(hour=13))], "outside the windows"),
        ([sent(decision={"expires": AT + timedelta(hours=5)})], "expires too late"),
        ([sent(decision={"expires": None})], "never expires"),
        ([sent(choices=replace(CHOICES, on=False))], "switched off"),
        ([sent(decision={"probability": 0.5})], "a chance that was none"),
        ([sent(decision={"why": "drawn", "probability": 0.7})], "outside its bounds"),
        ([sent(decision={"why": "drawn", "probability": 0.5})], "the person had asked"),
        ([sent(), sent(AT + timedelta(hours=1))], "twice in one window"),
    ],
)
def test_every_broken_rule_is_found_out(log, rule):
    assert any(rule in name for name in broken(log))


def test_a_log_that_keeps_the_rules_is_clean():
    log = [sent(AT + timedelta(days=2 * n), opened=n % 2 == 0) for n in range(20)]
    assert broken(log) == {}


def test_a_year_holds_changes_of_the_clocks_travels_pauses_and_draws():
    log = [entry for seed in range(6) for entry in year(seed)]
    assert len({one.decision.at.utcoffset() for one in log}) > 6
    assert {"drawn", "not drawn", "wished", "paused", "too soon", "enough this week"} <= {
        one.decision.why for one in log
    }


def test_intervals_that_are_too_narrow_are_found_out(monkeypatch):
    real = trial.effects
    monkeypatch.setattr(
        suite, "effects", lambda draws, **given: real(draws, as_if=0.3, corrected=False)
    )
    narrow = coverage(8, 300, 0.093)
    assert narrow.mean < 0.92
