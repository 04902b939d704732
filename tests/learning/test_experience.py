import math
from collections.abc import Iterable
from datetime import timedelta

import numpy as np
import pytest
from hypothesis import given
from tests.support.learning import START, histories, situations

from overture.learning import (
    Event,
    Experience,
    Outcome,
    Situation,
    Situations,
    difficulty,
    empty_experience,
    meet,
    standing,
)
from overture.learning.experience import (
    ANXIETY,
    NOISE_VARIANCE,
    PRIOR_SD,
    prior_mean,
)
from overture.learning.normal import hazard, normal_cdf

HERE = Situation("acquaintance", evaluation=0.2)
WELL = Event(HERE, START, outcome=Outcome(2, 7, "no"))
BADLY = Event(HERE, START, outcome=Outcome(8, 1, "yes"))


def lived(history: Iterable[Event]) -> Experience:
    experience = empty_experience()
    for event in history:
        experience = meet(experience, event)
    return experience


@given(histories(), situations)
def test_what_is_likely_is_always_a_number_in_its_bounds(
    history: tuple[Event, ...], elsewhere: Situation
) -> None:
    experience = lived(history)
    for situation in (elsewhere, *experience.visited.items):
        stands = standing(experience, situation)
        assert 0.0 <= stands.goes_well_low <= stands.goes_well <= 1.0
        assert all(0.0 < v <= p * p + 1e-9 for v, p in zip(stands.variance, PRIOR_SD, strict=True))
        assert all(map(math.isfinite, stands.mean))


@given(histories())
def test_a_moment_that_went_well_never_lowers_the_chance_there(history: tuple[Event, ...]) -> None:
    before = lived(history)
    after = meet(before, WELL)
    assert standing(after, HERE).goes_well_low >= standing(before, HERE).goes_well_low - 1e-9
    assert standing(after, HERE).variance[0] <= standing(before, HERE).variance[0] + 1e-12


@given(histories())
def test_a_moment_that_went_badly_never_raises_the_chance_there(history: tuple[Event, ...]) -> None:
    before = lived(history)
    mean = standing(before, HERE).mean[0]
    assert standing(meet(before, BADLY), HERE).mean[0] <= mean + 1e-9


def test_the_first_step_is_the_assumed_density_step_on_paper() -> None:
    before = standing(empty_experience(), HERE)
    after = standing(meet(empty_experience(), WELL), HERE)
    mu, v = before.mean[0], before.variance[0]
    z = mu / math.sqrt(1.0 + v)
    n = hazard(z)
    assert after.mean[0] == pytest.approx(mu + v * n / math.sqrt(1.0 + v))
    assert after.variance[0] == pytest.approx(v - v * v * n * (z + n) / (1.0 + v))


def test_felt_anxiety_is_the_exact_gaussian_posterior() -> None:
    """Against the textbook formula with all moments at once, repeats included."""
    rng = np.random.default_rng(4)
    places = [Situation("stranger", *rng.random(6)) for _ in range(4)] + [Situation("ai")]
    order = [0, 1, 0, 2, 3, 4, 2, 0]
    felt = rng.uniform(0.0, 10.0, len(order))
    experience = lived(
        Event(places[k], START + timedelta(hours=n), outcome=Outcome(anxiety=float(felt[n])))
        for n, k in enumerate(order)
    )
    seen, target = Situations(tuple(places[k] for k in order)), Situations((HERE,))
    k_seen = seen.geometry.resemblance * PRIOR_SD[ANXIETY] ** 2
    k_here = target.towards(seen).resemblance[0] * PRIOR_SD[ANXIETY] ** 2
    noisy = k_seen + np.eye(len(order)) * NOISE_VARIANCE[ANXIETY]
    mean = prior_mean(target)[1, 0] + k_here @ np.linalg.solve(noisy, felt - prior_mean(seen)[1])
    variance = PRIOR_SD[ANXIETY] ** 2 - k_here @ np.linalg.solve(noisy, k_here)
    stands = standing(experience, HERE)
    assert stands.mean[ANXIETY] == pytest.approx(mean)
    assert stands.variance[ANXIETY] == pytest.approx(variance)


def test_what_goes_well_with_an_ai_says_less_about_people_than_about_the_ai() -> None:
    ai, somebody = Situation("ai", evaluation=0.2), HERE
    before = empty_experience()
    after = meet(before, Event(ai, START, outcome=Outcome(feared="no")))
    gain = [standing(after, x).mean[0] - standing(before, x).mean[0] for x in (ai, somebody)]
    assert gain[0] > gain[1] > 0.0


def test_asking_more_is_more_difficult() -> None:
    assert difficulty(Situation("familiar")) == 0.0
    assert difficulty(Situation("stranger", 1, 1, 1, 1, 1, 1)) == pytest.approx(1.0)


@pytest.mark.parametrize("x", [-1e8, -300.0, -40.0, -30.0, -3.0, 0.0, 5.0, 40.0, 1e8])
def test_the_hazard_is_finite_and_lies_between_its_bounds(x: float) -> None:
    """Below zero between -x and -x - 1 / x, to which it tends; else below its value at zero."""
    assert math.isfinite(hazard(x))
    assert max(0.0, -x) <= hazard(x) <= (-x - 1.0 / x if x < 0.0 else 0.8)


@pytest.mark.parametrize("x", [-29.99, -30.01, -300.0, -1e5])
def test_far_below_zero_a_surprise_still_makes_the_chance_surer(x: float) -> None:
    n = hazard(x)
    assert n * (x + n) == pytest.approx(1.0, abs=2e-3)


def test_the_chance_at_nothing_known_is_a_half() -> None:
    assert normal_cdf(0.0) == 0.5
