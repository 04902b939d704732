"""What came since the last session: sentences from what is shared, and none from what is not."""

from datetime import timedelta

from tests.planning.test_caseload import NOW

from overture.planning import session
from overture.planning.caseload import Seen, Shared

DAY = timedelta(days=1)
BEGAN = NOW - 7 * DAY


def told(**shared):
    return session.since(Shared(**shared), BEGAN)


def test_nothing_shared_tells_nothing():
    assert told() == ()


def test_what_was_expected_and_felt_is_set_beside_the_time_before():
    before = tuple(Seen(BEGAN - (3 - n) * DAY, False, 8, 5) for n in range(3))
    after = tuple(Seen(BEGAN + n * DAY, n == 2, 6, 5) for n in range(3))
    assert told(moments=before + after) == (
        "Two moments with people, one practice.",
        "Expected anxiety fell from 8.0 to 6.0, felt anxiety stayed about 5.0.",
    )


def test_under_three_on_either_side_nothing_is_compared():
    some = (Seen(BEGAN - DAY, False, 8, 5), Seen(BEGAN + DAY, False, 6, 5))
    assert told(moments=some) == ("One moment with people, no practice.",)


def test_what_was_harder_is_named_only_where_moments_are():
    harder = {"at": BEGAN + DAY, "practice": False, "expected": 6, "felt": 8}
    day = f"{(BEGAN + DAY).day} May"
    named = told(moments=(Seen(**harder, title="Ring the dentist"),))[-1]
    assert named == f"Harder than expected: “Ring the dentist” on {day}, 8 against 6."
    assert told(moments=(Seen(**harder),))[-1] == (
        f"Harder than expected: with people on {day}, 8 against 6."
    )


def test_near_misses_and_minutes_are_told_where_they_are_shared():
    assert told(tried=("done", "stopped", "started")) == (
        "Of the last 3 with people, 2 stopped on the way.",
    )
    assert told(tried=("done",)) == ()
    assert told(cue=((BEGAN - DAY, 40.0), (NOW, 12.4))) == ("About 12 minutes with Cue.",)
