"""Words that a page sends back, as too long or half filled in, pass the screen all the same."""

from uuid import uuid4

import pytest
from django.urls import reverse
from tests.support import factories

from overture.server.accounts.models import Member
from overture.server.conversations.models import Turn
from overture.server.safeguarding import review

pytestmark = [pytest.mark.django_db, pytest.mark.requirement(15)]

RISK = "I'm going to kill myself tonight. "
LONG = "The bus was late and then it rained. " * 120


@pytest.fixture
def ada(ada):
    ada.region = "GB"
    ada.save()
    return ada


def said(client, text, *, where="cue_say", script=False, **at):
    headers = {"X-Overture": "talk"} if script else {}
    sent = {"said": text, "key": uuid4()}
    return client.post(reverse(where, kwargs=at or None), sent, headers=headers)


@pytest.mark.parametrize("text", [RISK + LONG, LONG + RISK])
def test_a_message_that_is_too_long_is_answered_by_the_protocol(ada, ada_client, text):
    answer = said(ada_client, text)
    page = answer.content.decode()
    assert answer.status_code == 413
    assert "Please ring 999 now" in page
    assert "longer than" not in page
    assert LONG.strip()[:200] in page
    assert ada.risk_events.count() == 1
    assert not Turn.objects.exists()


def test_in_a_scene_it_is_as_well(ada, ada_client):
    scene = factories.scene(ada)
    answer = said(ada_client, RISK + LONG, where="scene_say", attempt_id=scene.attempt_id)
    assert "Please ring 999 now" in answer.content.decode()


def test_the_script_is_refused_so_that_the_page_comes_and_it_is_screened_once(ada, ada_client):
    assert said(ada_client, RISK + LONG, script=True).status_code == 403
    assert not ada.risk_events.exists()
    assert said(ada_client, LONG, script=True).status_code == 413


def test_a_form_that_is_sent_back_is_no_way_past_the_screen(ada, ada_client):
    answer = ada_client.post(reverse("step_add"), {"title": RISK * 20, "key": uuid4()})
    page = answer.content.decode()
    assert answer.status_code == 422
    assert "Please ring 999 now" in page
    assert RISK.strip().replace("'", "&#x27;") in page


def test_words_without_a_sign_come_back_on_their_own_page(ada, ada_client):
    page = said(ada_client, LONG).content.decode()
    assert "longer than Cue can take in at once" in page
    assert not ada.risk_events.exists()


def test_the_words_that_open_a_space_are_read_by_nobody(ada, ada_client):
    review.say(member=Member.objects.get(pk=ada.pk), yes=True, now=factories.NOW)
    answer = ada_client.post(reverse("come_back"), {"words": RISK})
    assert answer.status_code == 422
    assert not ada.review_items.exists()
