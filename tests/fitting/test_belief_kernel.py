from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.support.learning import histories, people

from overture.fitting import belief_draws_kernel, belief_kernel
from overture.fitting.attempts import attempts_of
from overture.fitting.belief import BeliefModel
from overture.fitting.belief_fast import Passes
from overture.fitting.compiled import belief_if_any, compiled_belief
from overture.fitting.correction import correct
from overture.fitting.population import fit
from overture.simulation.belief_people import BeliefWorld, simulate_belief

LOOPS = Passes(
    belief_kernel.walk,
    belief_kernel.tell,
    belief_draws_kernel.levels,
    belief_draws_kernel.densities,
)
PATCHY = BeliefWorld(unasked=0.4, silent=0.3, kept_to=5)
groups = st.lists(st.tuples(histories(max_size=6), people()), min_size=1, max_size=4)


def same(plain: BeliefModel, passes: Passes, theta: np.ndarray) -> None:
    fast = replace(plain, passes=passes)
    for mine, yours in zip(fast.curve(theta), plain.curve(theta), strict=True):
        assert mine == pytest.approx(yours, rel=1e-8, abs=1e-6)
    points = theta[:, None] + np.linspace(-0.3, 0.3, 3)[None, :, None]
    for some in (slice(None), slice(1, plain.people)):
        mine, yours = (one.log_likelihood(points[:, :, some], some) for one in (fast, plain))
        assert mine == pytest.approx(yours, rel=1e-8, abs=1e-6)


def patchy(count: int, attempts: int) -> tuple[BeliefModel, np.ndarray]:
    """People of records of any length down to one, with ratings and channels left out."""
    drawn = simulate_belief(count, attempts, np.random.default_rng(count), world=PATCHY)
    rows = drawn.attempts
    at = np.arange(len(rows)) - rows.firsts[rows.person]
    kept = at <= rows.person % attempts
    shorter = replace(
        rows,
        person=rows.person[kept],
        place=rows.place[kept],
        days=rows.days[kept],
        met=rows.met[kept],
        told=rows.told[:, kept],
    )
    return BeliefModel(shorter, np.float64), drawn.theta


@settings(deadline=None, max_examples=40)
@given(groups)
def test_the_loops_give_the_numbers_of_numpy(group):
    model = BeliefModel(attempts_of([history for history, _ in group]), np.float64)
    same(model, LOOPS, np.array([person.theta for _, person in group]).T)


def test_records_of_any_length_with_gaps_and_ends_of_the_scale_give_the_numbers_of_numpy():
    model, theta = patchy(12, 7)
    told = model.attempts.told
    lengths = np.diff(model.attempts.firsts)
    assert lengths.min() == 1
    assert lengths.max() == 7
    assert np.isnan(told[1]).all(axis=1).any()
    assert {0.0, 10.0} <= set(told[~np.isnan(told)].tolist())
    same(model, LOOPS, theta)


def test_a_rating_far_out_weighs_no_more_than_in_numpy():
    model, theta = patchy(4, 7)
    theta[4] = 400.0  # expected anxiety so far off that squares of it fill a product
    theta[7] = -1.0
    same(model, LOOPS, theta)


def test_somebody_without_any_attempt_says_nothing_to_the_loops():
    drawn = simulate_belief(3, 4, np.random.default_rng(0)).attempts
    nobody = replace(drawn, people=4)
    theta = np.repeat(np.array(BeliefModel(nobody).start().mean)[:, None], 4, axis=1)
    same(BeliefModel(nobody, np.float64), LOOPS, theta)
    assert BeliefModel(nobody, passes=LOOPS).curve(theta).value[3] == 0.0


def test_the_compiled_loops_give_the_numbers_of_numpy():
    pytest.importorskip("numba", reason="Numba is not installed (extra: overture[fast])")
    same(*patchy(150, 24)[:1], compiled_belief(), patchy(150, 24)[1])
    assert belief_if_any() is compiled_belief()


def test_a_fit_with_compiled_passes_is_the_fit_without():
    pytest.importorskip("numba", reason="Numba is not installed (extra: overture[fast])")
    plain = patchy(60, 12)[0]
    slow, fast = (
        correct(one, fit(one)) for one in (plain, replace(plain, passes=compiled_belief()))
    )
    assert fast.population.coefficients == pytest.approx(slow.population.coefficients, rel=1e-6)
    assert fast.population.covariance == pytest.approx(slow.population.covariance, abs=1e-6)
    assert fast.log_evidence == pytest.approx(slow.log_evidence, rel=1e-8)
