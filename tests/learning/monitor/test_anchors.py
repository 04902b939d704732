from datetime import date, timedelta

from overture.learning.monitor import Occasion, Pause, anchors_missed

FIRST = date(2026, 1, 6)
TODAY = date(2026, 3, 1)


def choir(*kept: str | None) -> list[Occasion]:
    return [Occasion("choir", FIRST + timedelta(weeks=n), one) for n, one in enumerate(kept)]


def test_an_anchor_missed_twice_in_a_row_is_told():
    (found,) = anchors_missed(choir("yes", "no", "no"), TODAY)
    assert (found.anchor, found.times, found.last) == ("choir", 2, FIRST + timedelta(weeks=2))


def test_one_miss_is_nothing():
    assert anchors_missed(choir("no", "yes", "no"), TODAY) == ()


def test_what_was_not_answered_is_no_miss_and_breaks_no_row():
    assert anchors_missed(choir("no", None), TODAY) == ()
    assert anchors_missed(choir("no", None, "no"), TODAY)[0].times == 2


def test_an_evening_that_fell_out_is_no_miss():
    assert anchors_missed(choir("no", "off"), TODAY) == ()


def test_what_lies_in_a_pause_or_ahead_is_left_out():
    away = Pause(FIRST + timedelta(weeks=1), FIRST + timedelta(weeks=2))
    assert anchors_missed(choir("no", "no", "no"), TODAY, pauses=[away]) == ()
    assert anchors_missed(choir("no", "no"), FIRST) == ()


def test_the_longest_row_comes_first():
    both = [*choir("no", "no"), *(Occasion("aunt", o.due, o.kept) for o in choir("no", "no", "no"))]
    assert [one.anchor for one in anchors_missed(both, TODAY)] == ["aunt", "choir"]


def test_each_not_it_asks_for_one_more():
    assert anchors_missed(choir("no", "no"), TODAY, doubts=1) == ()
    assert anchors_missed(choir("no", "no", "no"), TODAY, doubts=1)
