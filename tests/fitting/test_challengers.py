"""What must hold of every model of ratings, whatever it believes."""

import numpy as np
import pytest
from tests.support.challengers import CHALLENGERS, challenger

from overture.fitting.complex_step import curve_by_complex_step

STEP = 1e-5


@pytest.fixture(params=CHALLENGERS)
def made(request):
    return challenger(request.param)


def test_the_gradient_is_that_of_small_differences(made):
    model, theta = made
    found = model.curve(theta).gradient
    for k in range(len(theta)):
        off = np.zeros_like(theta)
        off[k] = STEP
        ahead, behind = (model.log_likelihood((theta + s * off)[:, None])[0] for s in (1, -1))
        assert found[k] == pytest.approx((ahead - behind) / (2 * STEP), rel=1e-5, abs=1e-5)


def test_the_gradient_is_that_of_the_complex_step(made):
    model, theta = made
    exact = curve_by_complex_step(model.log_likelihood, theta)
    found = model.curve(theta)
    assert found.value == pytest.approx(exact.value, rel=1e-10)
    assert found.gradient == pytest.approx(exact.gradient, rel=1e-8, abs=1e-8)


def test_the_information_is_the_mean_curvature_of_people_who_live_by_the_model(made):
    model, theta = made
    expected = model.curve(theta).information
    assert np.linalg.eigvalsh(np.moveaxis(expected, 2, 0)).min() > -1e-9
    assert expected == pytest.approx(expected.swapaxes(0, 1))
    # The score of the log noise and of what is expected are told by different things.
    assert expected[-1, -1] == pytest.approx(2 * model.observations)
    assert expected[-1, :-1] == pytest.approx(np.zeros_like(expected[-1, :-1]))
    # The rest is the slopes of what was foretold, over the noise.
    slopes = _slopes(model, theta)
    seen = slopes * ~np.isnan(model.ratings)
    products = np.einsum("itn,jtn->ijn", seen, seen) / np.exp(2 * theta[-1])
    assert expected[:-1, :-1] == pytest.approx(products, rel=1e-4, abs=1e-4)


def _slopes(model, theta):
    found = []
    for k in range(len(theta) - 1):
        off = np.zeros_like(theta)
        off[k] = STEP
        ahead, behind = (model.foretold(theta + s * off).mean for s in (1, -1))
        found.append((ahead - behind) / (2 * STEP))
    return np.array(found)


def test_what_was_foretold_is_what_the_likelihood_measures_against(made):
    model, theta = made
    mean, sd = model.foretold(theta)
    each = -0.5 * ((model.ratings - mean) / sd) ** 2 - np.log(sd) - 0.5 * np.log(2 * np.pi)
    assert model.curve(theta).value == pytest.approx(np.nansum(each, axis=0))


def test_nothing_is_foretold_from_what_comes_later(made):
    model, theta = made
    before = model.foretold(theta).mean.copy()
    for name in ("ratings", "outcomes"):
        held = getattr(model, "rule", model)
        if hasattr(held, name):
            getattr(held, name)[9:] += 7.0
    fresh = type(model)(**vars_of(model))
    after = fresh.foretold(theta).mean
    assert after[:10] == pytest.approx(before[:10])
    assert not np.allclose(after[10:], before[10:])


def vars_of(model):
    return {name: getattr(model, name) for name in type(model).__dataclass_fields__}


def test_some_people_can_be_asked_at_many_points(made):
    model, theta = made
    points = theta[:, None, 2:6] + np.linspace(-0.1, 0.1, 5)[None, :, None]
    found = model.log_likelihood(points, slice(2, 6))
    assert found.shape == (5, 4)
    assert found[2] == pytest.approx(model.curve(theta).value[2:6])
