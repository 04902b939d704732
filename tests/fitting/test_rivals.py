import numpy as np
import pytest

from overture.fitting.rivals import (
    RIVALS,
    autoregression,
    last_rating,
    person_mean,
    population_mean,
    previous,
)

NAN = np.nan


def test_the_rating_before_is_the_last_that_was_given():
    ratings = np.array([[NAN, 1.0], [4.0, NAN], [NAN, 3.0], [6.0, 5.0]])
    expected = [[NAN, NAN], [NAN, 1.0], [4.0, 1.0], [4.0, 3.0]]
    np.testing.assert_array_equal(previous(ratings), expected)


def test_means_are_of_what_came_before():
    ratings = np.array([[2.0, 8.0], [4.0, NAN], [9.0, 6.0], [1.0, 1.0]])
    seen = ratings.copy()
    seen[3] = NAN
    middle = np.nanmean(seen)
    assert person_mean(ratings, seen).mean[:, 0] == pytest.approx([middle, 2.0, 3.0, 5.0])
    assert person_mean(ratings, seen).mean[:, 1] == pytest.approx([middle, 8.0, 8.0, 7.0])
    assert last_rating(ratings, seen).mean[:, 1] == pytest.approx([middle, 8.0, 8.0, 6.0])
    assert population_mean(ratings, seen).mean == pytest.approx(np.full((4, 2), middle))


def test_autoregression_finds_how_ratings_lean_on_each_other():
    rng = np.random.default_rng(0)
    lean, ratings = np.array((0.1, 0.8)).repeat(20), np.zeros((300, 40))
    for t in range(1, 300):
        ratings[t] = lean * ratings[t - 1] + rng.standard_normal(40)
    found = autoregression(ratings + 50.0, ratings + 50.0)
    best = np.vstack((np.zeros(40), lean * ratings[:-1])) + 50.0
    assert np.sqrt(np.square(found.mean - best)[1:].mean()) < 0.15
    assert found.sd == pytest.approx(np.ones(40), abs=0.15)


@pytest.mark.parametrize("name", RIVALS)
def test_nothing_later_and_nothing_held_out_is_used_for_a_spread(name):
    ratings = 5 + np.random.default_rng(1).standard_normal((12, 6))
    seen = ratings.copy()
    seen[8:] = NAN
    before = RIVALS[name](ratings, seen)
    ratings[10:] += 40.0
    after = RIVALS[name](ratings, seen)
    assert after.mean[:11] == pytest.approx(before.mean[:11])
    assert after.sd == pytest.approx(before.sd)


@pytest.mark.parametrize("name", RIVALS)
def test_somebody_constant_or_brief_is_foretold_with_a_finite_spread(name):
    ratings = 5 + np.random.default_rng(2).standard_normal((9, 5))
    ratings[:, 0], ratings[1:, 1] = 5.0, NAN
    found = RIVALS[name](ratings, ratings)
    assert np.isfinite(found.sd).all()
    assert (found.sd > 0.05).all()
    assert np.isfinite(found.mean).all()
