import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from overture.planning.nudges import (
    LEAST,
    MOST,
    chance,
    features_of,
    learn,
    new_learner,
    next_dose,
)

PLAIN = features_of(0.0, planned=False, quiet_days=0)
PLANNED = features_of(0.0, planned=True, quiet_days=0)


def taught(effect: float, draws: int, *, baseline: float = 0.3, drift: float = 0.0, seed: int = 3):
    rng, learner = np.random.default_rng(seed), new_learner()
    for n in range(draws):
        p = chance(learner, PLAIN)
        sent = bool(rng.random() < p)
        level = baseline + drift * np.sin(n / 9.0) + effect * sent
        learner = learn(learner, PLAIN, sent=sent, probability=p, done=bool(rng.random() < level))
    return learner


def test_what_helps_is_sent_more_often_and_what_does_not_less():
    assert chance(taught(0.4, 300), PLAIN) == MOST
    assert chance(taught(-0.2, 300), PLAIN) == LEAST


def test_a_baseline_that_moves_is_not_taken_for_an_effect():
    """Centring: what happens anyway says nothing of nudges, however it drifts."""
    means = [taught(0.0, 400, drift=0.28, seed=n).effect(PLAIN)[0] for n in range(20)]
    assert abs(np.mean(means)) < 0.05


def test_the_effect_is_found_with_an_honest_spread():
    z = []
    for seed in range(40):
        mean, sd = taught(0.15, 400, seed=seed).effect(PLAIN)
        z.append((mean - 0.15) / sd)
    assert abs(np.mean(z)) < 0.8
    assert np.std(z) < 1.3


def test_what_was_learned_where_nothing_was_planned_says_less_of_planned_days():
    learner = taught(0.4, 200)
    assert learner.effect(PLANNED)[1] > learner.effect(PLAIN)[1]


@given(st.floats(-1.0, 1.0), st.floats(0.0, 10.0), st.booleans(), st.integers(0, 30))
def test_the_chance_stays_between_its_ends(effect, dose, planned, quiet):
    learner = taught(effect, 12)
    found = chance(learner, features_of(dose, planned=planned, quiet_days=quiet))
    assert LEAST <= found <= MOST


@pytest.mark.parametrize("probability", [0.0, 0.05, 0.61, 1.0])
def test_nothing_is_learned_from_what_was_not_drawn_for(probability):
    with pytest.raises(ValueError, match="probability lies between"):
        learn(new_learner(), PLAIN, sent=True, probability=probability, done=True)


def test_the_dose_fades_by_a_tenth_a_window():
    dose = 0.0
    for sent in (True, False, True):
        dose = next_dose(dose, sent=sent)
    assert dose == pytest.approx(0.9 * 0.9 + 1.0)
