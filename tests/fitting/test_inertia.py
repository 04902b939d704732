import numpy as np
import pytest
from tests.support.challengers import challenger

from overture.fitting.inertia import Inertia


def test_the_likelihood_is_that_of_leaning_on_the_last_rating_step_by_step():
    model, theta = challenger("inertia")
    for person in range(model.people):
        level, lean, noise = *theta[:2, person], np.exp(theta[2, person])
        total, last = 0.0, None
        for rating in model.ratings[:, person]:
            if np.isnan(rating):
                continue
            expected = level if last is None else level + lean * (last - level)
            total += -0.5 * ((rating - expected) / noise) ** 2 - np.log(noise)
            total -= 0.5 * np.log(2 * np.pi)
            last = rating
        assert model.curve(theta).value[person] == pytest.approx(total)


def test_somebody_without_any_rating_says_nothing():
    model, theta = challenger("inertia")
    ratings = model.ratings.copy()
    ratings[:, 2] = np.nan
    found = Inertia(ratings).curve(theta)
    assert found.value[2] == 0.0
    assert not found.gradient[:, 2].any()
    assert not found.information[..., 2].any()
