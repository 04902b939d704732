"""The page behind the link of a message: only a press is a receipt, and it shows what it must."""

import re

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from tests.support import factories

from overture.server.safeguarding import alerts, contacts, outbox
from overture.server.safeguarding.models import Alert, Contact

pytestmark = [pytest.mark.django_db, pytest.mark.requirement(27)]


def text(answer):
    return answer.content.decode()


@pytest.fixture
def link(ada, monkeypatch):
    """The address that Mia was sent, with words of Ada's."""
    monkeypatch.setattr(outbox, "by_mail", lambda *_, **__: None)
    now = timezone.now()
    mia = factories.contact(ada, now=now)
    alert = factories.alert(ada, mia, now=now, excerpt="Marmalade on the stair")
    outbox.run_due(clock=lambda: now)
    return reverse("seen", args=[alerts.token_of(alert.deliveries.get())])


def test_opening_the_link_is_not_seeing_it(link):
    page = text(Client().get(link))
    assert "Marmalade on the stair" in page
    assert "I have seen this" in page
    assert Alert.objects.get().deliveries.get().status == "sent"


def test_the_press_counts_once_and_the_words_are_not_shown_again(link):
    visitor = Client()
    for _ in range(2):
        page = text(visitor.post(link, follow=True))
        assert "You said that you have seen this" in page
        assert "Marmalade" not in page
    assert Alert.objects.get().deliveries.get().status == "seen"


@pytest.mark.requirement(28, 29)
def test_the_page_tells_a_helper_what_to_do_and_nothing_more_of_the_member(ada, link):
    page = text(Client().get(link))
    assert "Get in touch before you know what to say." in page
    assert str(ada.pk) not in page
    assert "mia@example.org" not in page
    assert not re.search(r"\b(acute|concern|score|risk)\b", page, re.IGNORECASE)


def test_a_helper_can_say_that_they_want_no_more(link):
    page = text(Client().post(link, {"refuse": "1"}))
    assert "No more messages from Ada" in page
    assert Client().get(link).status_code == 410
    assert Contact.objects.get().refused_at


def test_a_link_that_is_made_up_or_over_says_what_to_do_all_the_same(ada, link):
    mia = Contact.objects.get()
    contacts.remove(contact=mia, now=timezone.now())
    for address in (link, reverse("seen", args=["made-up"])):
        answer = Client().get(address)
        assert answer.status_code == 410
        assert "get in touch with them all the same" in text(answer)


def test_the_press_needs_its_token(link):
    assert Client(enforce_csrf_checks=True).post(link).status_code == 403
    assert Alert.objects.get().deliveries.get().seen_at is None
