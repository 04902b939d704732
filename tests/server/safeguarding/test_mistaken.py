"""An age that was misread or mistyped is put right by the operator, and written down."""

from datetime import timedelta
from uuid import uuid4

import pytest
from tests.support import factories
from tests.support.factories import NOW

from overture.server.accounts.ages import number_of, talks_of
from overture.server.accounts.models import Member
from overture.server.audit import services as audit
from overture.server.audit.models import Event
from overture.server.safeguarding import mistaken, services

pytestmark = [pytest.mark.django_db, pytest.mark.requirement(34)]


def again(member) -> Member:
    return Member.objects.get(pk=member.pk)


@pytest.fixture
def misread(ada):
    """Ada, an adult, whose words were taken for an age."""
    services.look(member=ada, text="I'm 15", surface="talk", now=NOW)
    assert talks_of(again(ada), minors=False) == "no"
    return ada


def test_after_a_correction_the_talks_are_open_and_stay_so(misread):
    assert mistaken.correct(number=number_of(misread), is_="adult", now=NOW)
    assert talks_of(again(misread), minors=False) == "yes"
    services.look(member=misread, text="The bus was late.", surface="talk", now=NOW)
    assert talks_of(again(misread), minors=False) == "yes"


def test_said_anew_it_closes_them_again(misread):
    mistaken.correct(number=number_of(misread), is_="adult", now=NOW)
    services.look(member=misread, text="I'm 15", surface="talk", now=NOW)
    assert talks_of(again(misread), minors=False) == "no"


def test_somebody_who_tapped_the_wrong_age_is_put_right_either_way():
    young, old = factories.member(age=Member.Age.MINOR), factories.member()
    assert mistaken.correct(number=number_of(young), is_="adult", now=NOW)
    assert mistaken.correct(number=number_of(old), is_="minor", now=NOW)
    assert (again(young).age, again(old).age) == (Member.Age.ADULT, Member.Age.MINOR)


def test_the_trail_says_who_did_it_and_neither_age_nor_number_of_anybody_else(misread):
    mistaken.correct(number=number_of(misread), is_="adult", now=NOW)
    event = Event.objects.latest("pk")
    assert (event.actor, event.action, event.detail) == ("operator", "age.corrected", "adult")
    assert number_of(misread) not in str(list(Event.objects.values()))
    assert audit.is_whole()


def test_what_stands_so_already_or_is_not_there_is_no_event(ada):
    before = Event.objects.count()
    assert not mistaken.correct(number=number_of(ada), is_="adult", now=NOW)
    assert not mistaken.correct(number=str(uuid4())[:8], is_="adult", now=NOW)
    assert Event.objects.count() == before


def test_the_list_says_nothing_but_numbers_and_months(misread):
    later = NOW + timedelta(minutes=1)
    factories.member(age=Member.Age.MINOR, name="Sam", now=later)
    factories.member()
    said, asked = mistaken.closed()
    assert (said.number, said.known, said.opened) == (number_of(misread), "said", "2026-03")
    assert asked.known == "asked"
    assert "Sam" not in f"{said} {asked}"
