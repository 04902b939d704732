"""`overture simulate`: a table in words, one JSON object, and a drawing."""

import builtins
import json

import pytest
from typer.testing import CliRunner

from overture.cli.app import app
from overture.cli.problems import Problem
from overture.cli.simulate import Rule, World
from overture.simulation import RULES, WORLDS

FEW = ("--people", "20", "--seeds", "2", "--weeks", "2")


def run(*arguments):
    return CliRunner().invoke(app, ["simulate", *FEW, *map(str, arguments)])


def test_every_rule_and_world_can_be_asked_for_by_name():
    assert [rule.value for rule in Rule] == list(RULES)
    assert [world.value for world in World] == list(WORLDS)


def test_what_became_of_people_is_told_as_a_table():
    done = run("--world", "return-of-fear")
    assert done.exit_code == 0, done.output
    lines = done.stdout.splitlines()
    assert lines[0].startswith("World return-of-fear: 20 people, 2 weeks, 2 seeds.")
    assert [line.split()[0] for line in lines[3:]] == list(RULES)
    assert " to " in lines[3]


def test_the_result_is_one_json_object_and_the_seed_decides_it():
    asked = ("--rule", "gain", "--json", "--seed", 5)
    found = json.loads(run(*asked).stdout)
    assert found["seeds"] == [5, 6]
    assert set(found["rules"]) == {"gain"}
    assert set(found["rules"]["gain"]["belief"]) == {"mean", "low", "high"}
    assert json.loads(run(*asked).stdout) == found
    assert json.loads(run("--rule", "gain", "--json", "--seed", 9).stdout) != found


def test_result_and_drawings_are_written(tmp_path):
    folder = tmp_path / "new"
    done = run("--rule", "none", "--rule", "gain", "--out", folder)
    assert "Written to" in done.stdout
    assert set(json.loads((folder / "result.json").read_text("utf-8"))["rules"]) == {"none", "gain"}
    assert (folder / "frontier.svg").read_text("utf-8").startswith("<svg")
    assert (folder / "frontier.png").read_bytes().startswith(b"\x89PNG")


def test_without_the_extra_there_is_no_png_and_that_is_said(tmp_path, monkeypatch):
    real = builtins.__import__

    def without(name, *rest, **more):
        if name == "resvg_py":
            raise ImportError(name)
        return real(name, *rest, **more)

    monkeypatch.setattr(builtins, "__import__", without)
    done = run("--rule", "none", "--out", tmp_path)
    assert "No PNG" in done.stdout
    assert not (tmp_path / "frontier.png").exists()
    assert (tmp_path / "frontier.svg").exists()


def test_a_prior_of_another_model_is_refused(tmp_path):
    prior = tmp_path / "prior.json"
    told = {"format": 1, "parameters": ["rate"], "covariates": ["all"]}
    prior.write_text(json.dumps({**told, "coefficients": [[0.1]], "covariance": [[1.0]]}), "utf-8")
    done = run("--population", prior)
    assert isinstance(done.exception, Problem)
    assert "another model: rate" in done.exception.what


@pytest.mark.parametrize("text", ["", "{}", "[1]"])
def test_a_file_that_is_no_prior_is_refused(tmp_path, text):
    prior = tmp_path / "prior.json"
    prior.write_text(text, "utf-8")
    assert isinstance(run("--population", prior).exception, Problem)


def test_a_folder_that_cannot_be_made_is_told_before_anything_is_simulated(tmp_path):
    (tmp_path / "file").write_text("", "utf-8")
    done = run("--out", tmp_path / "file" / "below")
    assert isinstance(done.exception, Problem)
    assert "Nothing was simulated" in done.exception.what
