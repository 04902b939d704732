"""A plan for quieter stretches: every version is kept, begun from the member's own record."""

from datetime import timedelta
from uuid import uuid4

import pytest
from tests.support import factories
from tests.support.factories import NOW

from overture.server.audit.models import Event
from overture.server.practice import quiet_plans
from overture.server.practice import services as practice
from overture.server.practice.services import Expected, Happened

pytestmark = pytest.mark.django_db


def keep(member, key=None, **words):
    return quiet_plans.keep(member=member, words=words, key=key or uuid4(), now=NOW)


def test_every_version_is_kept_and_the_latest_is_in_use(ada):
    keep(ada, signs="No calls")
    keep(ada, signs="No calls, no walks")
    assert quiet_plans.plan_of(ada).signs == "No calls, no walks"
    assert [one.number for one in quiet_plans.versions_of(ada)] == [2, 1]


def test_the_same_words_and_a_form_sent_twice_make_no_new_version(ada):
    key = uuid4()
    assert keep(ada, key, signs="No calls") == keep(ada, key, signs="No calls")
    assert keep(ada, signs="No calls").number == 1
    assert keep(ada, key, signs="Other words").number == 2
    assert Event.objects.filter(action="quiet_plan.kept").count() == 2


def test_an_empty_plan_is_no_plan(ada):
    keep(ada)
    assert not quiet_plans.has_plan(ada)
    keep(ada, to_myself="It is a hard month")
    assert quiet_plans.has_plan(ada)


def test_somebody_elses_plan_does_not_exist(ada, di):
    keep(ada, signs="No calls")
    assert quiet_plans.plan_of(di) is None
    assert quiet_plans.versions_of(di) == []


def test_only_what_is_new_counts_as_changed(ada):
    before = keep(ada, signs="No calls", people="Mia")
    words = {"signs": "No calls", "people": "Mia and Sol", "helped": ""}
    assert quiet_plans.changed(before, words) == ("Mia and Sol",)
    assert quiet_plans.changed(None, words) == ("No calls", "Mia and Sol")


def test_it_begins_with_the_signs_that_are_looked_for_and_nothing_made_up(ada):
    begun = quiet_plans.begun_with(ada)
    assert begun.signs.splitlines() == list(quiet_plans.READY)
    assert (begun.helped, begun.smallest) == ("", "")


def test_it_begins_with_the_changes_that_were_carried_the_newest_first_and_each_once(ada, di):
    for days, change in enumerate(("Go early", "Go with Mia", "Go early", "", "Do half")):
        attempt = factories.attempt(ada, outcome=Happened(reach="started"))
        practice.review(
            attempt=attempt,
            got_in_the_way="",
            another_reading="",
            change=change,
            now=NOW + timedelta(days=days),
        )
    assert quiet_plans.begun_with(ada).helped == "Do half\nGo early\nGo with Mia"
    assert quiet_plans.begun_with(di).helped == ""


def test_the_smallest_step_is_the_least_feared_one_that_was_no_harder_than_feared(ada):
    for title, feared, felt, reach in (
        ("Ring the dentist", 7, 2, "done"),
        ("Nod to the driver", 2, 1, "done"),
        ("Sit in the café", 1, 6, "done"),
        ("Go to the choir", 0, 0, "stopped"),
    ):
        factories.attempt(
            ada,
            of=factories.own_step(ada, title),
            expected=Expected(anxiety=feared),
            outcome=Happened(anxiety=felt, reach=reach),
        )
    assert quiet_plans.begun_with(ada).smallest == "Nod to the driver"
