from datetime import date, time, timedelta
from uuid import uuid4

import pytest
from tests.support.factories import NOW

from overture.server.audit.models import Event
from overture.server.practice import anchors, noticing
from overture.server.practice.models import Anchor, CalendarFeed, Occasion

pytestmark = pytest.mark.django_db

TODAY = NOW.date()  # a Monday
LAST = TODAY - timedelta(days=6)  # Tuesday


def choir(owner, title="Choir", *, first=LAST - timedelta(weeks=4), **given) -> Anchor:
    details = {"every": "week", "at": time(18, 30), "key": uuid4(), "now": NOW} | given
    return anchors.declare(member=owner, title=title, first=first, **details)


def test_an_anchor_is_declared_once_with_its_words_made_tidy(ada):
    key = uuid4()
    made = [choir(ada, "  The   choir ", key=key) for _ in range(2)]
    assert made[0] == made[1]
    assert made[0].title == "The choir"
    assert Event.objects.filter(action="anchor.declared").count() == 1


@pytest.mark.parametrize("given", [{"title": "  "}, {"every": "year"}])
def test_what_is_no_anchor_is_refused(ada, given):
    with pytest.raises(ValueError, match=r"few words|not a rhythm"):
        choir(ada, **given)


def test_twelve_are_enough_and_an_ended_one_makes_room(ada):
    twelve = [choir(ada, f"Number {n}") for n in range(anchors.MOST)]
    with pytest.raises(ValueError, match="open already"):
        choir(ada)
    anchors.close(anchor=twelve[0], now=NOW)
    assert choir(ada)


def test_the_next_time_and_the_last_one_not_spoken_of_are_known(ada):
    anchor = choir(ada)
    (one,) = anchors.standing(ada, NOW)
    assert (one.next, one.asked) == (TODAY + timedelta(days=1), LAST)
    anchors.say_kept(anchor=anchor, due=LAST, kept="yes", now=NOW)
    assert anchors.standing(ada, NOW)[0].asked is None


def test_what_is_still_to_come_today_is_not_asked_about(ada):
    choir(ada, first=TODAY, at=(NOW + timedelta(hours=1)).time())
    assert anchors.standing(ada, NOW)[0].asked is None
    assert anchors.standing(ada, NOW + timedelta(hours=2))[0].asked == TODAY


def test_what_was_long_ago_is_not_asked_about(ada):
    choir(ada, first=TODAY - timedelta(days=20), every="month")
    assert anchors.standing(ada, NOW)[0].asked is None


def test_the_last_word_about_a_time_holds(ada):
    anchor = choir(ada)
    for said in ("no", "off"):
        anchors.say_kept(anchor=anchor, due=LAST, kept=said, now=NOW)
    assert Occasion.objects.get().kept == "off"


@pytest.mark.parametrize(
    ("due", "kept"),
    [(LAST, "perhaps"), (LAST + timedelta(days=1), "yes"), (LAST + timedelta(weeks=1), "yes")],
)
def test_no_other_word_and_no_other_day_is_taken(ada, due, kept):
    with pytest.raises(ValueError, match="not"):
        anchors.say_kept(anchor=choir(ada), due=due, kept=kept, now=NOW)


def test_a_resting_anchor_asks_nothing_and_is_in_no_calendar(ada):
    anchor = choir(ada)
    token = anchors.make_calendar(member=ada, now=NOW)
    assert "SUMMARY:Choir" in anchors.calendar_behind(token)
    anchors.rest(anchor=anchor, rests=True, now=NOW)
    (one,) = anchors.standing(ada, NOW)
    assert (one.next, one.asked) == (None, None)
    assert "SUMMARY:Choir" not in anchors.calendar_behind(token)
    anchors.rest(anchor=anchor, rests=False, now=NOW)
    assert "SUMMARY:Choir" in anchors.calendar_behind(token)


def test_an_ended_anchor_is_gone_from_every_page(ada):
    anchor = choir(ada)
    anchors.close(anchor=anchor, now=NOW)
    anchors.close(anchor=anchor, now=NOW)
    assert anchors.standing(ada, NOW) == []
    assert anchors.of_member(ada, anchor.pk) is None
    assert Event.objects.filter(action="anchor.closed").count() == 1


def test_somebody_elses_anchor_does_not_exist(ada, di):
    anchor = choir(ada)
    assert anchors.of_member(di, anchor.pk) is None
    assert anchors.standing(di, NOW) == []
    assert anchors.occasions_of(di) == []


def test_a_new_address_ends_the_one_before_and_none_is_kept_in_clear(ada):
    first = anchors.make_calendar(member=ada, now=NOW)
    second = anchors.make_calendar(member=ada, now=NOW)
    assert anchors.calendar_behind(first) is None
    assert anchors.calendar_behind(second) is not None
    assert second not in str(CalendarFeed.objects.values().get())
    anchors.stop_calendar(member=ada, now=NOW)
    assert anchors.calendar_behind(second) is None
    assert not anchors.has_calendar(ada)


def test_a_calendar_holds_its_own_members_anchors_alone(ada, di):
    choir(ada)
    choir(di, "Chess")
    text = anchors.calendar_behind(anchors.make_calendar(member=di, now=NOW))
    assert "Chess" in text
    assert "Choir" not in text


def test_one_that_went_by_twice_is_told_to_the_member(ada, di):
    anchor = choir(ada)
    for back in (1, 0):
        due = LAST - timedelta(weeks=back)
        anchors.say_kept(anchor=anchor, due=due, kept="no", now=NOW)
    found = noticing.notice(member=ada, now=NOW, talks=())
    assert found.sign == "anchor"
    assert found.words.heading == "Choir"
    assert not found.by_weeks
    assert noticing.notice(member=di, now=NOW, talks=()) is None
    assert noticing.answer(member=ada, said="not_it", now=NOW, talks=())
    assert noticing.notice(member=ada, now=NOW + timedelta(days=15), talks=()) is None


def test_two_of_the_same_name_are_two(ada):
    for back in (1, 0):
        one = choir(ada, "Tea", first=LAST - timedelta(weeks=4))
        anchors.say_kept(anchor=one, due=LAST - timedelta(weeks=back), kept="no", now=NOW)
    assert noticing.notice(member=ada, now=NOW, talks=()) is None


def test_one_missed_long_ago_is_not_brought_up(ada):
    anchor = choir(ada)
    for back in (4, 3):
        due = LAST - timedelta(weeks=back)
        anchors.say_kept(anchor=anchor, due=due, kept="no", now=NOW)
    assert noticing.notice(member=ada, now=NOW, talks=()) is not None
    assert noticing.notice(member=ada, now=NOW + timedelta(weeks=2), talks=()) is None
    assert isinstance(anchor.first, date)
