from datetime import timedelta

import numpy as np
import pytest
from tests.support.planning import NOW, PERSON, candidate

from overture.learning import empty_state
from overture.planning import CandidateTable, Pace, Settings, break_even
from overture.planning.feasibility import movement, rested_at


@pytest.mark.parametrize(
    ("times", "days", "pace", "fits"),
    [
        (1, 0.9, "steady", False),
        (1, 1.0, "steady", True),
        (2, 3.9, "steady", False),
        (2, 4.0, "steady", True),
        (3, 9.9, "steady", False),
        (7, 10.0, "steady", True),
        (1, 1.9, "slow", False),
        (7, 20.0, "slow", True),
    ],
)
def test_the_same_step_rests_one_then_four_then_ten_days(
    times: int, days: float, pace: Pace, fits: bool
) -> None:
    step = candidate(times_done=times, last_done=NOW - timedelta(days=days))
    table = CandidateTable.build([step], empty_state(), PERSON)
    assert (rested_at(table, Settings(pace=pace))[0] <= NOW.timestamp()) == fits


def test_at_equal_rates_a_step_pays_when_its_chance_is_above_what_is_believed() -> None:
    equal = PERSON.at((PERSON.theta[0], *PERSON.theta[:1], *PERSON.theta[2:]), PERSON.sd)
    trust = np.array([0.0, 0.3, 0.9, 1.0])
    assert break_even(trust, equal) == pytest.approx(trust)


def test_who_learns_more_from_bad_moments_needs_better_chances() -> None:
    trust = np.array([0.3, 0.6])
    assert (break_even(trust, PERSON) > trust).all()


def test_at_the_break_even_chance_no_movement_is_expected() -> None:
    trust = np.array([0.0, 0.3, 0.6, 1.0])
    even = break_even(trust, PERSON)
    assert movement(even, trust, PERSON) == pytest.approx(np.zeros(4))
    assert (movement(even + 0.1, trust, PERSON) > 0.0).all()
