import numpy as np
import pytest

from overture.evaluation.learning import believing
from overture.fitting.gaussian import Foretold
from overture.simulation.belief_people import simulate_belief


def test_people_who_live_by_the_model_are_foretold_better_than_by_any_rival():
    found = believing.believing(60)
    assert all(figure.holds for figure in found.figures), found.says
    assert found.tables[0].rows[0][0] == "belief model"
    assert len(found.tables[0].rows) == 5


def test_a_trivial_rival_that_wins_is_named(monkeypatch):
    def poor(attempts, _about):
        count = believing.by_rivals(attempts)["AR(1)"][1]
        return -3.0 * count, count

    monkeypatch.setattr(believing, "_by_model", poor)
    found = believing.believing(10)
    assert found.says[0] == "A trivial rival wins here: person mean."
    assert found.figures[0].value < -0.5
    assert not found.figures[0].holds


def test_scores_of_a_scale_with_ends_add_up_to_one():
    grid = np.linspace(0.0, 10.0, 20_001)[:, None]
    for middle in (-1.0, 0.5, 5.0, 9.0):
        foretold = Foretold(np.full_like(grid, middle), np.array([1.5]))
        chance = np.exp(believing.censored_scores(foretold, grid))
        inside = chance[1:-1].sum() * (grid[1, 0] - grid[0, 0])
        assert chance[0] + inside + chance[-1] == pytest.approx(1.0, abs=1e-3)


def test_as_many_ratings_are_held_out_for_the_model_as_for_its_rivals():
    attempts = simulate_belief(12, 11, np.random.default_rng(1)).attempts
    rivals = believing.by_rivals(attempts)
    assert {float(count.sum()) for _, count in rivals.values()} == {12 * 3 * 2.0}
    told = believing.by_person(attempts, 1)
    assert told.shape == (11, 12)
    assert told[4, 3] == attempts.told[0, attempts.firsts[3] + 4, 1]
