"""What counts as a good moment, and when both sides are asked how it is."""

from datetime import UTC, datetime, timedelta

import pytest

from overture.planning.close import Was, check_due, is_good

BEGAN = datetime(2026, 3, 2, tzinfo=UTC)


def days(count):
    return BEGAN + timedelta(days=count)


@pytest.mark.parametrize(
    ("was", "good"),
    [
        (Was(9, 1, 9, 6), True),  # enjoyed, however frightening
        (Was(7, 3, 4, 3), True),  # calmer, and no worse otherwise
        (Was(7, 3, 7, 4), True),
        (Was(7, None, 4, None), True),
        (Was(7, 3, 7, 3), False),  # as expected
        (Was(7, 3, 4, 2), False),  # calmer, but less of a joy
        (Was(4, 5, 7, 5), False),
        (Was(7, 3, 4, 4, feared=True), False),  # what was feared came true
        (Was(7, 3, 4, 4, feared=False), True),
        (Was(None, None, None, None), False),  # nothing said, nothing claimed
        (Was(None, None, 2, 5), False),
    ],
)
def test_a_moment_is_good_when_it_was_enjoyed_or_went_better_than_expected(was, good):
    assert is_good(was) is good


@pytest.mark.parametrize(
    ("last", "now", "due"),
    [(None, 29, False), (None, 30, True), (40, 69, False), (40, 70, True)],
)
def test_it_is_asked_a_month_after_the_beginning_and_then_once_a_month(last, now, due):
    said = days(last) if last is not None else None
    assert check_due(since=BEGAN, last=said, now=days(now)) is due
