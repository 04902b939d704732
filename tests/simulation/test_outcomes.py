import numpy as np
import pytest

from overture.simulation import live
from overture.simulation.outcomes import Outcomes, interval, outcomes, versus
from overture.simulation.worlds import STANDARD

COURSE = live("gain", STANDARD, people=40, seed=1)


def found(belief: float, kept: float) -> Outcomes:
    return Outcomes(belief, 0.0, kept, 0.0, 0.0, 0.0)


@pytest.mark.parametrize(("seeds", "t"), [(2, 12.706), (3, 4.303), (4, 3.182), (20, 2.093)])
def test_an_interval_is_that_of_students_t(seeds, t):
    values = np.random.default_rng(seeds).normal(size=seeds)
    low, high = interval(values)[1:]
    half = t * values.std(ddof=1) / np.sqrt(seeds)
    assert (high - low) / 2 == pytest.approx(half, rel=2e-4)
    assert (high + low) / 2 == pytest.approx(values.mean())


def test_one_seed_has_no_interval():
    with pytest.raises(ValueError, match="two seeds"):
        interval([0.3])


def test_a_rule_is_better_only_where_the_interval_says_so_and_nobody_is_lost_for_it():
    theirs = [found(0.5, 0.60), found(0.4, 0.61), found(0.6, 0.59)]
    further = [found(one.belief + 0.1, one.kept) for one in theirs]
    at_a_price = [found(one.belief + 0.1, one.kept - 0.2) for one in theirs]
    unclear = [found(0.6, 0.6), found(0.3, 0.6), found(0.65, 0.6)]
    assert versus(further, theirs).better
    assert not versus(at_a_price, theirs).better
    assert not versus(unclear, theirs).better
    assert not versus(theirs, theirs).better


def test_what_became_of_people_is_counted_over_all_of_them():
    made, human = outcomes(COURSE), COURSE.steps.human
    taken, bad, minutes = 0, 0, 0.0
    for day, person in np.argwhere(COURSE.taken >= 0):
        step = COURSE.taken[day, person]
        taken += human[step]
        bad += human[step] and COURSE.met[day, person, 2] == 10.0
        minutes += COURSE.steps.candidates[step].minutes * (not human[step])
    assert made.people == pytest.approx(taken / 40)
    assert made.bad == pytest.approx(bad / 40)
    assert made.minutes == pytest.approx(minutes / 40)
    assert made.kept == COURSE.active[-1].mean()


def test_beliefs_got_better_where_people_are_feared_less_and_enjoyed_more():
    human, before, after = COURSE.steps.human, COURSE.before, COURSE.after
    parts = [(before - after)[:, channel][:, human].mean() for channel in range(3)]
    assert outcomes(COURSE).belief == pytest.approx((parts[0] - parts[1] + parts[2]) / 3)
    assert outcomes(COURSE).feared == pytest.approx(parts[2])
