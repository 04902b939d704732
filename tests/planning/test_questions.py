"""A line about questions: from a person’s own start, never missed, once a fortnight at most."""

from datetime import date, timedelta
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from overture.planning.questions import POINTS, is_due, may_be_shown

START = date(2026, 3, 2)


def on(day):
    return START + timedelta(days=day)


@pytest.mark.parametrize(("day", "due"), [(0, False), (1, True), (13, True), (400, True)])
def test_without_an_answer_it_is_due_from_the_second_day_and_never_expires(day, due):
    assert is_due(START, [], on(day)) == due


@pytest.mark.parametrize("point", POINTS)
def test_an_answer_settles_it_until_the_next_point(point):
    following = [later for later in POINTS if later > point]
    assert not is_due(START, [on(point)], on(point))
    if following:
        assert not is_due(START, [on(point)], on(following[0] - 1))
        assert is_due(START, [on(point)], on(following[0]))
    else:
        assert not is_due(START, [on(point)], on(4000))


def test_what_was_answered_of_ones_own_accord_counts_and_what_was_left_is_not_made_up():
    assert not is_due(START, [on(50)], on(60))
    assert is_due(START, [on(5)], on(60))
    assert not is_due(START, [on(5), on(60)], on(60))


def test_it_is_shown_all_day_and_then_rests_a_fortnight():
    assert may_be_shown(None, START)
    assert may_be_shown(START, START)
    assert not may_be_shown(START, on(1))
    assert not may_be_shown(START, on(13))
    assert may_be_shown(START, on(14))


@given(st.lists(st.integers(0, 400), min_size=2, max_size=40))
def test_however_often_somebody_comes_there_are_two_weeks_between_two_days_of_it(days):
    shown_on, shown = None, []
    for day in sorted(set(days)):
        if may_be_shown(shown_on, on(day)):
            shown_on = on(day)
            shown.append(day)
    assert all(later - earlier >= 14 for earlier, later in pairwise(shown))
