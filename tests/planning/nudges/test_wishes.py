from datetime import time

import pytest

from overture.planning.nudges import Choices, Circumstances, Window, Wish, wished

NINE = Window(time(9), time(11))


@pytest.mark.parametrize(
    ("begins", "ends"), [(time(6, 59), time(9)), (time(18), time(20, 1)), (time(9), time(9))]
)
def test_a_window_lies_between_seven_and_twenty(begins, ends):
    with pytest.raises(ValueError, match="window"):
        Window(begins, ends)


def test_the_end_of_a_window_is_outside_it():
    assert NINE.holds(time(9))
    assert NINE.holds(time(10, 59))
    assert not NINE.holds(time(11))


def test_there_are_two_windows_at_most_and_they_do_not_overlap():
    with pytest.raises(ValueError, match="2 windows"):
        Choices(windows=(NINE, Window(time(12), time(13)), Window(time(14), time(15))))
    with pytest.raises(ValueError, match="overlap"):
        Choices(windows=(Window(time(10), time(12)), NINE))


def test_nudges_are_off_until_somebody_wants_them():
    assert not Choices().on


@pytest.mark.parametrize(
    ("wish", "today", "weekday", "holds"),
    [
        (Wish("on these days", frozenset({1})), Circumstances(), 1, True),
        (Wish("on these days", frozenset({1})), Circumstances(), 2, False),
        (Wish("a step is planned"), Circumstances(planned=True), 0, True),
        (Wish("a step is planned"), Circumstances(), 0, False),
        (Wish("practice went well"), Circumstances(practised_well=True), 0, True),
        (Wish("practice went well"), Circumstances(planned=True), 0, False),
        (Wish("quiet", quiet_days=4), Circumstances(quiet_days=4), 0, True),
        (Wish("quiet", quiet_days=4), Circumstances(quiet_days=3), 0, False),
    ],
)
def test_a_rule_of_ones_own_holds_when_it_says(wish, today, weekday, holds):
    found = wished(Choices(on=True, windows=(NINE,), wishes=(wish,)), today, weekday)
    assert (found is wish) == holds


def test_rules_that_can_never_hold_are_refused():
    with pytest.raises(ValueError, match="at least one of the days"):
        Wish("on these days")
    with pytest.raises(ValueError, match="quiet means"):
        Wish("quiet", quiet_days=1)
    with pytest.raises(ValueError, match="when must be"):
        Wish("always")  # type: ignore[arg-type]
