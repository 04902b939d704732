"""A whole round of B12: invite, take, see, celebrate, thank, revoke."""

import re

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from tests.support import factories

from overture.server.accounts import invitations, sharing

pytestmark = pytest.mark.django_db


def text(answer):
    return answer.content.decode()


@pytest.mark.requirement(45, 64)
def test_b12_a_sister_is_invited_sees_celebrates_is_thanked_and_sees_nothing_after_it_is_revoked(
    ada, ada_client
):
    factories.attempt(ada, of=factories.own_step(ada, "Stayed to the end"), now=timezone.now())
    given = {"name": "Lena, my sister", "kind": "supporter", "thing": ["steps-done"], "make": "1"}
    made = text(ada_client.post(reverse("invite"), given))
    token = re.findall(r"/invited/([\w-]+)", made)[0]

    lena, her = factories.person("lena"), Client()
    her.force_login(lena)
    assert her.get(reverse("shared_with_me")).status_code == 404
    invitations.take(token=token, person=lena, now=timezone.now())

    page = text(her.get(reverse("shared_with_me"), follow=True))
    assert "Stayed to the end" in page
    celebrate = re.findall(r'href="(/close/[^"]+/celebrate/[^"]+)"', page)[0]
    her.post(celebrate, {"words": "To the END! I’m doing a small dance."})

    told = text(ada_client.get(reverse("people")))
    assert "To the END! I’m doing a small dance." in told
    answer = re.findall(r'action="(/people/said/[^"]+)"', told)[0]
    ada_client.post(answer, {"give": "thanks"})
    assert "Ada says thank you." in text(her.get(reverse("celebrations")))

    link = sharing.links_of(ada).get()
    ada_client.post(reverse("person", args=[link.pk]), {"until": ""})
    for address in (reverse("shared_page", args=[link.pk]), celebrate):
        assert her.get(address).status_code == 404
    assert "Stayed to the end" not in text(her.get(reverse("celebrations")))
    assert "Stayed to the end" not in text(her.get(reverse("shared_with_me")))
    looked = text(ada_client.get(reverse("who_looked")))
    assert "Lena" in looked
