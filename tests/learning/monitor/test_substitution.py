from dataclasses import replace
from datetime import date, timedelta

from overture.learning.monitor import Week, substitution

MONDAY = date(2026, 1, 5)


def weeks(*held: tuple[int, int, float]) -> list[Week]:
    return [Week(MONDAY + timedelta(weeks=n), *one) for n, one in enumerate(held)]


TURNING = weeks((5, 2, 12.0), (3, 4, 25.0), (1, 7, 44.0))


def test_less_people_and_more_program_two_weeks_running_is_told():
    found = substitution(TURNING)
    assert found is not None
    assert (found.people, found.practice, found.minutes) == (
        (5, 3, 1),
        (2, 4, 7),
        (12.0, 25.0, 44.0),
    )
    assert found.running == 2


def test_one_week_is_not_enough():
    assert substitution(TURNING[1:]) is None
    assert substitution(weeks((3, 4, 25.0), (5, 2, 12.0), (1, 7, 44.0))) is None


def test_less_people_without_more_program_is_another_matter():
    assert substitution(weeks((5, 2, 40.0), (3, 2, 40.0), (1, 2, 40.0))) is None


def test_more_practice_beside_more_people_is_no_substitute():
    assert substitution(weeks((2, 2, 12.0), (4, 4, 25.0), (7, 7, 44.0))) is None


def test_a_few_minutes_stand_in_for_nobody():
    assert substitution(weeks((5, 1, 4.0), (3, 2, 10.0), (1, 4, 20.0))) is None


def test_staying_at_nobody_after_somebody_counts():
    assert substitution(weeks((2, 2, 12.0), (0, 4, 25.0), (0, 7, 44.0))) is not None


def test_who_has_only_begun_to_practise_is_not_told():
    assert substitution(weeks((0, 2, 12.0), (0, 4, 25.0), (0, 7, 44.0))) is None


def test_a_paused_or_silent_week_breaks_the_row():
    assert substitution([TURNING[0], replace(TURNING[1], open_days=4), TURNING[2]]) is None
    assert substitution([TURNING[0], replace(TURNING[1], seen=False), TURNING[2]]) is None


def test_weeks_that_do_not_follow_each_other_are_no_row():
    later = replace(TURNING[2], monday=TURNING[2].monday + timedelta(weeks=1))
    assert substitution([*TURNING[:2], later]) is None


def test_each_not_it_asks_for_one_more_week():
    assert substitution(TURNING, doubts=1) is None
    longer = weeks((6, 1, 5.0), (5, 2, 12.0), (3, 4, 25.0), (1, 7, 44.0))
    assert substitution(longer, doubts=1) is not None
