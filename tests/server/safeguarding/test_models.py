"""Rows of the screen are called by codes and days."""

from tests.support.factories import NOW

from overture.server.safeguarding.models import DailyCount, RiskEvent, Watch


def test_rows_are_called_by_codes_and_days():
    assert str(Watch(state="x")) == "watch"
    assert str(RiskEvent(step="question", at=NOW, reason="pattern")) == "question, 02 Mar"
    assert str(DailyCount(day=NOW.date(), what="question", count=2)) == "2026-03-02: 2 question"
