"""A window begins by the person's own clock, whatever that clock does."""

from datetime import UTC, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest

from overture.planning.nudges import LEAST_LEFT, Window, is_time, next_point

MORNING, EVENING = Window(time(9), time(11)), Window(time(18), time(20))


def begins(zone, after, count=3, windows=(MORNING,)):
    found, at = [], after
    for _ in range(count):
        at = next_point(windows, ZoneInfo(zone), at)
        found.append(at)
    return found


def utc(month, day):
    return datetime(2026, month, day, tzinfo=UTC)


@pytest.mark.parametrize(
    ("zone", "day_before", "in_utc"),
    [
        ("Europe/London", utc(3, 28), [(28, 9, 0), (29, 8, 0), (30, 8, 0)]),
        ("Europe/London", utc(10, 24), [(24, 8, 0), (25, 9, 0), (26, 9, 0)]),
        ("America/New_York", utc(3, 7), [(7, 14, 0), (8, 13, 0), (9, 13, 0)]),
        ("Australia/Lord_Howe", utc(4, 3), [(3, 22, 0), (4, 22, 30), (5, 22, 30)]),
        ("Asia/Kathmandu", utc(3, 28), [(28, 3, 15), (29, 3, 15), (30, 3, 15)]),
    ],
)
def test_nine_is_nine_before_and_after_the_clocks_change(zone, day_before, in_utc):
    found = begins(zone, day_before)
    assert [(at.day, at.hour, at.minute) for at in found] == in_utc
    assert {at.astimezone(ZoneInfo(zone)).time() for at in found} == {time(9)}


def test_two_windows_take_turns():
    found = begins("UTC", datetime(2026, 3, 2, 10, tzinfo=UTC), 3, (EVENING, MORNING))
    assert [(at.day, at.hour) for at in found] == [(2, 18), (3, 9), (3, 18)]


def test_the_beginning_itself_is_over_once_it_was_decided_on():
    nine = datetime(2026, 3, 2, 9, tzinfo=UTC)
    assert next_point((MORNING,), ZoneInfo("UTC"), nine) == nine + timedelta(days=1)


def test_without_a_window_there_is_no_point():
    assert next_point((), ZoneInfo("UTC"), datetime(2026, 3, 2, tzinfo=UTC)) is None


def test_a_window_that_is_nearly_over_is_let_go():
    ends = datetime(2026, 3, 2, 11, tzinfo=UTC)
    assert is_time((MORNING,), ends - LEAST_LEFT - timedelta(seconds=1))
    assert not is_time((MORNING,), ends - LEAST_LEFT)
    assert not is_time((MORNING,), ends - timedelta(hours=3))
