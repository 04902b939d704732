import numpy as np
import pytest

from overture.fitting.draws import DRAWS, SCRAMBLES, _net, normal_draws


@pytest.mark.parametrize("dimension", range(12))
def test_each_dimension_of_the_net_visits_every_cell_once(dimension):
    assert sorted(_net(dimension)) == list(range(32))


def test_the_first_two_dimensions_are_even_in_every_box():
    first, second = np.array(_net(0)), np.array(_net(1))
    for wide in range(6):
        boxes = (first >> (5 - wide)) * 64 + (second >> wide)
        assert len(set(boxes.tolist())) == 32


def test_draws_have_a_mean_of_nought_in_every_scramble_and_unit_spread():
    draws = normal_draws(4, 0)
    assert draws.shape == (4, DRAWS, SCRAMBLES)
    assert draws.mean(axis=1) == pytest.approx(np.zeros((4, SCRAMBLES)), abs=1e-12)
    assert draws.std(axis=(1, 2)) == pytest.approx(np.ones(4), abs=0.01)
    assert np.abs(np.corrcoef(draws.reshape(4, -1)) - np.eye(4)).max() < 0.02


def test_scrambles_differ():
    draws = normal_draws(2, 0)
    assert len({draws[0, 0, n] for n in range(SCRAMBLES)}) == SCRAMBLES


def test_more_dimensions_than_there_are_numbers_for_are_refused():
    with pytest.raises(ValueError, match="At most 12"):
        normal_draws(13, 0)
