from dataclasses import replace

import numpy as np
import pytest

from overture.evaluation import belief_recovery
from overture.evaluation.belief_recovery import Recovered, recovered
from overture.fitting.tally import OWN_FROM
from overture.simulation.belief_people import simulate_belief


@pytest.fixture(scope="module")
def sixteen() -> Recovered:
    return recovered(200, 16)


def test_a_fit_claims_what_it_finds_and_finds_the_rates(sixteen: Recovered) -> None:
    assert sixteen.true[0] > 0.85
    assert sixteen.true[1] > 0.6
    for true, claimed in zip(sixteen.true, sixteen.claimed, strict=True):
        if claimed >= OWN_FROM:
            assert true > 0.4
            assert claimed - true < 0.2
    assert sixteen.off < 0.2
    assert 0.6 < sixteen.within < 0.95


def test_every_parameter_has_a_figure_and_falling_short_is_told(sixteen: Recovered) -> None:
    assert len(sixteen.figures()) == 10
    assert sixteen.figures()[0].holds
    assert not replace(sixteen, true=(0.2,) * 10).figures()[0].holds


def test_shuffled_outcomes_leave_little_to_be_found_of_the_rates(monkeypatch) -> None:
    def mixed_up(people, attempts, rng):
        drawn = simulate_belief(people, attempts, rng)
        met = np.random.default_rng(1).permutation(drawn.attempts.met)
        told = drawn.attempts.told.copy()
        told[1] = np.nan
        return replace(drawn, attempts=replace(drawn.attempts, met=met, told=told))

    monkeypatch.setattr(belief_recovery, "simulate_belief", mixed_up)
    assert recovered(150, 16).true[0] < 0.6
