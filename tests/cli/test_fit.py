import json

import numpy as np
import pytest
from tests.support.commands import overture
from typer.testing import CliRunner

from overture.cli.app import app
from overture.cli.problems import Problem
from overture.simulation import simulate_delta


def table(path, people, encounters=20):
    drawn = simulate_delta(people, encounters, np.random.default_rng(0))
    ratings = np.clip(drawn.ratings, 0, 100).round()
    rows = [
        f"key-{n},{t},{ratings[t, n]:.0f},{drawn.outcomes[t, n]:.1f}"
        for n in range(people)
        for t in range(encounters)
    ]
    path.write_text("\n".join(("person,time,rating,outcome", *rows)), "utf-8")
    return path


@pytest.fixture
def thirty(tmp_path):
    return table(tmp_path / "ratings.csv", 30)


def run(*arguments):
    return CliRunner().invoke(app, ["fit", *map(str, arguments)])


def test_a_table_is_told_in_words(thirty):
    done = run(thirty, "--high", 100)
    assert done.exit_code == 0, done.output
    assert done.stdout.startswith("30 people, 600 ratings.")
    assert "logit rate up" in done.stdout
    assert "recovery" in done.stdout
    assert "may become the prior" in done.stdout


def test_the_same_as_json_without_a_word_of_anybody(thirty):
    done = run(thirty, "--high", 100, "--json")
    told = json.loads(done.stdout)
    assert told["people"] == 30
    assert told["corrected"]
    assert len(told["parameters"]) == 4
    assert "key-" not in done.stdout


def test_laplace_alone_is_not_called_corrected(thirty):
    told = json.loads(run(thirty, "--high", 100, "--json", "--laplace").stdout)
    assert not told["corrected"]


def test_the_prior_is_written_and_names_its_source(thirty, tmp_path):
    out = tmp_path / "prior.json"
    done = run(thirty, "--high", 100, "--out", out)
    prior = json.loads(out.read_text("utf-8"))
    assert f"Written to {out}" in done.stdout
    assert prior["provenance"]["source"] == "ratings.csv"
    assert prior["provenance"]["settings"] == {"low": 0.0, "high": 100.0}
    assert "key-" not in out.read_text("utf-8")


def test_too_few_people_for_a_prior_are_told_and_nothing_is_written(tmp_path):
    out = tmp_path / "prior.json"
    done = run(table(tmp_path / "few.csv", 5), "--high", 100, "--out", out)
    assert isinstance(done.exception, Problem)
    assert "nothing was written" in str(done.exception)
    assert not out.exists()


def test_a_rating_off_the_scale_is_told_with_row_and_column(thirty, tmp_path):
    done = overture("fit", str(thirty), data=tmp_path)
    assert done.returncode == 1
    said = done.stderr.decode()
    assert "column rating" in said
    assert "outside the scale of 0 to 10" in said
    assert "Nothing was fitted" in said
    assert "Traceback" not in said


def test_a_table_that_is_not_there_or_no_text_is_told(tmp_path):
    assert "cannot be read" in str(run(tmp_path / "none.csv").exception)
    (tmp_path / "odd.csv").write_bytes(b"\xff\xfe\x00")
    assert "UTF-8" in str(run(tmp_path / "odd.csv").exception)


def test_a_scale_upside_down_is_told(thirty):
    assert "cannot run from 0 to -1" in str(run(thirty, "--high", -1).exception)


def test_a_place_that_cannot_be_written_is_told(thirty, tmp_path):
    done = run(thirty, "--high", 100, "--out", tmp_path / "none" / "prior.json")
    assert "still stands" in str(done.exception)


def test_the_sub_command_may_be_named_and_options_may_come_first(thirty):
    short, named = run("--high", 100, "--json", thirty), run("run", thirty, "--high", 100, "--json")
    assert named.exit_code == 0
    assert json.loads(named.stdout) == json.loads(short.stdout)


def test_nothing_at_all_is_answered_with_help():
    assert "Example" in run().output


def test_models_are_compared_with_each_other_and_with_trivial_forecasts(thirty):
    told = json.loads(run("compare", thirty, "--high", 100, "--json").stdout)
    names = [one["name"] for one in told["standings"]]
    assert {"two rates", "one rate", "inertia only", "Kalman twin", "AR(1)"} <= set(names)
    assert told["chosen"] == next(o["name"] for o in told["standings"] if not o["trivial"])
    words = run("compare", thirty, "--high", 100).stdout
    assert words.startswith("120 held-out ratings of 30 people")
    assert f"The model to use here: {told['chosen']}." in words
    assert told["verdict"] in words
    assert "key-" not in words


def test_a_table_too_short_to_compare_is_told(tmp_path):
    done = run("compare", table(tmp_path / "short.csv", 6, encounters=3), "--high", 100)
    assert "none can be held out" in str(done.exception)
