import math
from dataclasses import fields
from datetime import date, timedelta

import numpy as np
import pytest

from overture.learning.monitor import Week, withdrawal
from overture.learning.monitor.withdrawal import (
    WARM_UP,
    Watch,
    advance,
    begin,
    thresholds,
)

MONDAY = date(2026, 1, 5)


def weeks(*counts: int | None, open_days: int = 7) -> list[Week]:
    return [
        Week(MONDAY + timedelta(weeks=n), count or 0, seen=count is not None, open_days=open_days)
        for n, count in enumerate(counts)
    ]


def first_told(*counts: int | None, doubts: int = 0) -> int | None:
    all_weeks = weeks(*counts)
    return next(
        (n for n in range(len(counts)) if withdrawal(all_weeks[: n + 1], doubts=doubts)), None
    )


def test_a_halving_is_told_in_plain_numbers():
    found = withdrawal(weeks(*[4] * 12, *[1] * 3))
    assert found is not None
    assert found.usual == pytest.approx(4.0, abs=0.2)
    assert (found.moments, found.weeks) == (3, 3)
    assert found.since == MONDAY + timedelta(weeks=12)
    assert found.evidence > thresholds(np.array([4.0]))[0]


def test_a_steady_life_is_left_alone():
    assert first_told(*[3, 4, 2, 3, 4, 3] * 5) is None


def test_one_quiet_week_is_no_withdrawal():
    assert first_told(*[3] * 10, 1, *[3] * 6) is None


def test_nothing_is_said_in_the_first_weeks():
    assert first_told(*[9, 0, 0, 0]) is None


def test_who_was_told_once_is_not_told_the_same_for_ever():
    told = [n for n in range(40) if withdrawal(weeks(*[4] * 12, *[2] * 28)[: n + 1])]
    assert told
    assert len(told) <= 3
    assert withdrawal(weeks(*[4] * 12, *[2] * 28)) is None


def test_silence_is_not_withdrawal():
    assert first_told(*[3] * 12, *[None] * 8, *[3] * 3) is None


def test_a_paused_week_changes_nothing():
    paused = [Week(MONDAY + timedelta(weeks=12 + n), 0, open_days=0) for n in range(6)]
    assert withdrawal([*weeks(*[3] * 12), *paused]) is None


def test_three_open_days_count_as_three_sevenths_of_a_week():
    watch, _ = advance(begin(), np.array([2.0]), np.array([3 / 7]), np.array([9.0]))
    assert watch.weeks[0] == pytest.approx(0.97 ** (3 / 7) + 3 / 7)


def test_two_open_days_are_too_few_to_look_at():
    before = begin()
    after, crossed = advance(before, np.array([0.0]), np.array([2 / 7]), np.array([0.0]))
    assert not crossed[0]
    assert [getattr(after, f.name)[0] for f in fields(Watch)] == [
        getattr(before, f.name)[0] for f in fields(Watch)
    ]


def test_each_not_it_asks_for_evidence_twice_as_strong():
    record = (*[4] * 12, *[1] * 12)
    first, second = first_told(*record), first_told(*record, doubts=2)
    assert first is not None
    assert second is not None
    assert second > first


def test_the_sum_is_the_known_one_where_the_rate_is_known():
    """For a rate known exactly, lambda / 2 - x log 2 (Lucas 1985)."""
    sure = begin(moments=3e6, weeks=1e6)
    for _ in range(WARM_UP):
        sure, _ = advance(sure, np.array([3.0]), np.ones(1), np.array([99.0]))
    sure, _ = advance(sure, np.array([1.0]), np.ones(1), np.array([99.0]))
    assert sure.total[0] == pytest.approx(1.5 - math.log(2.0), abs=1e-5)


def test_weeks_under_suspicion_do_not_teach_what_is_usual():
    watch = begin()
    for _ in range(12):
        watch, _ = advance(watch, np.array([4.0]), np.ones(1), np.array([99.0]))
    usual = watch.usual[0]
    for _ in range(5):
        watch, _ = advance(watch, np.array([1.0]), np.ones(1), np.array([99.0]))
    assert watch.usual[0] == usual
    for _ in range(9):
        watch, _ = advance(watch, np.array([6.0]), np.ones(1), np.array([99.0]))
    assert watch.total[0] == 0.0
    assert watch.held_weeks[0] == 0.0


def test_many_people_are_watched_by_the_same_rule_as_one():
    rng = np.random.default_rng(5)
    counts = rng.poisson(3.0, (20, 7)).astype(float)
    many = begin(7)
    ones = [begin() for _ in range(7)]
    for row in counts:
        many, _ = advance(many, row, np.ones(7), thresholds(many.usual))
        ones = [
            advance(one, row[n : n + 1], np.ones(1), thresholds(one.usual))[0]
            for n, one in enumerate(ones)
        ]
    assert np.array_equal(many.total, [one.total[0] for one in ones])
    assert np.array_equal(many.usual, [one.usual[0] for one in ones])
