"""`overture evaluate`: figures in words or as JSON, and a status that says whether they hold."""

import json
from importlib import import_module

import pytest
import typer
from tests.support.commands import overture
from typer.testing import CliRunner

from overture.cli import evaluate
from overture.cli.app import app
from overture.content.files import read_toml
from overture.content.schema.evaluation import HonestyFile
from overture.evaluation import honesty
from overture.evaluation.results import Figure


def test_a_suite_is_measured_and_told_as_json(monkeypatch):
    pair = read_toml(honesty.FILE, HonestyFile).pair[0]
    few = honesty.Honesty((honesty.PairFound(pair, "a-scene", **_ALL_GOOD),))
    monkeypatch.setattr(evaluate, "load_classifier", lambda: None)
    monkeypatch.setattr(honesty, "evaluate", lambda _report: few)
    done = CliRunner().invoke(app, ["evaluate", "honesty", "--json"])
    found = json.loads(done.stdout)
    assert found["suite"] == "honesty"
    assert found["figures"]["texts differ"] == {"value": 1.0, "at_least": 1.0, "holds": True}
    assert not found["holds"]
    assert done.exit_code == 1


def test_without_a_suite_the_suites_are_listed(tmp_path):
    done = overture("evaluate", "--help", data=tmp_path)
    assert "honesty" in done.stdout.decode()


@pytest.mark.parametrize("name", evaluate.SUITES)
def test_every_suite_named_is_there_to_be_run(name):
    assert callable(import_module(f"overture.evaluation.{name}").evaluate)


_ALL_GOOD = {
    "differs": True,
    "named": True,
    "named_to_the_letter": True,
    "named_in_good": False,
    "untrue": (),
}


class Poor:
    holds = False

    def as_json(self):
        return {"figures": Figure("a", 0, 1).as_json()}

    def words(self):
        return Figure("a", 0, 1).words()


def test_an_aim_that_is_not_met_ends_with_status_one(monkeypatch, capsys):
    monkeypatch.setattr(evaluate, "load_classifier", lambda: None)
    with pytest.raises(typer.Exit) as ended:
        evaluate._measured(lambda _report: Poor(), as_json=False)
    assert ended.value.exit_code == 1
    assert "not met" in capsys.readouterr().out


def test_the_bar_waits_for_a_second():
    told, times = [], iter([0.0, 0.4, 1.2])
    later = evaluate._after_a_second(lambda doing, share: told.append(doing), lambda: next(times))
    later("early", 0.1)
    later("late", 0.5)
    assert told == ["late"]
