"""The caseload and a person's page: what is granted at this moment, and nothing besides."""

from datetime import timedelta

import pytest
from django.urls import reverse
from tests.support import factories
from tests.support.places import open_in
from tests.support.signing import signed_in

from overture.server.accounts import sharing
from overture.server.accounts.models import Opened
from overture.server.practice.services import Expected, Happened

pytestmark = pytest.mark.django_db

NOW = factories.NOW
TITLE = "Ask Juno about the key"


@pytest.fixture(autouse=True)
def _in_one_place(settings):
    open_in(settings, "uk")


@pytest.fixture(autouse=True)
def _at(monkeypatch):
    monkeypatch.setattr("django.utils.timezone.now", lambda: NOW)


def filled(member, count=10, *, expected=8, felt=3):
    for place in range(count):
        factories.attempt(
            member,
            of=factories.own_step(member, f"{TITLE} {place}", now=NOW - timedelta(days=40)),
            expected=Expected(
                anxiety=expected, enjoyment=2, feared_event="A sigh", feared_in_ten=6
            ),
            outcome=Happened(anxiety=felt, enjoyment=5, feared="no"),
            now=NOW - timedelta(days=2 * (count - 1 - place)),
        )


def page_of(client, link):
    return client.get(reverse("clinic_person", args=[link.pk]))


def test_who_shares_stands_on_the_caseload_with_reasons_in_words(ada, bo, bo_client):
    filled(ada)
    factories.linked(ada, bo, "curves", kind="clinician")
    text = bo_client.get("/clinic").content.decode()
    assert "One person shares with you" in text
    assert "Goes well each time, the expectation hasn’t moved" in text
    assert "<b>5.0</b>" in text
    assert 'class="spark chart"' in text


def test_what_is_not_shared_is_not_hinted_at(ada, bo, bo_client):
    filled(ada)
    link = factories.linked(ada, bo, "steps", kind="clinician")
    caseload, person = bo_client.get("/clinic").content.decode(), page_of(bo_client, link)
    assert "5.0" not in caseload
    assert "with people" not in caseload
    assert "Curves" not in person.content.decode()
    assert '<svg class="chart"' not in person.content.decode()


def test_curves_alone_do_not_tell_what_was_done(ada, bo, bo_client):
    filled(ada)
    link = factories.linked(ada, bo, "curves", kind="clinician")
    for show in ("anxiety", "enjoyment", "feared"):
        text = bo_client.get(f"/clinic/person/{link.pk}?show={show}").content.decode()
        assert TITLE not in text
        assert "A sigh" not in text
    assert TITLE not in bo_client.get("/clinic").content.decode()


def test_each_thing_opens_its_own_block(ada, bo, bo_client):
    filled(ada)
    link = factories.linked(ada, bo, "curves", "situations", "moments", "steps", kind="clinician")
    text = page_of(bo_client, link).content.decode()
    for heading in ("By kind of situation", "Latest moments", "Their list of steps"):
        assert heading in text
    assert "expected 8.0, felt 3.0" in text
    assert TITLE in text


@pytest.mark.requirement(64)
def test_a_thing_taken_back_is_gone_from_the_next_page(ada, bo, bo_client):
    filled(ada)
    link = factories.linked(ada, bo, "curves", "steps", kind="clinician")
    assert "expected 8.0" in page_of(bo_client, link).content.decode()
    sharing.revoke(link=link, thing="curves", now=NOW)
    assert "expected 8.0" not in page_of(bo_client, link).content.decode()
    sharing.revoke(link=link, thing="steps", now=NOW)
    assert page_of(bo_client, link).status_code == 404


@pytest.mark.requirement(64)
def test_a_pause_leaves_nobody_on_the_caseload(ada, bo, bo_client):
    filled(ada)
    link = factories.linked(ada, bo, "curves", kind="clinician")
    sharing.pause(link=link, now=NOW)
    assert page_of(bo_client, link).status_code == 404
    assert "Ada" not in bo_client.get("/clinic").content.decode()


@pytest.mark.requirement(64)
def test_a_date_that_has_passed_ends_it(ada, bo, bo_client, monkeypatch):
    link = factories.linked(ada, bo, kind="clinician")
    sharing.grant(link=link, thing="curves", until=NOW + timedelta(days=7), now=NOW)
    assert page_of(bo_client, link).status_code == 200
    monkeypatch.setattr("django.utils.timezone.now", lambda: NOW + timedelta(days=8))
    assert page_of(signed_in(bo), link).status_code == 404


def test_another_clinicians_person_does_not_exist(ada, bo):
    link = factories.linked(ada, bo, "curves", kind="clinician")
    client = signed_in(factories.person("eve", "clinician"))
    assert page_of(client, link).status_code == 404
    assert "Ada" not in client.get("/clinic").content.decode()


def test_a_clinician_has_no_page_of_somebody_who_shares_as_with_somebody_close(ada, bo, bo_client):
    link = factories.linked(ada, bo, "steps-done", kind="supporter")
    assert page_of(bo_client, link).status_code == 404


def test_the_member_can_read_that_it_was_opened(ada, bo, bo_client):
    link = factories.linked(ada, bo, "curves", "steps", kind="clinician")
    bo_client.get("/clinic")
    page_of(bo_client, link)
    assert set(Opened.objects.values_list("thing", flat=True)) == {"curves", "steps"}


@pytest.mark.requirement(42)
def test_in_illinois_nothing_is_worked_out(ada, bo, bo_client, settings):
    filled(ada)
    link = factories.linked(ada, bo, "curves", "moments", kind="clinician")
    open_in(settings, "il-clinician")
    for text in (
        bo_client.get("/clinic").content.decode(),
        page_of(bo_client, link).content.decode(),
    ):
        assert "expectation" not in text
        assert "5.0" not in text
        assert "8.0" not in text
        assert "Illinois" in text
    assert TITLE in page_of(bo_client, link).content.decode()


def test_where_no_place_is_named_the_strictest_holds(ada, bo, bo_client, settings):
    filled(ada)
    factories.linked(ada, bo, "curves", kind="clinician")
    open_in(settings)
    assert "Goes well each time" not in bo_client.get("/clinic").content.decode()


def test_the_desk_says_that_nobody_is_watched(bo_client):
    text = bo_client.get("/clinic").content.decode()
    assert "Nobody shares anything with you at the moment" in text
    assert "does not monitor anyone around the clock" in text
