from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from overture.evaluation import clock as suite
from overture.evaluation.clock import HABITS, Clock, Moment, due_by_the_rules, evaluate

AT = datetime(2026, 3, 2, 9, 0, tzinfo=UTC)


def _moment(**what: object) -> Moment:
    return replace(Moment(HABITS[0], AT, None, None, ""), **what)  # type: ignore[arg-type]


def test_a_notice_that_was_not_given_falls_short() -> None:
    found = {one.name: one for one in Clock((_moment(due="daily"),)).figures}
    assert not found["due and not said"].holds


def test_a_notice_that_was_given_twice_falls_short() -> None:
    found = {one.name: one for one in Clock((_moment(said="daily"),)).figures}
    assert not found["said and not due"].holds


def test_a_long_stretch_without_a_word_falls_short() -> None:
    on = tuple(_moment(at=AT + timedelta(minutes=50 * step)) for step in range(5))
    found = {one.name: one for one in Clock(on).figures}
    assert not found["longest stretch untold, as a share of its limit"].holds


def test_the_rules_are_read_from_the_past_alone() -> None:
    seen = [AT + timedelta(minutes=20 * step) for step in range(9)]
    at = AT + timedelta(hours=3)
    assert due_by_the_rules([], [], AT, minor_or_unknown=False) == "first"
    assert due_by_the_rules(seen, [AT], at, minor_or_unknown=False) == "continuing"
    assert due_by_the_rules(seen, [AT], seen[-1], minor_or_unknown=False) is None
    assert due_by_the_rules(seen, [AT], AT + timedelta(days=9), minor_or_unknown=False) == (
        "after_absence"
    )


def test_the_year_holds_changes_of_the_clocks_midnights_and_weeks_away() -> None:
    moments = evaluate(lambda _doing, _share: None).moments
    lord_howe = {one.at.utcoffset() for one in moments if one.habit.zone == "Australia/Lord_Howe"}
    assert len(lord_howe) == 2
    assert any(one.at.hour == 0 for one in moments)
    assert any(one.said == "after_absence" for one in moments)


@pytest.mark.requirement(1, 2, 3)
def test_over_a_year_everybody_is_told_in_time_and_nobody_twice() -> None:
    """The whole suite, as `overture evaluate clock` runs it."""
    found = evaluate(lambda _doing, _share: None)
    assert found.holds, found.words()


def test_a_clock_that_forgets_a_day_is_found_out(monkeypatch) -> None:
    real = suite.notice_due

    def forgets(clock, now, **rest):
        notice = real(clock, now, **rest)
        return replace(notice, occasion=None) if notice.occasion == "daily" else notice

    monkeypatch.setattr(suite, "notice_due", forgets)
    assert not evaluate(lambda _doing, _share: None).holds
