import numpy as np
import pytest

from overture.evaluation.learning import recovery
from overture.fitting.population import fit
from overture.simulation import DR84, simulate_delta


def test_a_few_hundred_people_are_recovered():
    found = recovery.recovery(300)
    assert all(figure.holds for figure in found.figures), found.figures
    (table,), (drawing,) = found.tables, found.drawings
    assert [row[0] for row in table.rows] == ["8", "16", "32", "84"]
    assert float(table.rows[0][1]) < 0.6 < float(table.rows[-1][1])
    assert "rate up from 8 encounters" in found.says[0]
    assert drawing.svg.count("<circle") == 4 * 300


def test_it_falls_short_where_the_fit_goes_wrong(monkeypatch):
    monkeypatch.setattr(recovery, "fit", lambda model: fit(_shuffled(model)))
    monkeypatch.setattr(recovery, "correct", lambda _model, found: found)
    assert not all(figure.holds for figure in recovery.recovery(100).figures)


def _shuffled(model):
    order = np.random.default_rng(0).permutation(model.people)
    return type(model)(model.ratings, model.outcomes[:, order])


def test_nobody_foretells_better_than_the_truth():
    drawn = simulate_delta(200, DR84.fitted + DR84.held_out, np.random.default_rng(1))
    true = recovery.held_out(drawn, drawn.theta)
    assert true == pytest.approx(-np.log(8.0) - 0.5 * np.log(2 * np.pi) - 0.5, abs=0.1)
    off = drawn.theta.copy()
    off[2:] += np.array(((0.0,), (0.3,)))
    assert recovery.held_out(drawn, off) < true
