from pathlib import Path

import numpy as np
import pytest
from tests.support.published import piray_folder

from overture.evaluation import learning
from overture.evaluation.go_no_go import GoNoGo
from overture.fitting.population import fit
from overture.simulation import DR84, simulate_delta


def quiet(_doing, _share):
    pass


def test_a_few_hundred_people_are_recovered_and_missing_data_are_told(tmp_path: Path):
    found = learning.evaluate(quiet, people=300, folder=tmp_path)
    assert found.holds, found.words()
    assert "left out" in found.words()
    assert found.as_json()["suite"] == "learning"


def test_the_suite_falls_short_where_the_fit_goes_wrong(tmp_path, monkeypatch):
    monkeypatch.setattr(learning, "fit", lambda model: fit(_shuffled(model)))
    monkeypatch.setattr(learning, "correct", lambda _model, found: found)
    assert not learning.evaluate(quiet, people=100, folder=tmp_path).holds


def _shuffled(model):
    order = np.random.default_rng(0).permutation(model.people)
    return type(model)(model.ratings, model.outcomes[:, order])


def test_nobody_foretells_better_than_the_truth():
    drawn = simulate_delta(200, DR84.fitted + DR84.held_out, np.random.default_rng(1))
    true = learning.held_out(drawn, drawn.theta)
    assert true == pytest.approx(-np.log(8.0) - 0.5 * np.log(2 * np.pi) - 0.5, abs=0.1)
    off = drawn.theta.copy()
    off[2:] += np.array(((0.0,), (0.3,)))
    assert learning.held_out(drawn, off) < true


def test_the_published_fit_is_measured_where_its_data_are():
    figures = learning.published(piray_folder())
    assert len(figures) >= 1
    assert all(figure.holds for figure in figures)


def _by_hand(model, theta, person):
    """Log likelihood of one person under m2, choice by choice, as the paper tells it."""
    beta, kappa = np.exp(theta[0]), 1 / (1 + np.exp(-theta[3]))
    share, weight = 1 / (1 + np.exp(-theta[1])), 1 / (1 + np.exp(-theta[2]))
    v, e, i = theta[4:]
    bias = (v + e + i, v - e - i, -v + e - i, -v - e + i)
    values, after = np.zeros((4, 2)), np.full(4, 2 * share * (1 - share))
    total = 0.0
    for trial in range(len(model.went)):
        for cue in range(4):
            done = 0 if model.went[trial, cue, person] else 1
            go = 1 / (1 + np.exp(-(beta * (values[cue, 0] - values[cue, 1]) + bias[cue])))
            total += np.log(go if done == 0 else 1 - go)
            error = model.outcomes[trial, cue, person] - values[cue, done]
            carried = share * after[cue]
            values[cue, done] += kappa * (weight * carried + 1 - weight) * error
            after[cue] = carried + (1 - share) * error**2
    return total


def test_the_published_model_is_that_of_its_equations():
    rng = np.random.default_rng(0)
    went = (rng.random((9, 4, 2)) < 0.6).astype(float)
    model = GoNoGo("m2", went, rng.integers(-1, 2, (9, 4, 2)).astype(float))
    theta = 0.5 * rng.standard_normal((7, 2))
    expected = [_by_hand(model, theta[:, n], n) for n in range(2)]
    assert model.log_likelihood(theta[:, None])[0] == pytest.approx(expected)


def test_the_smaller_published_model_is_the_larger_without_its_memory_of_surprise():
    rng = np.random.default_rng(1)
    went = (rng.random((9, 4, 2)) < 0.6).astype(float)
    outcomes = rng.integers(-1, 2, (9, 4, 2)).astype(float)
    theta = 0.5 * rng.standard_normal((5, 1, 2))
    none = np.full((1, 1, 2), -40.0)
    larger = np.concatenate((theta[:1], none, none, theta[1:]))
    small = GoNoGo("m1", went, outcomes).log_likelihood(theta)
    assert small == pytest.approx(GoNoGo("m2", went, outcomes).log_likelihood(larger))
