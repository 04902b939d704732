"""Taking an invitation: who invites, to what, and with what it is taken."""

import pytest
from django.test import Client
from django.urls import reverse
from tests.support import factories
from tests.support.factories import NOW
from tests.support.signing import signed_in

from overture.server.accounts import invitations, people, sharing
from overture.server.accounts.models import Person

pytestmark = pytest.mark.django_db

NEW = {"handle": "cy.m", "password1": "otter bench lantern", "password2": "otter bench lantern"}


def text(answer):
    return answer.content.decode()


def opened(client, token):
    answer = client.get(reverse("invited_by", args=[token]))
    assert answer.headers["Location"] == reverse("invited")
    return client


@pytest.fixture
def token(ada, monkeypatch):
    monkeypatch.setattr("django.utils.timezone.now", lambda: NOW)
    given = {"kind": "supporter", "called": "Cy", "things": ["steps-done"]}
    return invitations.from_member(member=ada, now=NOW, **given)[1]


def test_somebody_close_makes_an_account_and_takes_it(ada, token):
    client = opened(Client(), token)
    page = text(client.get(reverse("invited")))
    assert "Ada invites you" in page
    assert token not in page
    client.post(reverse("invited"))  # without an account nothing is taken
    there = reverse("invited")
    answer = client.post(reverse("account_signup"), {**NEW, "next": there})
    assert answer.headers["Location"] == there
    cy = Person.objects.get()
    assert not sharing.linked_to(cy, "supporter").exists()
    assert "That worked" in text(client.post(there))
    (link,) = sharing.linked_to(cy, "supporter")
    assert sharing.shared(link, NOW) == {"steps-done"}


def test_a_member_without_a_name_is_not_named(ada, token):
    ada.name = ""
    ada.save()
    page = text(opened(Client(), token).get(reverse("invited")))
    assert "You are invited" in page


def test_it_is_taken_once_and_the_next_reads_why_not(ada, cy, token):
    signed = signed_in(cy)
    opened(signed, token).post(reverse("invited"))
    late = opened(Client(), token).get(reverse("invited"))
    assert late.status_code == 404
    assert "each works once" in text(late)


def test_one_that_never_was_says_the_same(db):
    assert opened(Client(), "nonsense").get(reverse("invited")).status_code == 404


def test_somebody_who_is_no_clinician_reads_why_it_cannot_be_taken(ada, cy, monkeypatch):
    monkeypatch.setattr("django.utils.timezone.now", lambda: NOW)
    _, token = invitations.from_member(member=ada, kind="clinician", now=NOW)
    answer = opened(signed_in(cy), token).post(reverse("invited"))
    assert answer.status_code == 409
    assert "a clinician whom this service knows" in text(answer)
    assert invitations.by_token(token, NOW)


def test_a_clinicians_invitation_is_taken_with_a_space(ada, ada_client, bo, monkeypatch):
    monkeypatch.setattr("django.utils.timezone.now", lambda: NOW)
    _, token = invitations.from_person(person=bo, kind="member", now=NOW)
    assert "taken with a space of yours" in text(opened(Client(), token).get(reverse("invited")))
    opened(ada_client, token).post(reverse("invited"))
    assert sharing.links_of(ada).get().person == bo


def test_the_first_operator_comes_by_a_link_of_the_machine(db):
    _, token = invitations.from_machine(kind="operator", called="Oz", now=NOW)
    made = invitations.by_token(token, NOW)
    assert made
    oz = factories.person("oz")
    invitations.take(token=token, person=oz, now=NOW)
    assert people.has_role(oz, "operator")
    with pytest.raises(ValueError, match="machine"):
        invitations.from_machine(kind="supporter", now=NOW)
