"""Reasons in words: each from what is shared, and none from what is not."""

from datetime import UTC, datetime, timedelta

import pytest

from overture.planning import caseload
from overture.planning.caseload import Seen, Shared

NOW = datetime(2026, 5, 22, 9, 30, tzinfo=UTC)
DAY = timedelta(days=1)


def moments(*rated, practice=False, every=2):
    """Moments so many days apart, the last one today; each (expected, felt)."""
    return tuple(
        Seen(NOW - every * DAY * (len(rated) - 1 - place), practice, *pair)
        for place, pair in enumerate(rated)
    )


def kinds(shared):
    return [one.kind for one in caseload.reasons(shared, NOW)]


def words(shared, kind):
    return next(one.words for one in caseload.reasons(shared, NOW) if one.kind == kind)


def test_who_shares_nothing_gives_no_reason():
    assert caseload.reasons(Shared(), NOW) == ()
    assert caseload.gap(()) is None


def test_help_that_was_opened_comes_first_and_says_when():
    shared = Shared(
        moments=moments((5, 6), (5, 6), (5, 7), (6, 8)),
        help_opened=datetime(2026, 5, 21, 23, 10, tzinfo=UTC),
    )
    assert kinds(shared)[:2] == ["call", "pace"]
    assert words(shared, "call") == "Opened Human help last night at 23:10"


def test_help_that_was_opened_four_days_ago_is_no_reason_to_call_today():
    assert kinds(Shared(help_opened=NOW - 4 * DAY)) == []


@pytest.mark.parametrize(
    ("at", "said"),
    [
        (NOW, "today at 09:30"),
        (NOW - timedelta(hours=20), "yesterday at 13:30"),
        (NOW - 2 * DAY, "on 20 May at 09:30"),
    ],
)
def test_a_time_is_said_as_one_would_say_it(at, said):
    assert caseload.when(at, NOW) == said


def test_three_harder_ones_of_four_ask_for_a_look_at_pace():
    found = words(Shared(moments=moments((5, 6), (5, 4), (5, 6), (5, 8))), "pace")
    assert found == "3 of the last 4 were harder than expected"


def test_two_harder_ones_of_four_do_not():
    assert "pace" not in kinds(Shared(moments=moments((5, 6), (5, 4), (5, 4), (5, 8))))


def test_steps_that_were_held_are_said_to_be():
    shared = Shared(moments=moments((5, 6), (5, 6), (5, 6), (5, 8)), held=True)
    said = "The last 4 were all harder than expected, steps were held"
    assert words(shared, "pace") == said


def test_a_moment_without_a_guess_is_not_counted_as_harder():
    some = moments((5, 6), (None, 9), (5, 6), (5, None), (5, 4), (5, 4))
    assert "pace" not in kinds(Shared(moments=some))


def test_three_near_misses_running_are_told_only_where_near_misses_are_shared():
    assert kinds(Shared(tried=("done", "started", "stopped", "started"))) == ["near"]
    assert kinds(Shared(tried=("started", "stopped", "done"))) == []
    assert kinds(Shared(tried=None)) == []


def test_what_goes_well_each_time_and_is_still_dreaded_is_worth_talking_about():
    shared = Shared(moments=moments(*[(8, 3)] * 10))
    assert words(shared, "talk") == "Goes well each time, the expectation hasn’t moved"


@pytest.mark.parametrize(
    "rated",
    [
        [(8, 3)] * 9,  # too few to compare
        [(8, 3)] * 5 + [(7, 3)] * 5,  # the expectation has moved
        [(8, 3)] * 9 + [(8, 8)],  # not each time
        [(4, 3)] * 10,  # the gap is within what is usual from moment to moment
    ],
)
def test_otherwise_it_is_not(rated):
    assert "talk" not in kinds(Shared(moments=moments(*rated)))


def test_three_weeks_of_practice_alone_ask_for_people():
    some = moments(*[(6, 4)] * 9, practice=True, every=3)
    assert words(Shared(moments=some), "bridge") == "Practice only for three weeks"
    cue = ((NOW - 18 * DAY, 10.0), (NOW - 2 * DAY, 30.0))
    more = words(Shared(moments=some, cue=cue), "bridge")
    assert more == "Practice only for three weeks, more time with Cue"


def test_who_began_last_week_has_not_practised_alone_for_three():
    assert "bridge" not in kinds(Shared(moments=moments(*[(6, 4)] * 4, practice=True)))


def test_one_moment_with_somebody_is_no_practice_alone():
    some = moments(*[(6, 4)] * 9, practice=True, every=3)
    met = (*some[:-1], Seen(NOW, False, 6, 4))
    assert "bridge" not in kinds(Shared(moments=met))


def test_who_meets_people_and_leaves_cue_alone_is_ready_to_space_out():
    shared = Shared(moments=moments(*[(4, 3)] * 10), cue=((NOW - 9 * DAY, 12.0),))
    assert words(shared, "space") == "Has not opened Cue for nine days"


def test_minutes_that_are_not_shared_say_nothing_of_cue():
    assert "space" not in kinds(Shared(moments=moments(*[(4, 3)] * 10)))


def test_resting_is_said_to_be_by_choice():
    shared = Shared(rests_since=datetime(2026, 5, 9, 12, 0, tzinfo=UTC))
    assert words(shared, "rests") == "Resting since 9 May, by choice"


def test_the_last_moment_is_told_with_its_name_only_where_moments_are_shared():
    plain = Seen(NOW, True, 5, 3)
    named = Seen(NOW, True, 5, 3, title="Ask about a parcel")
    assert words(Shared(moments=(plain,)), "lately") == "Today: practice, calmer than expected"
    said = "Today: “Ask about a parcel” (practice), calmer than expected"
    assert words(Shared(moments=(named,)), "lately") == said


def test_a_gap_compares_the_ends_only_from_ten_on():
    assert caseload.gap(moments((8, 4), (8, 6))) is None
    assert caseload.gap(moments((8, 4), (8, 6), (6, 4))) == (None, pytest.approx(8 / 3))
    first_and_last = moments(*[(8, 4)] * 5, *[(6, 4)] * 5)
    assert caseload.gap(first_and_last) == (4.0, 2.0)


def test_a_week_counts_nobody_who_was_not_met():
    some = (
        Seen(NOW - 8 * DAY, False, 5, 3),
        Seen(NOW - DAY, False, 5, 3, met=False),
        Seen(NOW - DAY, False, 5, 3),
        Seen(NOW, True, 5, 3),
    )
    assert caseload.this_week(some, NOW) == (1, 1)


def test_who_needs_a_call_stands_before_who_rests():
    call = caseload.reasons(Shared(help_opened=NOW), NOW)
    rest = caseload.reasons(Shared(rests_since=NOW), NOW)
    assert caseload.order(call) < caseload.order(rest) < caseload.order(())
