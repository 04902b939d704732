from datetime import UTC, datetime, timedelta

from overture.measures.minutes import Minutes, by_week

NOW = datetime(2026, 5, 22, 9, 30, tzinfo=UTC)
DAY = timedelta(days=1)


def test_minutes_fall_into_spans_of_seven_days_the_last_one_last():
    people = [(NOW - DAY, 10.0), (NOW - 6 * DAY, 5.0), (NOW - 8 * DAY, 40.0)]
    found = by_week(people, [(NOW - 15 * DAY, 20.0)], NOW, weeks=3)
    assert found == [Minutes(0, 20), Minutes(40, 0), Minutes(15, 0)]


def test_what_is_older_or_still_ahead_is_left_out():
    found = by_week([(NOW - 50 * DAY, 9.0), (NOW + DAY, 9.0)], [], NOW)
    assert found == [Minutes(0, 0)] * 6
