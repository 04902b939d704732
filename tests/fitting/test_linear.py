import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from overture.fitting.linear import factor, floored, inverse, times


def positive(size: int, people: int, seed: int):
    half = np.random.default_rng(seed).standard_normal((people, size, size + 2))
    return (half @ half.swapaxes(1, 2)).transpose(1, 2, 0)


@settings(deadline=None, max_examples=30)
@given(st.integers(1, 7), st.integers(1, 5), st.integers(0, 10_000))
def test_inverse_determinant_and_factor_are_those_of_the_library(size, people, seed):
    matrices = positive(size, people, seed)
    inverted, log_determinant = inverse(matrices)
    root = factor(matrices)
    for n in range(people):
        one = matrices[..., n]
        assert inverted[..., n] @ one == pytest.approx(np.eye(size), abs=1e-6)
        assert log_determinant[n] == pytest.approx(np.linalg.slogdet(one)[1], abs=1e-8)
        assert root[..., n] == pytest.approx(np.linalg.cholesky(one), rel=1e-6, abs=1e-8)


def test_each_person_has_a_matrix_of_their_own():
    matrices, vectors = positive(3, 4, 0), np.arange(12.0).reshape(3, 4)
    expected = np.stack([matrices[..., n] @ vectors[:, n] for n in range(4)], axis=1)
    assert times(matrices, vectors) == pytest.approx(expected)


def test_a_matrix_that_bends_the_wrong_way_is_mended_and_the_others_are_left_alone():
    precision = np.diag((4.0, 1.0))
    good = np.array(((5.0, 1.0), (1.0, 3.0)))
    bad = np.array(((8.0, 0.0), (0.0, -2.0)))
    mended = floored(np.stack((good, bad), axis=2), precision, 0.1)
    assert mended[..., 0] == pytest.approx(good)
    assert mended[..., 1] == pytest.approx(np.diag((8.0, 0.1)))


def test_the_floor_is_measured_in_units_of_the_prior_precision():
    precision = np.array(((2.0, 0.5), (0.5, 1.0)))
    mended = floored(-precision[..., None], precision, 0.25)
    assert mended[..., 0] == pytest.approx(0.25 * precision)
