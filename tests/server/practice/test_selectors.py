"""Reads are of one member's own rows, in order, and leave out what was retracted."""

from datetime import date, timedelta
from uuid import uuid4
from zoneinfo import ZoneInfo

import pytest
from django.utils import timezone
from tests.support import factories
from tests.support.factories import HAPPENED, NOW

from overture.content import scenes
from overture.server.practice import selectors, services
from overture.server.practice.models import Step
from overture.server.practice.services import Expected, Happened

pytestmark = pytest.mark.django_db

MONDAY = NOW.date()


def _planned(member, title: str, day: date | None, **more) -> Step:
    return services.plan_own_step(member=member, title=title, key=uuid4(), now=NOW, day=day, **more)


def _alone(member):
    return factories.step(member, library_id="neighbour-parcel/read_bells")


# ---- whose


def test_somebody_elses_attempt_and_step_do_not_exist(ada, di):
    attempt = factories.attempt(ada)
    assert selectors.attempt_of(ada, attempt.pk) == attempt
    assert selectors.attempt_of(di, attempt.pk) is None
    assert selectors.step_of(ada, attempt.step.pk) == attempt.step
    assert selectors.step_of(di, attempt.step.pk) is None


def test_a_stranger_reads_nothing_at_all(ada, di):
    step = factories.step(ada)
    factories.attempt(ada, of=step)
    _planned(ada, "Wave", MONDAY)
    services.say_room(member=ada, day=MONDAY, room="some")
    assert list(selectors.attempts_of(di)) == []
    assert selectors.met_attempts(di) == selectors.met_moments(di) == []
    assert selectors.checklist(di) == selectors.coming_up(di, MONDAY) == []
    assert selectors.counts(di) == {"moments": 0, "steps": 0}
    assert selectors.room_on(di, MONDAY) == ""
    assert selectors.open_plan(di, NOW) is None
    assert selectors.last_met(di, [step]) == {}
    assert selectors.with_people_by_family(di) == {}
    assert selectors.feared_before(di, scene_id="neighbour-parcel") == ""
    assert {day.state for day in selectors.week_of(di, MONDAY)} == {"nothing"}


# ---- the record


def test_moments_stand_in_the_order_in_which_they_happened(ada):
    late = factories.attempt(ada, outcome=None, now=NOW)
    early = factories.attempt(ada, now=NOW + timedelta(hours=1))
    services.happened(attempt=late, outcome=HAPPENED, now=NOW + timedelta(hours=2))
    assert selectors.met_attempts(ada) == [early, late]
    assert [moment.attempt_id for moment in selectors.met_moments(ada)] == [early.pk, late.pk]
    assert [event.key for event in selectors.events_of(ada)] == [str(early.pk), str(late.pk)]


def test_what_is_open_or_retracted_is_no_moment(ada):
    gone = factories.attempt(ada)
    factories.attempt(ada, outcome=None)
    services.retract(attempt=gone, now=NOW)
    assert selectors.met_attempts(ada) == selectors.met_moments(ada) == []
    assert selectors.events_of(ada) == ()


def test_counts_say_what_is_kept_and_what_was_retracted_is_kept(ada):
    services.retract(attempt=factories.attempt(ada), now=NOW)
    factories.attempt(ada, outcome=None)
    assert selectors.counts(ada) == {"moments": 1, "steps": 2}


def test_an_event_holds_what_was_answered_and_nothing_that_was_not(ada):
    attempt = factories.attempt(
        ada, expected=Expected(anxiety=0), outcome=Happened(anxiety=10, feared="partly")
    )
    services.rerate(attempt=attempt, again=Expected(anxiety=2), now=NOW)
    event = selectors.event_of(selectors.attempt_of(ada, attempt.pk))
    assert (event.prediction.anxiety, event.prediction.enjoyment) == (0, None)
    assert (event.outcome.anxiety, event.outcome.feared) == (10, "partly")
    assert event.rerating.anxiety == 2
    assert event.tested


def test_an_attempt_in_the_middle_is_no_event_yet(ada):
    attempt = factories.attempt(ada, outcome=None)
    assert selectors.event_of(attempt) is None
    assert selectors.unfinished(attempt.step) == attempt
    services.happened(attempt=attempt, outcome=HAPPENED, now=NOW)
    assert selectors.unfinished(attempt.step) is None


def test_a_practice_that_was_left_half_way_is_no_attempt_at_its_step(ada):
    step = factories.own_step(ada)
    scene_id = next(iter(scenes()))
    services.begin_scene(
        member=ada, scene_id=scene_id, level="middle", key=uuid4(), now=NOW, step=step
    )
    assert selectors.unfinished(step) is None


def test_the_last_moment_of_each_step_is_found(ada):
    step, other = factories.step(ada), factories.own_step(ada)
    factories.attempt(ada, of=step)
    last = factories.attempt(ada, of=step, now=NOW + timedelta(days=1))
    factories.attempt(ada, of=other, outcome=None)
    assert selectors.last_met(ada, [step, other]) == {step.pk: last}


