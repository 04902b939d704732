"""The links of a nudge's mail: a press stops them, from a mail program too, without signing in."""

import pytest
from django.test import Client
from django.urls import reverse
from tests.support.nudging import wants

from overture.server.practice.models import Nudging
from overture.server.practice.nudges import addresses

pytestmark = pytest.mark.django_db


@pytest.fixture
def way_out(ada):
    wants(ada)
    return reverse("nudges_stop", args=[addresses.stop_token(ada)])


def test_a_mail_program_stops_them_with_its_own_press(way_out):
    program = Client(enforce_csrf_checks=True)
    answer = program.post(way_out, {"List-Unsubscribe": "One-Click"})
    assert answer.status_code == 200
    assert Nudging.objects.get().email == ""


def test_a_person_stops_them_with_one_press_and_opening_alone_stops_nothing(way_out):
    person = Client(enforce_csrf_checks=True)
    assert "Send me no more of these" in person.get(way_out).content.decode()
    assert Nudging.objects.get().email == "ada@example.org"
    assert "Stopped." in person.post(way_out).content.decode()
    assert Nudging.objects.get().email == ""
    assert person.post(way_out).status_code == 200


def test_a_link_that_was_not_made_here_stops_nothing(ada, way_out):
    wrong = reverse("nudges_stop", args=[f"{ada.pk.hex}:forged"])
    assert Client().get(wrong).status_code == 410
    assert Client(enforce_csrf_checks=True).post(wrong).status_code == 403
    assert Nudging.objects.get().email == "ada@example.org"


def test_the_page_shows_no_address_and_no_name(way_out):
    text = Client().get(way_out).content.decode()
    assert "ada" not in text.lower().replace("adapt", "")
