import json
import re
import shlex

import numpy as np
import pytest
from tests.cli.test_fit import run
from tests.support.house import ROOT

from overture.cli.problems import Problem
from overture.simulation import simulate_delta

GUIDE = ROOT / "docs" / "how-to" / "fit-together.md"


def table(path, people, seed):
    drawn = simulate_delta(people, 40, np.random.default_rng(seed))
    rows = [
        f"{path.stem}-{n},{t},{np.clip(drawn.ratings[t, n], 0, 100):.1f},{drawn.outcomes[t, n]:.1f}"
        for n in range(people)
        for t in range(40)
    ]
    path.write_text("\n".join(("person,time,rating,outcome", *rows)), "utf-8")
    return path


@pytest.fixture
def here(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    for name, people, seed in (("north", 24, 1), ("south", 31, 2), ("few", 19, 3)):
        table(tmp_path / f"{name}.csv", people, seed)
    return tmp_path


def give(site, *more):
    return run(f"{site}.csv", "--sums-only", "--site", site, "--out", f"{site}.json", *more)


def begin():
    for site in ("north", "south"):
        assert give(site, "--high", 100).exit_code == 0
    return run("combine", "north.json", "south.json", "--out", "population.json")


def commands(block):
    return [shlex.split(line)[2:] for line in block.splitlines() if "overture fit" in line]


def test_the_guide_finds_the_population_of_both_tables_together(here):
    once, again = re.findall(r"```sh\n(.*?)```", GUIDE.read_text("utf-8"), re.DOTALL)
    for command in commands(once):
        assert run(*command).exit_code == 0
    assert "until [ -e prior.json ]" in again
    passes = 0
    while not (here / "prior.json").exists():
        for command in commands(again):
            done = run(*command)
            assert done.exit_code == 0, done.exception
        passes += 1
        assert passes < 100
    assert "The population is found" in done.stdout
    north, south = ((here / f"{n}.csv").read_text("utf-8") for n in ("north", "south"))
    (here / "both.csv").write_text(north + "\n" + south.partition("\n")[2], "utf-8")
    run("both.csv", "--high", 100, "--out", "together.json")
    mine, theirs = (
        json.loads((here / n).read_text("utf-8")) for n in ("prior.json", "together.json")
    )
    for name in ("coefficients", "covariance", "log_evidence"):
        assert np.array(mine[name]) == pytest.approx(np.array(theirs[name]), rel=1e-8, abs=1e-8)
    assert mine["people"] == theirs["people"] == 55
    assert "answers" not in give("north", "--from", "population.json").stdout


def test_a_population_that_was_found_without_a_place_can_still_be_had(here):
    begin()
    record, found = ("--from", "population.json"), ""
    while "is found" not in found:
        for site in ("north", "south"):
            assert give(site, *record).exit_code == 0
        done = run("combine", "north.json", "south.json", "--out", "population.json")
        assert done.exit_code == 0
        found = done.stdout
    assert "with --prior to write it" in found
    where = ("--out", "population.json", "--prior", "prior.json")
    assert "Written to prior.json" in run("combine", "north.json", "south.json", *where).stdout
    assert json.loads((here / "prior.json").read_text("utf-8"))["people"] == 55
    done = run("combine", "north.json", "south.json", *where)
    assert "is found; nothing more is taken" in str(done.exception)


def test_what_a_site_writes_names_nobody_and_holds_no_rating(here):
    begin()
    give("north", "--from", "population.json")
    told = (here / "north.json").read_text("utf-8")
    assert "north-" not in told
    assert 'rating"' not in told
    assert len(told) < 6000
    assert json.loads(told)["version"]


def test_a_site_of_fewer_than_twenty_gives_nothing(here):
    done = give("few", "--high", 100)
    assert "20 people or more; here are 19" in str(done.exception)
    assert not (here / "few.json").exists()


def test_sums_want_a_name_and_a_place(here):
    assert "under a name" in str(run("north.csv", "--sums-only").exception)


def test_sums_of_another_model_or_of_a_folder_are_not_given(here):
    for more in (("--model", "belief"), ()):
        table = "north.csv" if more else here
        done = run(table, "--sums-only", "--site", "a", "--out", "a.json", *more)
        assert "one table and the delta rule only" in str(done.exception)


def test_another_scale_is_refused_by_the_name_of_the_site(here):
    give("north", "--high", 100)
    give("south", "--high", 101)
    done = run("combine", "north.json", "south.json", "--out", "population.json")
    assert "“south” has other settings" in str(done.exception)
    assert not (here / "population.json").exists()


def test_a_site_that_did_not_answer_is_named_and_the_record_stands(here):
    assert "Pass 1 is taken" in begin().stdout
    before = (here / "population.json").read_bytes()
    give("north", "--from", "population.json")
    done = run("combine", "north.json", "--out", "population.json")
    assert "“south” has not answered" in str(done.exception)
    done = run("combine", "north.json", "south.json", "--out", "population.json")
    assert "“south” answers another pass" in str(done.exception)
    assert (here / "population.json").read_bytes() == before


@pytest.mark.parametrize("told", [b"", b"{", b"[]", b"{}", b"\xff"])
def test_a_file_that_was_cut_short_is_told(here, told):
    begin()
    (here / "south.json").write_bytes(told)
    done = run("combine", "north.json", "south.json", "--out", "population.json")
    assert isinstance(done.exception, Problem)
    assert "Nothing was written" in done.exception.todo


def test_a_prior_with_other_covariates_is_no_start(here):
    begin()
    (here / "population.json").unlink()
    prior = {"format": 1, "parameters": ["a"], "covariates": ["one"]}
    prior |= {"coefficients": [[1.0]], "covariance": [[1.0]]}
    (here / "prior.json").write_text(json.dumps(prior), "utf-8")
    where = ("--out", "population.json", "--start", "prior.json")
    done = run("combine", "north.json", "south.json", *where)
    assert "other covariates than the sites" in str(done.exception)
