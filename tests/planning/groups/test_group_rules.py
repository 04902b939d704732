"""Quiet hours, slow mode, who is met and who is a pair."""

from datetime import UTC, datetime, timedelta

import pytest

from overture.planning.groups.hours import free_again, shown_at
from overture.planning.groups.met import Seen, Written, met, not_met
from overture.planning.groups.pairing import matched

NOW = datetime(2026, 5, 19, 18, tzinfo=UTC)
AGO = timedelta(days=3)


@pytest.mark.parametrize(
    ("written", "shown"),
    [
        ((19, 21, 59), (19, 21, 59)),
        ((19, 22, 0), (20, 7, 0)),
        ((20, 0, 30), (20, 7, 0)),
        ((20, 7, 0), (20, 7, 0)),
    ],
)
def test_what_is_written_at_night_waits_for_the_morning(written, shown):
    at, then = (datetime(2026, 5, *parts, tzinfo=UTC) for parts in (written, shown))
    assert shown_at(at, quiet=True) == then
    assert shown_at(at, quiet=False) == at


def test_in_a_slow_group_one_is_free_again_after_a_while():
    last = NOW - timedelta(minutes=10)
    assert free_again(last, slow_minutes=60, now=NOW) == NOW + timedelta(minutes=50)
    assert free_again(last, slow_minutes=10, now=NOW) is None
    assert free_again(last, slow_minutes=0, now=NOW) is None
    assert free_again(None, slow_minutes=60, now=NOW) is None


def seen(*written, nods=0, joined=NOW - AGO, here=()):
    return Seen("Mei", joined, written, here, nods)


def test_two_posts_without_an_answer_are_told_in_words():
    lonely = seen(Written(NOW - AGO, None), Written(NOW - timedelta(days=2), None), nods=4)
    assert met(lonely, NOW).words == "Mei wrote twice and nobody answered."
    assert met(lonely, NOW).answered == "twice not answered"


def test_who_has_had_neither_an_answer_nor_a_nod_is_not_met():
    assert met(seen(Written(NOW - AGO, None)), NOW).sign == "not_met"
    assert met(seen(Written(NOW - AGO, None), nods=1), NOW).sign == "none"


def test_a_post_of_today_may_still_be_answered():
    assert met(seen(Written(NOW - timedelta(hours=3), None)), NOW).sign == "none"


def test_reading_quietly_is_being_there():
    long_ago = NOW - timedelta(days=60)
    assert met(seen(joined=long_ago), NOW).sign == "quiet"
    assert met(seen(joined=long_ago, here=(NOW - AGO,)), NOW).sign == "none"


def test_who_waited_longest_comes_first():
    quiet = Seen("Remi", NOW - timedelta(days=60))
    lonely = seen(Written(NOW - AGO, None), Written(NOW - AGO, None))
    assert [one.name for one in not_met([quiet, lonely], NOW)] == ["Mei", "Remi"]


def pairs(found):
    return {frozenset(pair) for pair in found.pairs}


def test_those_who_work_on_the_same_are_a_pair():
    wishes = {"a": "phone", "b": "shops", "c": "phone", "d": "shops"}
    for seed in range(20):
        assert pairs(matched(wishes, seed=seed)) == {frozenset("ac"), frozenset("bd")}


def test_two_of_whom_one_blocked_the_other_never_are_even_if_both_stay_alone():
    for seed in range(20):
        found = matched({"a": "phone", "b": "phone"}, apart={frozenset("ab")}, seed=seed)
        assert (found.pairs, sorted(found.alone)) == ((), ["a", "b"])


def test_two_who_were_a_pair_before_are_one_only_at_the_last():
    wishes = dict.fromkeys("abcd", "")
    before = {frozenset("ab"), frozenset("cd")}
    for seed in range(20):
        assert not pairs(matched(wishes, before=before, seed=seed)) & before
    assert pairs(matched(dict.fromkeys("ab", ""), before=before, seed=1)) == {frozenset("ab")}


def test_chance_decides_between_equals_and_the_same_seed_decides_the_same():
    wishes = dict.fromkeys("abcdef", "")
    ways = {frozenset(pairs(matched(wishes, seed=seed))) for seed in range(30)}
    assert len(ways) > 5
    assert matched(wishes, seed=3) == matched(wishes, seed=3)


def test_with_an_odd_number_one_stays_alone_and_is_named():
    found = matched(dict.fromkeys("abc", ""), seed=5)
    assert len(found.pairs) == 1
    assert len(found.alone) == 1