# ---- people


def test_moments_with_people_leave_out_practice_being_alone_and_what_was_stopped(ada):
    with_one = factories.attempt(ada)
    factories.attempt(ada, of=_alone(ada))
    factories.attempt(ada, outcome=Happened(reach="stopped"))
    factories.attempt(ada, outcome=None)
    practice = services.begin_scene(
        member=ada, scene_id="neighbour-parcel", level="easy", key=uuid4(), now=NOW
    )
    services.happened(attempt=practice, outcome=HAPPENED, now=NOW)
    assert list(selectors.with_people(ada)) == [with_one]
    assert selectors.with_people_by_family(ada) == {"neighbour": 1}
    assert selectors.with_people_since(ada, NOW) == 1
    assert selectors.with_people_since(ada, NOW + timedelta(seconds=1)) == 0
    assert selectors.numbers(ada, NOW) == (4, 1)
    assert selectors.numbers(ada, NOW + timedelta(seconds=1)) == (4, 0)
    services.retract(attempt=with_one, now=NOW)
    assert selectors.numbers(ada, NOW) == (3, 0)


def test_kinds_of_moments_stand_by_how_often_they_were(ada):
    factories.attempt(ada, of=factories.own_step(ada))
    for _ in range(2):
        factories.attempt(ada)
    assert list(selectors.with_people_by_family(ada).items()) == [("neighbour", 2), ("own", 1)]


# ---- steps


def test_the_checklist_begins_with_what_is_planned(ada):
    for title, status in (("a", "resting"), ("b", "done"), ("c", "planned"), ("d", "started")):
        Step.objects.filter(pk=_planned(ada, title, None).pk).update(status=status)
    assert [step.title for step in selectors.checklist(ada)] == ["c", "d", "b", "a"]


def test_two_steps_at_most_come_up_the_next_day_first_and_those_without_a_day_last(ada):
    _planned(ada, "no day", None)
    assert [step.title for step in selectors.coming_up(ada, MONDAY)] == ["no day"]
    _planned(ada, "gone by", MONDAY - timedelta(days=1))
    _planned(ada, "Wednesday", MONDAY + timedelta(days=2))
    _planned(ada, "today", MONDAY)
    assert [step.title for step in selectors.coming_up(ada, MONDAY)] == ["today", "Wednesday"]


def test_the_week_runs_from_monday_and_says_how_each_day_stands(ada):
    step = _planned(ada, "Wave", MONDAY + timedelta(days=2))
    week = selectors.week_of(ada, MONDAY + timedelta(days=1))
    assert "".join(day.letter for day in week) == "MTWTFSS"
    assert [day.is_today for day in week].index(True) == 1
    assert (week[2].state, week[2].label) == ("planned", "Wednesday: Wave, planned")
    assert week[0].label == "Monday: nothing planned"
    factories.attempt(ada, of=step)  # on Monday, earlier than planned
    assert selectors.week_of(ada, MONDAY)[0].state == "done"


def test_a_moment_late_on_sunday_is_on_the_members_sunday(ada):
    at = NOW.replace(day=1, hour=23, minute=30)  # Sunday in London, Monday in Kolkata
    factories.attempt(ada, now=at)
    with timezone.override(ZoneInfo("Asia/Kolkata")):
        assert selectors.week_of(ada, MONDAY)[0].state == "done"
    with timezone.override(ZoneInfo("Europe/London")):
        assert selectors.week_of(ada, MONDAY)[0].state == "nothing"
        assert selectors.week_of(ada, MONDAY - timedelta(days=1))[6].state == "done"


# ---- before a moment


def test_a_day_that_was_started_stays_so_when_the_step_is_planned_again(ada):
    attempt = factories.attempt(ada, outcome=Happened(reach="started"))
    services.review(
        attempt=attempt, got_in_the_way="", another_reading="", change="Go at ten", now=NOW
    )
    day = selectors.week_of(ada, MONDAY)[0]
    assert (day.state, day.label) == ("started", f"Monday: {attempt.title}, started")


def test_the_fear_last_named_is_carried_for_the_same_step_only(ada):
    step, other = factories.step(ada), factories.own_step(ada)
    factories.attempt(ada, of=step, expected=Expected(feared_event="First"))
    factories.attempt(
        ada, of=step, expected=Expected(feared_event="Second"), now=NOW + timedelta(days=1)
    )
    factories.attempt(ada, of=step, expected=Expected(), now=NOW + timedelta(days=2))
    assert selectors.feared_before(ada, step=step) == "Second"
    assert selectors.feared_before(ada, step=other) == ""


def test_the_room_of_another_day_is_not_todays(ada):
    services.say_room(member=ada, day=MONDAY, room="plenty")
    assert selectors.room_on(ada, MONDAY) == "plenty"
    assert selectors.room_on(ada, MONDAY + timedelta(days=1)) == ""
