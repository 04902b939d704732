import json
import os
from datetime import UTC, datetime

import numpy as np
import pytest

from overture.fitting import artefact
from overture.fitting.artefact import Provenance, artefact_of, population_of, write
from overture.fitting.delta import DeltaRule
from overture.fitting.diagnostics import judge
from overture.fitting.population import fit
from overture.simulation import simulate_delta

PROVENANCE = Provenance(
    "ratings.csv", "0" * 64, 900, datetime(2026, 1, 2, tzinfo=UTC), "0.1", {"low": 0.0}
)


def fitted(people):
    drawn = simulate_delta(people, 30, np.random.default_rng(0))
    return fit(DeltaRule(drawn.ratings, drawn.outcomes))


def made(people=30):
    found = fitted(people)
    verdict = judge(found)
    return found, artefact_of(found, verdict, PROVENANCE, model="delta rule", covariates=("one",))


def test_what_is_written_is_read_again(tmp_path):
    found, prior = made()
    write(tmp_path / "prior.json", prior)
    again = population_of(json.loads((tmp_path / "prior.json").read_text("utf-8")))
    assert np.array_equal(again.covariance, found.population.covariance)
    assert np.array_equal(again.coefficients, found.population.coefficients)


def test_it_says_where_it_comes_from():
    _, prior = made()
    assert prior["provenance"]["source_sha256"] == "0" * 64
    assert prior["provenance"]["fitted_at"] == "2026-01-02T00:00:00+00:00"
    assert prior["people"] == 30


def test_it_has_the_same_size_for_thirty_people_and_sixty():
    # whatever held something per person would grow with people
    def shape(value):
        if isinstance(value, dict):
            return {key: shape(one) for key, one in value.items()}
        return [shape(one) for one in value] if isinstance(value, list) else type(value)

    assert shape(made(30)[1]) == shape(made(60)[1])


def test_a_handful_of_people_is_refused():
    with pytest.raises(ValueError, match="needs 20 people; these are 19"):
        made(19)


def test_a_covariate_that_one_person_alone_decides_is_refused():
    drawn = simulate_delta(30, 30, np.random.default_rng(0))
    about = np.ones((2, 30))
    about[1] = np.arange(30) == 4
    found = fit(DeltaRule(drawn.ratings, drawn.outcomes), covariates=about)
    with pytest.raises(ValueError, match="One person alone"):
        artefact_of(found, judge(found), PROVENANCE, model="delta rule", covariates=("one", "z"))


def test_what_stood_there_still_stands_if_writing_fails(tmp_path, monkeypatch):
    target = tmp_path / "prior.json"
    target.write_text("before", "utf-8")
    _, prior = made()

    def full(_handle):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "fsync", full)
    with pytest.raises(OSError, match="No space"):
        write(target, prior)
    assert target.read_text("utf-8") == "before"
    assert list(tmp_path.iterdir()) == [target]


@pytest.mark.parametrize(
    "wrong",
    [
        {"format": 99},
        {"coefficients": [[1.0]]},
        {"coefficients": [[float("nan")]] * 4},
        {"covariance": [[0.0] * 4] * 4},
    ],
)
def test_a_prior_that_is_none_is_refused(wrong):
    _, prior = made()
    with pytest.raises(ValueError, match="prior"):
        population_of({**prior, **wrong})


def test_numbers_that_are_none_are_not_written(tmp_path):
    _, prior = made()
    with pytest.raises(ValueError, match="JSON"):
        artefact.write(tmp_path / "prior.json", {**prior, "log_evidence": float("nan")})
    assert list(tmp_path.iterdir()) == []
