"""When it is said that this is a program: for any way of using it, in any zone, across devices."""

from datetime import UTC, datetime, timedelta
from itertools import pairwise
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from overture.evaluation.clock import due_by_the_rules
from overture.safety import NoticeClock, notice_due
from overture.safety.boundaries import PAUSE, REMIND_AFTER, REMIND_MINORS_AFTER
from overture.safety.library import boundaries

START = datetime(2026, 3, 27, 18, 0, tzinfo=UTC)
"""Two days before the clocks change in Europe."""

ZONES = ("Europe/London", "America/New_York", "Australia/Lord_Howe", "Asia/Kathmandu", "UTC")
GAPS = st.one_of(
    st.integers(0, 59), st.integers(55, 200), st.integers(600, 1800), st.integers(9_000, 12_000)
)
USE = st.lists(GAPS, min_size=1, max_size=60)
"""Minutes between messages: writing on, near the limits, overnight, about a week."""


def _writing(gaps: list[int], zone: str, *, minor: bool) -> list[tuple[datetime, str | None]]:
    clock, at, said = NoticeClock(), START, []
    for gap in gaps:
        at += timedelta(minutes=gap)
        here = at.astimezone(ZoneInfo(zone))
        notice = notice_due(clock, here, minor_or_unknown=minor)
        # kept and read again, as for another request or another device
        clock = NoticeClock(*(one.astimezone(UTC) for one in vars(notice.clock).values()))
        said.append((here, notice.occasion))
    return said


@pytest.mark.requirement(1, 2, 3)
@given(USE, st.sampled_from(ZONES), st.booleans())
def test_what_is_said_is_what_the_rules_ask_for(gaps: list[int], zone: str, minor: bool) -> None:
    seen: list[datetime] = []
    told: list[datetime] = []
    for at, occasion in _writing(gaps, zone, minor=minor):
        assert occasion == due_by_the_rules(seen, told, at, minor_or_unknown=minor)
        seen.append(at)
        told += [at] if occasion else []


@given(USE, st.sampled_from(ZONES))
def test_the_first_message_of_every_day_is_told(gaps: list[int], zone: str) -> None:
    days: dict[object, str | None] = {}
    for at, occasion in _writing(gaps, zone, minor=False):
        days.setdefault(at.date(), occasion)
    assert None not in days.values()


@given(USE, st.sampled_from(ZONES), st.booleans())
def test_two_reminders_on_a_day_are_a_limit_apart(gaps: list[int], zone: str, minor: bool) -> None:
    limit = REMIND_MINORS_AFTER if minor else REMIND_AFTER
    told = [(at, said) for at, said in _writing(gaps, zone, minor=minor) if said]
    for (before, _), (after, said) in pairwise(told):
        if said == "continuing":
            assert after.astimezone(UTC) - before.astimezone(UTC) >= limit


@pytest.mark.parametrize("zone", ZONES)
def test_three_hours_are_three_hours_when_the_clocks_change(zone: str) -> None:
    began = datetime(2026, 3, 29, 0, 10, tzinfo=UTC)
    clock = NoticeClock()
    said = []
    for minutes in range(0, 181, 20):
        at = (began + timedelta(minutes=minutes)).astimezone(ZoneInfo(zone))
        notice = notice_due(clock, at)
        clock = notice.clock
        said.append(notice.occasion)
    assert said[-1] == "continuing"
    assert set(said[1:-1]) <= {None, "daily"}


def test_a_gap_of_a_pause_is_still_continuing_use_and_a_longer_one_is_not() -> None:
    for gap, expected in ((PAUSE, "continuing"), (PAUSE + timedelta(minutes=1), None)):
        clock = notice_due(NoticeClock(), START).clock
        for step in range(1, 4):
            notice = notice_due(clock, START + gap * step)
            clock = notice.clock
        assert notice.occasion == expected


@pytest.mark.parametrize("occasion", ["first", "daily", "after_absence"])
def test_a_notice_says_program_no_person_no_therapy(occasion: str) -> None:
    text = getattr(boundaries().notices, occasion).lower()
    assert "program" in text
    assert "not a person" in text
    assert "therapy" in text


def test_the_reminder_offers_a_pause() -> None:
    assert "pause" in boundaries().notices.continuing
    assert "program" in boundaries().notices.continuing
