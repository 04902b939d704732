from datetime import UTC, date, datetime, time, timedelta
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from overture.planning.regular import Entry, Regular, calendar

TUESDAY = date(2026, 3, 10)
CHANGED = datetime(2026, 3, 1, 8, 30, tzinfo=UTC)
days = st.dates(date(2024, 1, 1), date(2030, 12, 31))


def due(regular: Regular, weeks: int = 13) -> list[date]:
    return list(regular.due(regular.first, regular.first + timedelta(weeks=weeks)))


def test_each_week_and_each_fortnight_are_counted_from_the_first():
    assert due(Regular(TUESDAY, "week"), 2) == [TUESDAY + timedelta(weeks=n) for n in range(3)]
    assert due(Regular(TUESDAY, "fortnight"), 4) == [
        TUESDAY + timedelta(weeks=n) for n in (0, 2, 4)
    ]


def test_each_month_is_the_same_weekday_in_the_same_place():
    assert due(Regular(TUESDAY, "month")) == [
        TUESDAY,
        date(2026, 4, 14),
        date(2026, 5, 12),
        date(2026, 6, 9),
    ]


def test_a_fifth_weekday_is_taken_for_the_last():
    assert due(Regular(date(2026, 3, 31), "month")) == [
        date(2026, 3, 31),
        date(2026, 4, 28),
        date(2026, 5, 26),
        date(2026, 6, 30),
    ]


def test_a_year_ends_and_goes_on():
    assert due(Regular(date(2026, 12, 8), "month"), 6)[:2] == [date(2026, 12, 8), date(2027, 1, 12)]


def test_only_the_days_asked_for_are_given():
    regular = Regular(TUESDAY, "week")
    since = TUESDAY + timedelta(days=8)
    assert list(regular.due(since, since + timedelta(days=6))) == [TUESDAY + timedelta(days=14)]
    assert list(regular.due(TUESDAY - timedelta(days=30), TUESDAY - timedelta(days=1))) == []


@given(days, st.sampled_from(["week", "fortnight", "month"]))
def test_every_day_it_is_due_is_its_weekday_and_later_than_the_last(first, every):
    found = due(Regular(first, every), 60)
    assert all(day.weekday() == first.weekday() for day in found)
    assert found == sorted(set(found))
    gaps = [(b - a).days for a, b in pairwise(found)]
    assert set(gaps) <= {"week": {7}, "fortnight": {14}, "month": {28, 35}}[every]


def lines(*entries: Entry) -> list[str]:
    return calendar(entries).split("\r\n")


def test_a_calendar_is_told_the_day_the_clock_and_the_rhythm():
    text = lines(Entry("a1", "Choir", Regular(TUESDAY, "fortnight", time(18, 30)), CHANGED))
    assert text[0] == "BEGIN:VCALENDAR"
    assert text[-2:] == ["END:VCALENDAR", ""]
    for line in (
        "UID:a1@overture",
        "DTSTAMP:20260301T083000Z",
        "DTSTART:20260310T183000",
        "DTEND:20260310T193000",
        "RRULE:FREQ=WEEKLY;INTERVAL=2",
        "SUMMARY:Choir",
    ):
        assert line in text


def test_without_a_time_it_is_a_whole_day_that_blocks_nothing():
    text = lines(Entry("a1", "Call", Regular(TUESDAY, "month"), CHANGED))
    assert "DTSTART;VALUE=DATE:20260310" in text
    assert "RRULE:FREQ=MONTHLY;BYDAY=2TU" in text
    assert "TRANSP:TRANSPARENT" in text


@pytest.mark.parametrize(
    ("title", "told"),
    [("Tea, cake; \\o/", r"Tea\, cake\; \\o/"), ("A\r\nEND:VEVENT", "A END:VEVENT")],
)
def test_no_words_can_break_out_of_their_line(title, told):
    assert f"SUMMARY:{told}" in lines(Entry("a", title, Regular(TUESDAY, "week"), CHANGED))


@given(st.text(st.characters(exclude_categories=["Cc", "Cs", "Zl", "Zp"]), max_size=120))
def test_long_lines_are_folded_and_come_back_whole(title):
    text = calendar([Entry("a", title, Regular(TUESDAY, "week"), CHANGED)])
    assert all(len(line.encode()) <= 75 for line in text.split("\r\n"))
    whole = text.replace("\r\n ", "").split("\r\n")
    (summary,) = [line for line in whole if line.startswith("SUMMARY:")]
    read = summary.removeprefix("SUMMARY:").replace("\\;", ";").replace("\\,", ",")
    assert read.replace("\\\\", "\\") == " ".join(title.splitlines())
