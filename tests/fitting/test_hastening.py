import numpy as np
import pytest
from tests.support.shards import in_shards

from overture.fitting.course import whole
from overture.fitting.delta import PARAMETERS, DeltaRule
from overture.fitting.hastening import Hastening
from overture.fitting.normal import Population, bounds
from overture.fitting.shard import Held, conduct

LIMITS = bounds(np.array((1.0, 1.0)))


def steps(*ways: tuple[float, float]) -> list[Population]:
    """Populations whose first mean goes one way and whose second sd the other."""
    return [
        Population(np.array(((mean,), (0.0,))), np.diag((1.0, np.exp(2.0 * log_sd))))
        for mean, log_sd in ways
    ]


def after(*ways: tuple[float, float]) -> Population:
    one, two, three = steps(*ways)
    hastening = Hastening(LIMITS)
    assert hastening.onward(one, two) is two
    return hastening.onward(two, three)


def test_steps_that_shrink_steadily_are_carried_on_to_where_they_lead():
    found = after((0.0, 0.0), (0.08, -0.04), (0.144, -0.076))  # each .8, and .9, of the one before
    assert found.coefficients[:, 0] == pytest.approx((0.4, 0.0))
    assert np.log(found.sd) == pytest.approx((0.0, -0.4))


def test_what_turns_back_or_grows_is_left_where_it_is():
    turned = after((0.0, 0.0), (0.1, 0.1), (0.05, 0.3))
    assert turned.coefficients[0, 0] == 0.05
    assert np.log(turned.sd[1]) == pytest.approx(0.3)


def test_no_jump_goes_far_nor_out_of_bounds():
    far = after((0.0, 0.0), (5.0, -3.0), (9.9, -3.4))
    assert far.coefficients[0, 0] == pytest.approx(9.9 + 0.5)
    assert far.sd[1] == pytest.approx(np.sqrt(LIMITS[0][1]))


def test_correlations_stay_as_they_were():
    one, two, three = steps((0.0, 0.0), (0.0, -0.04), (0.0, -0.076))
    three.covariance[0, 1] = three.covariance[1, 0] = 0.3 * three.sd[1]
    hastening = Hastening(LIMITS)
    hastening.onward(one, two)
    found = hastening.onward(two, three)
    assert found.covariance[0, 1] / found.sd.prod() == pytest.approx(0.3)


def test_a_jump_to_less_is_taken_back():
    one, two, three = steps((0.0, 0.0), (0.1, 0.0), (0.19, 0.0))
    hastening = Hastening(LIMITS)
    assert not hastening.went_down(-10.0)
    hastening.onward(one, two)
    assert not hastening.went_down(-9.0)
    assert hastening.onward(two, three) is not three
    assert hastening.went_down(-9.5)
    assert hastening.back() is three
    assert not hastening.went_down(-9.2)


def test_sites_whose_people_differ_in_nothing_but_rates_find_their_population_in_time():
    rng = np.random.default_rng(2)
    rates = 1.0 / (1.0 + np.exp(-rng.normal((-1.0, -1.5), 0.7, (110, 2)).T))
    level, outcomes = 60.0 + 5.0 * rng.standard_normal(110), rng.normal(45.0, 20.0, (40, 110))
    ratings = np.empty_like(outcomes)
    for t, outcome in enumerate(outcomes):
        ratings[t] = level + 6.0 * rng.standard_normal(110)  # the same noise for all
        level = level + np.where(outcome > level, *rates) * (outcome - level)
    people = DeltaRule(ratings, outcomes), np.ones((1, 110))
    sites, asks = Held(*in_shards(people, (60, 50))), []

    class Counted:
        def answer(self, ask):
            asks.append(ask.what)
            return sites.answer(ask)

    found, _ = conduct(whole(PARAMETERS), Counted())
    assert found.settled
    assert found.population.sd[3] < 0.1
    assert len(asks) < 120  # without going ahead it takes 396
