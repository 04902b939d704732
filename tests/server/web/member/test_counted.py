"""The question whether one’s numbers are counted in: whole, off at first, to be changed."""

import pytest
from django.urls import reverse

from overture.server.accounts.models import Member
from overture.server.practice import sharing

pytestmark = pytest.mark.django_db


def page(client):
    return client.get(reverse("counted")).content.decode()


def test_it_says_what_is_agreed_to_and_begins_at_no(ada_client):
    assert "your answer is no" in page(ada_client)
    assert "No word of mine is read for it" in page(ada_client)


def test_a_yes_holds_until_it_is_taken_back(ada, ada_client):
    ada_client.post(reverse("counted"), {"answer": "yes"})
    assert sharing.agrees(ada)
    assert "your answer is yes" in page(ada_client)
    ada_client.post(reverse("counted"), {"answer": "no"})
    assert not sharing.agrees(ada)


def test_any_other_answer_changes_nothing(ada, ada_client):
    assert ada_client.post(reverse("counted"), {"answer": "perhaps"}).status_code == 200
    assert not ada.sharing_choices.exists()


def test_the_way_there_is_in_the_settings_of_adults_alone(ada, ada_client):
    way = reverse("counted")
    assert way in ada_client.get(reverse("settings")).content.decode()
    Member.objects.filter(pk=ada.pk).update(age=Member.Age.UNKNOWN)
    assert way not in ada_client.get(reverse("settings")).content.decode()
    assert ada_client.get(way).status_code == 404
    assert ada_client.post(way, {"answer": "yes"}).status_code == 404
    assert not ada.sharing_choices.exists()
