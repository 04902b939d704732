import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from overture.planning.chance import pick, uniform

GOLDEN = [0.480149545111, 0.503149444001, 0.791411670535]


def test_draws_are_the_same_on_every_machine() -> None:
    assert [round(uniform(7, draw), 12) for draw in range(3)] == GOLDEN


def test_draws_are_even() -> None:
    draws = np.array([uniform(seed, draw) for seed in range(400) for draw in range(10)])
    assert ((draws >= 0.0) & (draws < 1.0)).all()
    counts, _ = np.histogram(draws, bins=10, range=(0.0, 1.0))
    assert abs(counts - 400).max() < 80


@given(
    st.lists(st.floats(0.0, 1e6), min_size=1, max_size=20).filter(any),
    st.integers(-(2**70), 2**70),
)
def test_what_has_no_weight_is_never_picked(weights: list[float], seed: int) -> None:
    array = np.array(weights)
    index, chance = pick(array, seed, 0)
    assert array[index] > 0.0
    assert 0.0 < chance <= 1.0


def test_picks_follow_the_weights() -> None:
    weights = np.array([1.0, 0.0, 3.0])
    picks = [pick(weights, seed, 0)[0] for seed in range(4000)]
    assert abs(np.mean(np.array(picks) == 2) - 0.75) < 0.03


def test_from_nothing_nothing_is_picked() -> None:
    assert pick(np.zeros(3), 1, 0) is None
    assert pick(np.zeros(0), 1, 0) is None
