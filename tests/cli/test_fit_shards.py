import json

import pytest
from tests.cli.test_fit import run, table

from overture.cli.problems import Problem

pytest.importorskip("pyarrow", reason="PyArrow is not installed (extra: overture[cluster])")


@pytest.fixture
def shards(tmp_path):
    done = run("split", table(tmp_path / "ratings.csv", 30), tmp_path / "shards", "--shards", 3)
    assert done.exit_code == 0, done.output
    assert done.stdout == f"600 rows in 3 shards: {tmp_path / 'shards'}\n"
    return tmp_path / "shards"


def test_a_folder_is_told_as_a_table_is(shards, tmp_path):
    done = run(shards, "--high", 100, "--json", "--laplace", "--plain")
    told = json.loads(done.stdout)
    one = json.loads(run(tmp_path / "ratings.csv", "--high", 100, "--json", "--laplace").stdout)
    assert (told["people"], told["ratings"]) == (30, 600)
    assert told["log_evidence"] == pytest.approx(one["log_evidence"], rel=1e-8)
    fast = json.loads(run(shards, "--high", 100, "--json", "--laplace").stdout)
    assert fast["log_evidence"] == pytest.approx(one["log_evidence"], rel=1e-5)
    assert "Fitted from 3 shards" in run(shards, "--high", 100).stdout


def test_the_prior_of_a_folder_is_written_and_names_it(shards, tmp_path):
    out = tmp_path / "prior.json"
    assert run(shards, "--high", 100, "--out", out).exit_code == 0
    assert json.loads(out.read_text("utf-8"))["provenance"]["source"] == "shards"


def test_a_shard_that_was_cut_short_is_told_and_nothing_is_written(shards, tmp_path):
    path = shards / "shard-0001.parquet"
    path.write_bytes(path.read_bytes()[:-7])
    done = run(shards, "--high", 100, "--out", tmp_path / "prior.json")
    assert isinstance(done.exception, Problem)
    assert "shard-0001.parquet: It is cut short" in str(done.exception)
    assert "Nothing was fitted" in done.exception.todo
    assert not (tmp_path / "prior.json").exists()


def test_a_folder_without_shards_is_told(tmp_path):
    assert "no .parquet file" in str(run(tmp_path).exception)


def test_a_folder_is_not_split_into_twice(shards, tmp_path):
    done = run("split", tmp_path / "ratings.csv", shards)
    assert "there already" in str(done.exception)
    assert len(list(shards.iterdir())) == 3


def test_a_table_with_a_word_for_a_number_is_not_split(tmp_path):
    (tmp_path / "odd.csv").write_text("person,time,rating,outcome\na,1,six,5\n", "utf-8")
    done = run("split", tmp_path / "odd.csv", tmp_path / "shards")
    assert "Row 2, column rating" in str(done.exception)
    assert not (tmp_path / "shards").exists()
