from dataclasses import replace

import numpy as np
import pytest
from tests.support.shards import made_up

from overture.fitting import delta_kernel
from overture.fitting.compiled import compiled_passes, passes_if_any
from overture.fitting.correction import correct
from overture.fitting.delta import DeltaRule, Passes
from overture.fitting.population import fit

LOOPS = Passes(delta_kernel.squares, delta_kernel.leftovers)


def same_passes(plain, theta, passes):
    fast = replace(plain, passes=passes)
    for mine, yours in zip(fast.curve(theta), plain.curve(theta), strict=True):
        assert mine == pytest.approx(yours, rel=1e-6, abs=1e-6)
    points = theta[:, None, 2:9] + np.linspace(-0.3, 0.3, 5)[None, :, None]
    mine, yours = (m.log_likelihood(points, slice(2, 9)) for m in (fast, plain))
    assert mine == pytest.approx(yours, rel=1e-6)


def some(people, encounters, seed):
    rng = np.random.default_rng(seed)
    model, _ = made_up(people, encounters, seed)
    outcomes = np.where(rng.random(model.outcomes.shape) < 0.2, np.nan, model.outcomes)
    theta = np.array((-1.0, -0.5, 55.0, 2.0))[:, None] + rng.normal(0, 0.5, (4, people))
    return DeltaRule(model.ratings, outcomes, precision=np.float64), theta


@pytest.mark.filterwarnings("ignore:invalid value")
@pytest.mark.parametrize("people", [9, 16, 35])
def test_the_loops_give_the_numbers_of_numpy(people):
    same_passes(*some(people, 12, people), LOOPS)


def test_the_compiled_loops_give_the_numbers_of_numpy():
    pytest.importorskip("numba", reason="Numba is not installed (extra: overture[fast])")
    same_passes(*some(100, 84, 1), compiled_passes())
    assert passes_if_any() is compiled_passes()


def test_a_fit_with_compiled_passes_is_the_fit_without():
    pytest.importorskip("numba", reason="Numba is not installed (extra: overture[fast])")
    model, _ = made_up(150, 40)
    exact = replace(model, precision=np.float64)
    plain, fast = (
        correct(one, fit(one)) for one in (exact, replace(exact, passes=compiled_passes()))
    )
    assert fast.population.coefficients == pytest.approx(plain.population.coefficients, rel=1e-6)
    assert fast.population.covariance == pytest.approx(plain.population.covariance, rel=1e-5)
    assert fast.log_evidence == pytest.approx(plain.log_evidence, rel=1e-8)
    assert fast.passes == plain.passes


def test_single_precision_is_enough_when_compiled():
    pytest.importorskip("numba", reason="Numba is not installed (extra: overture[fast])")
    model, _ = made_up(150, 40)
    plain, fast = (fit(one) for one in (model, replace(model, passes=compiled_passes())))
    off = fast.population.coefficients - plain.population.coefficients
    assert np.abs(off[:, 0] / plain.population.sd).max() < 1e-3
