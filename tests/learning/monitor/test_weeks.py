from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from overture.learning.monitor import Pause, Practised, weeks_of

LONDON = ZoneInfo("Europe/London")
MONDAY = datetime(2026, 3, 2, 9, 0, tzinfo=LONDON)
NOW = datetime(2026, 4, 15, 12, 0, tzinfo=LONDON)


def at(days: float) -> datetime:
    return (MONDAY.astimezone(UTC) + timedelta(days=days)).astimezone(LONDON)


def test_whole_weeks_are_counted_from_monday_to_sunday():
    weeks = weeks_of(people=[at(0), at(6), at(7), at(30)], now=NOW)
    assert [week.monday for week in weeks] == [
        date(2026, 3, 2) + timedelta(weeks=n) for n in range(6)
    ]
    assert [week.people for week in weeks] == [2, 1, 0, 0, 1, 0]


def test_neither_the_week_somebody_began_in_nor_the_present_one_counts():
    weeks = weeks_of(people=[at(3), at(8), NOW], now=NOW)
    assert weeks[0].monday == date(2026, 3, 9)
    assert weeks[-1].monday == date(2026, 4, 6)


def test_a_week_without_any_sign_of_the_person_says_nothing():
    weeks = weeks_of(people=[at(0), at(1)], seen=[at(15)], now=NOW)
    assert [week.exposure for week in weeks[:4]] == [1.0, 0.0, 1.0, 0.0]


def test_paused_days_are_taken_off_a_week():
    pause = Pause(date(2026, 3, 5), date(2026, 3, 10))
    weeks = weeks_of(people=[at(0), at(7), at(14)], pauses=[pause], now=NOW)
    assert [week.open_days for week in weeks[:3]] == [3, 5, 7]


def test_a_pause_cannot_end_before_it_begins():
    with pytest.raises(ValueError, match="cannot end"):
        Pause(date(2026, 3, 5), date(2026, 3, 4))


def test_minutes_with_the_program_are_added_up_by_week():
    practice = [Practised(at(0), 5.0), Practised(at(1), 7.5), Practised(at(8), 4.0)]
    weeks = weeks_of(people=[], practice=practice, now=NOW)
    assert [(w.practice, w.ai_minutes) for w in weeks[:2]] == [(2, 12.5), (1, 4.0)]


def test_the_night_the_clocks_change_moves_no_moment_to_another_week():
    late = datetime(2026, 3, 29, 23, 30, tzinfo=LONDON)  # the night after the change, a Sunday
    weeks = weeks_of(people=[at(0), late.astimezone(UTC)], now=NOW)
    assert [week.people for week in weeks] == [1, 0, 0, 1, 0, 0]


def test_what_lies_after_now_is_left_out_when_a_clock_was_set_back():
    known = weeks_of(people=[at(0), at(3)], now=NOW)
    assert weeks_of(people=[at(0), at(3), NOW + timedelta(days=9)], now=NOW) == known


def test_now_must_carry_a_time_zone():
    with pytest.raises(ValueError, match="time zone"):
        weeks_of(people=[at(0)], now=datetime(2026, 4, 15))  # noqa: DTZ001


def test_nobody_seen_means_no_weeks():
    assert weeks_of(people=[], now=NOW) == ()


@given(st.lists(st.floats(0.0, 43.0), max_size=20), st.integers(0, 19))
def test_what_was_taken_back_leaves_no_trace(days, index):
    """Undo is counting again without the row, in whatever order rows come."""
    times = [at(day) for day in days]
    practice = [Practised(at(0.0), 5.0)]
    kept = [one for place, one in enumerate(times) if place != index]
    again = weeks_of(people=reversed(kept), practice=practice, now=NOW)
    assert again == weeks_of(people=kept, practice=practice, now=NOW)
    assert sum(week.people for week in again) <= len(kept)
