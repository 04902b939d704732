"""Pace as a clinician suggests it: a row that waits, and nothing else."""

import pytest
from django.urls import reverse
from tests.support import factories
from tests.support.places import open_in
from tests.support.signing import signed_in

from overture.server.care import proposing
from overture.server.practice import agreements

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _in_one_place(settings):
    open_in(settings, "uk")


@pytest.fixture
def link(ada, bo):
    return factories.linked(ada, bo, "steps", kind="clinician", called="Bo")


def suggest(client, link, **given):
    return client.post(reverse("clinic_pace", args=[link.pk]), given, follow=True)


def test_what_was_changed_is_suggested_and_waits(ada, bo_client, link):
    page = suggest(bo_client, link, hardest="6", hold="on", with_topics="1", no_go=["dating"])
    assert {(one.setting, str(one.value)) for one in proposing.open_of(link)} == {
        ("hardest", "6"),
        ("hold", "True"),
        ("no_go", "['dating']"),
    }
    assert "Waits for Ada’s yes" in page.content.decode()
    assert agreements.of_member(ada) == []


def test_a_double_tap_suggests_once_and_what_is_agreed_is_not_asked_again(ada, bo_client, link):
    key = "00000000-0000-4000-8000-000000000009"
    for _ in range(2):
        suggest(bo_client, link, key=key, hardest="6")
    (one,) = proposing.open_of(link)
    proposing.answer(proposal=one, said="yes", now=factories.NOW)
    suggest(bo_client, link, hardest="6")
    assert proposing.open_of(link) == []


def test_something_else_in_their_own_words_is_read_beside_the_setting(bo_client, link):
    suggest(bo_client, link, hardest="8")
    (one,) = proposing.open_of(link)
    proposing.answer(proposal=one, said="else", words="Rather four", now=factories.NOW)
    page = bo_client.get(reverse("clinic_person", args=[link.pk])).content.decode()
    assert "Something else than 8: Rather four" in page


def test_it_can_be_taken_back_before_it_is_answered(bo_client, link):
    suggest(bo_client, link, hardest="6")
    (one,) = proposing.open_of(link)
    bo_client.post(reverse("clinic_pace_back", args=[link.pk, one.pk]))
    assert proposing.open_of(link) == []


def test_nobody_suggests_anything_to_who_shares_nothing_or_with_somebody_else(ada, bo, bo_client):
    silent = factories.linked(ada, bo, kind="clinician")
    assert suggest(bo_client, silent, hardest="6").status_code == 404
    client = signed_in(factories.person("eve", "clinician"))
    assert suggest(client, silent, hardest="6").status_code == 404
    assert proposing.open_of(silent) == []


@pytest.mark.requirement(42)
def test_in_illinois_the_page_offers_no_minutes_and_no_practice_first(bo_client, link, settings):
    address = reverse("clinic_person", args=[link.pk])
    assert "minutes a day" in bo_client.get(address).content.decode()
    open_in(settings, "il-clinician")
    text = bo_client.get(address).content.decode()
    assert "minutes a day" not in text
    assert "Practise first" not in text
    suggest(bo_client, link, cue_minutes="20", practise_first="on")
    assert proposing.open_of(link) == []


def test_what_was_agreed_with_another_clinician_is_not_shown(ada, bo_client, link):
    eve = factories.person("eve", "clinician")
    agreements.agree(member=ada, setting="hardest", value=4, by=eve, now=factories.NOW)
    text = bo_client.get(reverse("clinic_person", args=[link.pk])).content.decode()
    assert "Agreed: 4" not in text
    assert "Gentle" not in bo_client.get("/clinic").content.decode()
