"""A safety plan is the member's own: every version is kept, nothing typed is lost."""

from uuid import uuid4

import pytest
from tests.support.factories import NOW

from overture.server.audit.models import Event
from overture.server.safeguarding import plans
from overture.server.safeguarding.models import SafetyPlan

pytestmark = [pytest.mark.django_db, pytest.mark.requirement(31)]


def keep(member, key=None, **words):
    return plans.keep(member=member, words=words, key=key or uuid4(), now=NOW)


def test_every_version_stays_as_it_was_and_the_latest_is_in_use(ada):
    keep(ada, signs="I stop answering the door")
    keep(ada, signs="I stop answering the door", alone="Kettle, radio")
    assert [one.number for one in plans.versions_of(ada)] == [2, 1]
    assert plans.plan_of(ada).alone == "Kettle, radio"
    assert plans.version_of(ada, 1).alone == ""


def test_a_form_sent_twice_is_one_version(ada):
    key = uuid4()
    assert keep(ada, key, signs="No sleep") == keep(ada, key, signs="No sleep")
    assert SafetyPlan.objects.count() == 1


def test_a_form_gone_back_to_and_sent_with_other_words_loses_none_of_them(ada):
    key = uuid4()
    keep(ada, key, signs="No sleep")
    keep(ada, key, signs="No sleep, no music")
    assert plans.plan_of(ada).signs == "No sleep, no music"
    assert SafetyPlan.objects.count() == 2


def test_keeping_the_same_words_makes_no_new_version(ada):
    keep(ada, signs="No sleep")
    keep(ada, signs="No sleep")
    assert SafetyPlan.objects.count() == 1


def test_a_plan_that_was_emptied_is_no_plan_but_its_versions_stay(ada):
    keep(ada, signs="No sleep")
    assert plans.has_plan(ada)
    keep(ada, signs="")
    assert not plans.has_plan(ada)
    assert plans.version_of(ada, 1).signs == "No sleep"


def test_only_what_is_new_is_to_be_read_by_the_screen(ada):
    before = keep(ada, signs="No sleep", alone="Kettle")
    words = {"signs": "No sleep", "alone": "Radio", "reasons": ""}
    assert plans.changed(before, words) == ("Radio",)
    assert plans.changed(None, words) == ("No sleep", "Radio")


def test_the_trail_notes_a_version_and_none_of_its_words(ada):
    keep(ada, signs="Marmalade on the stair")
    event = Event.objects.latest("pk")
    assert (event.action, event.detail) == ("plan.kept", "1")
    assert "Marmalade" not in str(list(Event.objects.values()))


def test_a_stranger_has_no_version_of_adas(ada, di):
    keep(ada, signs="No sleep")
    assert plans.plan_of(di) is None
    assert plans.version_of(di, 1) is None
