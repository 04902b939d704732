"""Cue says that it is a program: at first, each day, after an absence, every three hours."""

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from django.utils import timezone

from overture.safety.library import boundaries
from overture.server.accounts.models import Member
from overture.server.conversations.notices import notice_due

pytestmark = pytest.mark.django_db

MORNING = datetime(2026, 3, 2, 9, 0, tzinfo=UTC)
SAY = boundaries().notices


def _due(member: Member, **after: float) -> str:
    # read anew each time, as another request or another device would
    return notice_due(member=Member.objects.get(pk=member.pk), now=MORNING + timedelta(**after))


def test_the_first_time_it_is_said(ada):
    assert _due(ada) == SAY.first


def test_a_minute_later_it_is_not_said_again(ada):
    _due(ada)
    assert _due(ada, minutes=1) == ""


def test_a_new_day_begins_with_it(ada):
    _due(ada)
    assert _due(ada, days=1) == SAY.daily
    assert _due(ada, days=1, minutes=1) == ""


def test_a_new_day_is_the_members_own(ada):
    _due(ada)
    with timezone.override(ZoneInfo("Asia/Kolkata")):
        assert _due(ada, hours=9) == ""  # half past eleven in the evening there
        assert _due(ada, hours=9.75) == SAY.daily  # past midnight


def test_after_three_hours_without_a_pause_it_is_said_again(ada):
    said = [_due(ada, minutes=20 * step) for step in range(10)]
    assert said == [SAY.first, *[""] * 8, SAY.continuing]


def test_after_six_hours_without_a_pause_it_has_been_said_three_times(ada):
    said = [_due(ada, minutes=20 * step) for step in range(19)]
    assert [text for text in said if text] == [SAY.first, SAY.continuing, SAY.continuing]


def test_a_pause_ends_continuing_use(ada):
    _due(ada)
    assert _due(ada, hours=4) == ""


def test_seven_days_away_begin_with_it(ada):
    _due(ada)
    assert _due(ada, days=7) == SAY.after_absence


def test_each_member_has_a_clock_of_her_own(ada, di):
    _due(ada)
    assert _due(di, minutes=1) == SAY.first
