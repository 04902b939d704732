"""What one did with a nudge is kept, and a moment with people within a day teaches."""

import numpy as np
import pytest
from tests.support import factories
from tests.support.nudging import DAY, MINUTE, NINE, one_round, sent_to, wants

from overture.planning import nudges as policy
from overture.server.practice.models import Nudge, Nudging
from overture.server.practice.nudges import choosing, ending

pytestmark = pytest.mark.django_db


def known(member):
    return choosing.state_of(Nudging.objects.get(member=member))


def test_opened_in_time_it_was_not_left(ada, mail):
    wants(ada)
    one_round(NINE)
    ending.opened(nudge=sent_to(ada)[0], now=NINE + 5 * MINUTE)
    one_round(NINE + 3 * 60 * MINUTE)
    assert sent_to(ada)[0].became == "opened"
    assert known(ada).waiting is None
    assert known(ada).ignored == 0


def test_not_now_is_an_answer_and_not_a_nudge_that_was_left(ada, mail):
    wants(ada)
    one_round(NINE)
    one = sent_to(ada)[0]
    ending.opened(nudge=one, now=NINE + 5 * MINUTE)
    ending.not_now(nudge=one, now=NINE + 6 * MINUTE)
    one_round(NINE + 3 * 60 * MINUTE)
    assert sent_to(ada)[0].became == "not_now"
    assert known(ada).ignored == 0


def test_opened_long_after_it_stays_one_that_was_left(ada, mail):
    wants(ada)
    one_round(NINE)
    one_round(NINE + 3 * 60 * MINUTE)
    ending.opened(nudge=sent_to(ada)[0], now=NINE + DAY)
    assert sent_to(ada)[0].became == "left"


def test_somebody_elses_nudge_does_not_exist(ada, di, mail):
    wants(ada)
    one_round(NINE)
    one = sent_to(ada)[0]
    assert ending.nudge_of(ada, one.pk) == one
    assert ending.nudge_of(di, one.pk) is None


@pytest.mark.parametrize(("after", "done"), [(3, True), (23, True), (25, False), (None, False)])
def test_a_moment_with_people_within_a_day_is_what_counts(ada, mail, after, done):
    wants(ada, wishes=())
    one_round(NINE)
    (drawn,) = Nudge.objects.all()
    if after:
        factories.attempt(ada, now=NINE + after * 60 * MINUTE)
    assert ending.end_due(now=NINE + DAY - MINUTE) == 0
    assert ending.end_due(now=NINE + DAY + 60 * MINUTE) == 1
    drawn.refresh_from_db()
    assert drawn.done is done
    features = policy.Features(**drawn.features)
    taught = policy.learn(
        policy.new_learner(), features, sent=drawn.sent, probability=drawn.probability, done=done
    )
    assert np.array_equal(known(ada).learner.precision, taught.precision)
    assert np.array_equal(known(ada).learner.shift, taught.shift)


def test_it_is_learned_once_whoever_comes_by(ada, mail):
    wants(ada, wishes=())
    one_round(NINE)
    assert ending.end_due(now=NINE + 2 * DAY) == 1
    after = known(ada).learner.precision
    assert ending.end_due(now=NINE + 3 * DAY) == 0
    assert np.array_equal(known(ada).learner.precision, after)


def test_a_rule_of_ones_own_teaches_nothing_about_chance(ada, mail):
    wants(ada)
    one_round(NINE)
    assert ending.end_due(now=NINE + 2 * DAY) == 1
    assert np.array_equal(known(ada).learner.precision, policy.new_learner().precision)


def test_a_state_that_cannot_be_read_starts_anew(ada, mail):
    wants(ada)
    Nudging.objects.update(state={"version": 99})
    assert one_round(NINE) == 1
