import numpy as np
import pytest

from overture.fitting.comparing import compare, crps, held_out, log_scores
from overture.fitting.delta import DeltaRule
from overture.fitting.gaussian import Foretold
from overture.fitting.inertia import Inertia
from overture.fitting.one_rate import OneRate
from overture.simulation.situated import INERTIA, ONE_RATE, TWO_RATES, simulate_situated


def models(drawn):
    return {
        "two rates": lambda ratings: DeltaRule(ratings, drawn.outcomes),
        "one rate": lambda ratings: OneRate(DeltaRule(ratings, drawn.outcomes)),
        "inertia only": Inertia,
    }


@pytest.mark.parametrize(
    ("rule", "name"), [(TWO_RATES, "two rates"), (ONE_RATE, "one rate"), (INERTIA, "inertia only")]
)
def test_the_rule_that_people_live_by_foretells_them_best(rule, name):
    drawn = simulate_situated(rule, 50, 60, np.random.default_rng(4))
    found = compare(drawn.ratings, models(drawn))
    # One rate is two that are alike, so two may foretell as well; evidence has their price in it.
    assert not found.of(name).clearly_behind
    most = max((one for one in found.standings if not one.trivial), key=lambda one: one.evidence)
    assert most.name == name
    assert found.standings[0].behind == 0.0
    assert found.of("population mean").clearly_behind
    assert [one.log_score for one in found.standings] == sorted(
        (one.log_score for one in found.standings), reverse=True
    )


def test_it_says_so_where_a_trivial_rival_wins():
    rng = np.random.default_rng(5)
    level = np.cumsum(2.0 * rng.standard_normal((60, 40)), axis=0)
    ratings = 50.0 + level + 0.2 * rng.standard_normal((60, 40))
    drawn = simulate_situated(TWO_RATES, 40, 60, rng)
    rules = models(drawn)
    found = compare(ratings, {"two rates": rules["two rates"]})
    assert found.standings[0].name == "last rating"
    assert found.verdict().startswith("A trivial rival wins: last rating")
    assert found.chosen.name == "two rates"


def test_only_the_last_fifth_of_what_each_person_gave_is_held_out():
    ratings = np.full((10, 3), 1.0)
    ratings[6:, 1] = np.nan
    ratings[4:, 2] = np.nan
    held = held_out(ratings)
    assert held.sum(axis=0).tolist() == [2, 1, 0]
    assert held[8:, 0].all()
    assert held[5, 1]


def test_what_is_held_out_is_not_fitted():
    drawn = simulate_situated(TWO_RATES, 20, 30, np.random.default_rng(6))
    seen = []

    def build(ratings):
        seen.append(np.isnan(ratings).sum(axis=0))
        return DeltaRule(ratings, drawn.outcomes)

    compare(drawn.ratings, {"two rates": build})
    assert (seen[0] == 6).all()
    assert not seen[1].any()


def test_records_too_short_to_hold_anything_out_are_told():
    with pytest.raises(ValueError, match="five ratings"):
        compare(np.ones((4, 3)), {})


def test_log_scores_and_crps_are_those_of_the_definition():
    foretold = Foretold(np.array([[50.0]]), np.array([8.0]))
    grid = np.linspace(-60.0, 160.0, 220_001)
    bell = np.exp(log_scores(Foretold(np.full((220_001, 1), 50.0), np.array([8.0])), grid[:, None]))
    step = grid[1] - grid[0]
    assert bell.sum() * step == pytest.approx(1.0, abs=1e-6)
    below = bell[:, 0].cumsum() * step
    for rating in (50.0, 37.0, 71.0):
        by_hand = (np.square(below - (grid >= rating)) * step).sum()
        assert crps(foretold, np.array([[rating]])).item() == pytest.approx(by_hand, abs=2e-3)
