"""What is shared with whom, until when, and who looked."""

from datetime import timedelta
from uuid import uuid4

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.support import factories
from tests.support.factories import NOW

from overture.server.accounts import people, sharing
from overture.server.accounts.models import Link, Thing
from overture.server.accounts.services import erase
from overture.server.audit.models import Event

pytestmark = pytest.mark.django_db
HOUR = timedelta(hours=1)


@pytest.fixture
def lena(ada, cy):
    """Cy, whom Ada calls Lena, and who sees the steps she finishes."""
    return factories.linked(ada, cy, "steps-done", called="Lena, my sister")


def test_who_is_on_the_page_sees_nothing_until_something_is_granted(ada, cy):
    link = sharing.tie(member=ada, person=cy, kind="supporter", now=NOW)
    assert sharing.shared(link, NOW) == frozenset()
    assert link.called == cy.name


def test_somebody_stands_there_once(ada, cy, lena):
    assert sharing.tie(member=ada, person=cy, kind="supporter", now=NOW) == lena
    assert sharing.links_of(ada).count() == 1


def test_talks_with_cue_are_nothing_that_can_be_shared(lena):
    assert not any("talk" in thing or "cue" in thing for thing in Thing.values)
    with pytest.raises(ValueError, match="cannot be shared"):
        sharing.grant(link=lena, thing="talks", now=NOW)


def test_somebody_close_is_given_nothing_that_is_a_clinicians(lena):
    with pytest.raises(ValueError, match="cannot be shared"):
        sharing.grant(link=lena, thing="near-misses", now=NOW)


def test_every_thing_can_be_shared_with_somebody():
    assert {thing for things in sharing.ALLOWED.values() for thing in things} == set(Thing)


@pytest.mark.requirement(64)
def test_what_is_taken_back_is_gone_at_once_and_the_rest_stays(lena):
    sharing.grant(link=lena, thing="good-moments", now=NOW)
    assert sharing.revoke(link=lena, thing="steps-done", now=NOW)
    assert sharing.shared(lena, NOW) == {Thing.GOOD_MOMENTS}
    assert not sharing.revoke(link=lena, thing="steps-done", now=NOW)


@pytest.mark.requirement(64)
def test_a_grant_ends_by_itself(lena):
    sharing.grant(link=lena, thing="good-moments", until=NOW + HOUR, now=NOW)
    assert Thing.GOOD_MOMENTS in sharing.shared(lena, NOW + HOUR - timedelta(seconds=1))
    assert sharing.shared(lena, NOW + HOUR) == {Thing.STEPS_DONE}


def test_a_time_that_is_over_is_refused(lena):
    with pytest.raises(ValueError, match="over"):
        sharing.grant(link=lena, thing="good-moments", until=NOW, now=NOW)


def test_a_pause_shows_nothing_and_keeps_what_was_ticked(ada, lena):
    sharing.pause_all(member=ada, now=NOW)
    assert sharing.shared(lena, NOW) == frozenset()
    sharing.resume_all(member=ada, now=NOW)
    assert sharing.shared(lena, NOW) == {Thing.STEPS_DONE}


def test_who_was_paused_alone_stays_paused_when_all_is_taken_up_again(ada, lena):
    dad = factories.linked(ada, factories.person("dad"), "sent")
    sharing.pause(link=dad, now=NOW)
    sharing.pause_all(member=ada, now=NOW + timedelta(hours=1))
    assert sharing.last_paused(ada) == [lena]
    sharing.resume_all(member=ada, now=NOW + timedelta(hours=2))
    assert sharing.shared(lena, NOW) == {Thing.STEPS_DONE}
    assert sharing.shared(dad, NOW) == frozenset()


def test_a_member_reads_what_is_ticked_with_its_end_whether_paused_or_not(ada, di, lena):
    until = NOW + timedelta(days=7)
    sharing.grant(link=lena, thing="good-moments", until=until, now=NOW)
    sharing.pause(link=lena, now=NOW)
    assert sharing.granted(lena, NOW) == {Thing.STEPS_DONE: None, Thing.GOOD_MOMENTS: until}
    assert sharing.granted(lena, until) == {Thing.STEPS_DONE: None}
    assert sharing.own_link(ada, lena.pk) == lena
    assert sharing.own_link(di, lena.pk) is None


def test_the_end_takes_everything_back_and_somebody_who_returns_sees_nothing(ada, cy, lena):
    sharing.end(link=lena, by="", now=NOW)
    assert sharing.shared(lena, NOW) == frozenset()
    assert not sharing.linked_to(cy, "supporter")
    with pytest.raises(ValueError, match="ended"):
        sharing.grant(link=lena, thing="steps-done", now=NOW)
    again = sharing.tie(member=ada, person=cy, kind="supporter", now=NOW)
    assert again != lena
    assert sharing.shared(again, NOW) == frozenset()


def test_a_closed_account_sees_nothing(cy, lena):
    cy.closed_at = NOW
    cy.save()
    assert sharing.shared(lena, NOW) == frozenset()


def test_who_looks_is_noted_once_an_hour(ada, lena):
    for later in (timedelta(0), HOUR / 2, HOUR):
        sharing.see(link=lena, thing="steps-done", now=NOW + later)
    assert [look.at for look in sharing.looks(ada)] == [NOW + HOUR, NOW]
    opened = Event.objects.filter(action="shared.opened")
    assert {(one.actor, one.detail) for one in opened} == {
        (people.pseudonym_of(lena.person), "steps-done")
    }


def test_what_is_not_shared_cannot_be_looked_at_and_leaves_no_trace(ada, lena):
    with pytest.raises(sharing.NotSharedError):
        sharing.see(link=lena, thing="good-moments", now=NOW)
    assert not sharing.looks(ada)


def test_a_link_opens_for_the_person_it_leads_to_alone(bo, cy, lena):
    assert sharing.link_of(cy, lena.pk, "supporter") == lena
    assert sharing.link_of(bo, lena.pk, "supporter") is None
    assert sharing.link_of(cy, lena.pk, "clinician") is None


def test_somebody_may_be_called_otherwise_but_not_nothing(lena):
    sharing.rename(link=lena, called=" My   sister ")
    lena.refresh_from_db()
    assert lena.called == "My sister"
    with pytest.raises(ValueError, match="called by something"):
        sharing.rename(link=lena, called="  ")


@given(ticked=st.lists(st.sets(st.sampled_from(sharing.ALLOWED[Link.Kind.CLINICIAN])), max_size=4))
def test_what_was_ticked_last_is_what_is_shared(ticked):
    bo = factories.person(f"bo-{uuid4()}")
    link = factories.linked(factories.member(), bo, kind="clinician")
    for number, things in enumerate(ticked):
        sharing.pick(link=link, things=things, now=NOW + number * HOUR)
        assert sharing.shared(link, NOW + number * HOUR) == things
    assert link.grants.filter(revoked_at=None).count() == len(ticked[-1] if ticked else ())


def test_a_tick_that_stays_is_no_new_grant_unless_its_end_changes(lena):
    sharing.pick(link=lena, things={"steps-done"}, now=NOW)
    assert lena.grants.count() == 1
    sharing.pick(link=lena, things={"steps-done"}, until=NOW + HOUR, now=NOW)
    assert lena.grants.count() == 2


def test_all_of_it_goes_with_the_space(ada, lena):
    sharing.see(link=lena, thing="steps-done", now=NOW)
    erase(member=ada, now=NOW)
    assert not Link.objects.exists()
