import csv
import json

import numpy as np
import pytest
from typer.testing import CliRunner

from overture.cli.app import app
from overture.fitting.artefact import population_of
from overture.fitting.attempt_table import ATTEMPT_COLUMNS
from overture.simulation.belief_people import simulate_belief


@pytest.fixture
def thirty(tmp_path):
    drawn = simulate_belief(30, 8, np.random.default_rng(0))
    rows, path = drawn.attempts, tmp_path / "attempts.csv"
    with path.open("w", encoding="utf-8", newline="") as file:
        out = csv.writer(file)
        out.writerow((*ATTEMPT_COLUMNS, "partner", "evaluation", "z_anxiety"))
        for n in range(len(rows)):
            where, who = rows.situations.items[rows.place[n]], rows.person[n]
            ratings = (*rows.told[0, n], *rows.met[n], *rows.told[1, n])
            end = (where.partner, where.evaluation, f"{drawn.score[who]:.3f}")
            out.writerow((f"key-{who}", rows.days[n], *ratings, *end))
    return path


def run(*arguments):
    return CliRunner().invoke(app, ["fit", *map(str, arguments)])


def test_attempts_are_fitted_told_and_kept_without_a_word_of_anybody(thirty, tmp_path):
    out = tmp_path / "prior.json"
    done = run(thirty, "--model", "belief", "--json", "--out", out)
    assert done.exit_code == 0, done.output
    told = json.loads(done.stdout)
    assert told["people"] == 30
    assert told["corrected"]
    assert [one["parameter"] for one in told["parameters"]][:2] == [
        "logit_alpha_plus",
        "logit_alpha_minus",
    ]
    assert told["covariates"] == ["one", "z_anxiety"]
    prior = json.loads(out.read_text("utf-8"))
    assert prior["model"] == "belief"
    assert population_of(prior).coefficients.shape == (10, 2)
    assert "key-" not in done.stdout + out.read_text("utf-8")


def test_parquet_is_read_as_well(thirty, tmp_path):
    pa = pytest.importorskip("pyarrow", reason="PyArrow is not installed (overture[cluster])")
    from pyarrow import parquet

    with thirty.open(encoding="utf-8") as file:
        rows = list(csv.DictReader(file))
    parquet.write_table(pa.Table.from_pylist(rows), tmp_path / "attempts.parquet")
    texts = [
        run(path, "--model", "belief", "--laplace").stdout
        for path in (thirty, tmp_path / "attempts.parquet")
    ]
    assert texts[0] == texts[1]
    assert texts[0].startswith("30 people, 1440 ratings.")
    (tmp_path / "cut.parquet").write_bytes(b"PAR1")
    assert run(tmp_path / "cut.parquet", "--model", "belief").exit_code == 1


def test_a_table_that_cannot_be_fitted_says_why_and_writes_nothing(thirty, tmp_path):
    text = thirty.read_text("utf-8").replace("stranger", "shark", 1)
    thirty.write_text(text, "utf-8")
    done = run(thirty, "--model", "belief", "--out", tmp_path / "prior.json")
    assert done.exit_code == 1
    assert "column partner" in str(done.exception) + done.output
    assert not (tmp_path / "prior.json").exists()
    assert run(tmp_path, "--model", "belief").exit_code == 1
