"""Steps that are suggested, help that is told of, notes, handing over and leaving."""

from datetime import timedelta
from uuid import uuid4

import pytest
from tests.support import factories
from tests.support.places import open_in

from overture.server.accounts import people, sharing
from overture.server.accounts import services as accounts
from overture.server.care import alerting, handing, own_notes, parting, suggesting
from overture.server.care.models import Acknowledged, HelpOpened, OwnNote
from overture.server.practice import selectors
from overture.server.practice.models import Step

pytestmark = pytest.mark.django_db

NOW = factories.NOW


@pytest.fixture(autouse=True)
def _in_one_place(settings):
    open_in(settings, "uk")


@pytest.fixture
def link(ada, bo):
    return factories.linked(ada, bo, "steps", "help-opened", kind="clinician", called="Bo")


@pytest.fixture
def eve(db):
    return factories.person("eve", "clinician")


def test_a_step_stands_on_the_list_only_with_a_yes_and_says_who_suggested_it(ada, link):
    made = suggesting.suggest_step(link=link, title="Ask Juno", key=uuid4(), now=NOW)
    assert selectors.checklist(ada) == []
    assert suggesting.answer(suggested=made, said="yes", now=NOW)
    assert not suggesting.answer(suggested=made, said="yes", now=NOW)
    (step,) = selectors.checklist(ada)
    assert step.title == "Ask Juno"
    assert suggesting.by_whom([step]) == {step.pk: "Bo"}


def test_a_step_of_the_library_comes_with_its_words(ada, link):
    made = suggesting.suggest_step(
        link=link, library_id=factories.LIBRARY_STEP, key=uuid4(), now=NOW
    )
    suggesting.answer(suggested=made, said="yes", now=NOW)
    assert Step.objects.get().library_id == factories.LIBRARY_STEP


def test_an_order_holds_for_the_members_own_steps(ada, di, link):
    first, second = (
        factories.own_step(ada, name, now=NOW + timedelta(minutes=place))
        for place, name in enumerate(("One", "Two"))
    )
    made = suggesting.suggest_order(link=link, order=[first.pk, second.pk], key=uuid4(), now=NOW)
    assert [one.title for one in selectors.checklist(ada)] == ["Two", "One"]
    suggesting.answer(suggested=made, said="yes", now=NOW)
    assert [one.title for one in selectors.checklist(ada)] == ["One", "Two"]
    with pytest.raises(ValueError, match="own steps"):
        suggesting.suggest_order(link=link, order=[factories.own_step(di).pk], key=uuid4(), now=NOW)


@pytest.mark.requirement(42)
def test_in_illinois_no_scene_is_homework(link, settings):
    scene = {"link": link, "scene_id": "neighbour-parcel", "now": NOW}
    assert suggesting.suggest_scene(**scene, key=uuid4())
    open_in(settings, "il-clinician")
    with pytest.raises(ValueError, match="no such scene"):
        suggesting.suggest_scene(**scene, key=uuid4())


@pytest.mark.requirement(28)
def test_help_is_told_of_only_to_whom_the_member_chose(ada, bo, link, eve):
    quiet = factories.linked(ada, eve, "curves", kind="clinician")
    alerting.help_opened(member=ada, now=NOW)
    alerting.help_opened(member=ada, now=NOW + timedelta(minutes=10))
    assert alerting.help_times(link, NOW - timedelta(days=1)) == [NOW]
    assert alerting.help_times(quiet, NOW - timedelta(days=1)) == []
    sharing.pause(link=link, now=NOW)
    alerting.help_opened(member=ada, now=NOW + timedelta(hours=3))
    assert HelpOpened.objects.count() == 1


@pytest.mark.requirement(28)
def test_what_is_kept_of_help_is_a_time_and_no_word(ada, link):
    alerting.help_opened(member=ada, now=NOW)
    (row,) = HelpOpened.objects.values()
    assert set(row) == {"id", "link_id", "at"}


def test_an_alert_is_seen_once(link):
    for _ in range(2):
        alerting.acknowledge(link=link, code="help", about="a", now=NOW)
    assert Acknowledged.objects.count() == 1
    assert (str(link.pk), "help", "a") in alerting.acknowledged([link])


def test_notes_go_with_the_space(ada, link):
    own_notes.note(link=link, words="Talk about the choir", key=uuid4(), now=NOW)
    accounts.erase(member=ada, now=NOW)
    assert not OwnNote.objects.exists()


def test_a_note_can_be_erased_by_itself(link):
    made = own_notes.note(link=link, words="Talk about the choir", key=uuid4(), now=NOW)
    own_notes.erase(note=made)
    assert own_notes.notes_of(link) == []


def test_handing_over_waits_for_the_members_yes_and_moves_no_grant(ada, bo, link, eve):
    made = handing.offer(link=link, to=eve, key=uuid4(), now=NOW)
    assert not sharing.linked_to(eve, "clinician").exists()
    assert handing.answer(handover=made, said="yes", now=NOW)
    (new,) = sharing.linked_to(eve, "clinician")
    assert sharing.shared(new, NOW) == frozenset()
    assert not sharing.linked_to(bo, "clinician").exists()
    assert sharing.shared(link, NOW) == frozenset()


def test_a_no_leaves_things_as_they_are(ada, bo, link, eve):
    made = handing.offer(link=link, to=eve, key=uuid4(), now=NOW)
    handing.answer(handover=made, said="no", now=NOW)
    assert sharing.linked_to(bo, "clinician").exists()
    assert not sharing.linked_to(eve, "clinician").exists()


def test_nobody_is_handed_over_to_somebody_who_is_no_clinician(link, cy):
    with pytest.raises(ValueError, match="nobody"):
        handing.offer(link=link, to=cy, key=uuid4(), now=NOW)


def test_leaving_ends_every_link_and_tells_every_member(ada, di, bo, link):
    factories.linked(di, bo, "curves", kind="clinician")
    handing.leave(person=bo, now=NOW)
    assert not people.has_role(bo, "clinician")
    assert not sharing.linked_to(bo, "clinician").exists()
    assert [len(parting.partings(one)) for one in (ada, di)] == [1, 1]
