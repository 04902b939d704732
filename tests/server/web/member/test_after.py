"""The one question on its page: asked after a note or a step, answered or left, switched off."""

from uuid import uuid4

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from tests.support import factories
from tests.support.noticing import standing_still

from overture.content.after import kind_texts, questions
from overture.server.practice import after, logs
from overture.server.practice.models import Asked, LogChoice
from overture.server.practice.services import Happened

pytestmark = pytest.mark.django_db

KIND = [one.words for one in kind_texts().values()]


def html(client, address) -> str:
    return client.get(address).content.decode()


def switch_on(client):
    answer = client.post(reverse("log_choices"), {"asks": "on", "kind_words": "on"})
    assert answer.headers["Location"] == f"{reverse('log')}?said=chosen#choices"


def note_one(owner):
    now = timezone.now()
    return logs.keep_interaction(member=owner, who="friend", key=uuid4(), now=now)


def asked_after_noting(client, owner):
    answer = client.post(reverse("interaction", args=[note_one(owner).pk]), {"gave": "some"})
    return answer.headers["Location"]


def test_b10_after_a_noted_moment_one_question_is_asked_and_answered(ada, ada_client):
    assert asked_after_noting(ada_client, ada) == f"{reverse('log')}?said=kept"
    switch_on(ada_client)
    address = asked_after_noting(ada_client, ada)
    asked = Asked.objects.get()
    assert address == reverse("after", args=[asked.pk])
    assert questions()[asked.question].words in html(ada_client, address)
    answer = ada_client.post(address, {"words": "The way she laughed"})
    assert answer.headers["Location"] == f"{reverse('log')}?said=kept"
    asked.refresh_from_db()
    assert asked.words == "The way she laughed"
    assert "The way she laughed" in html(ada_client, reverse("export_html"))


def test_not_now_costs_nothing_and_it_is_not_asked_again(ada, ada_client):
    switch_on(ada_client)
    address = asked_after_noting(ada_client, ada)
    answer = ada_client.post(address, {"skip": "1", "words": "half a thought"})
    assert answer.headers["Location"] == f"{reverse('log')}?said=kept"
    assert Asked.objects.get().words == ""
    assert asked_after_noting(ada_client, ada) == f"{reverse('log')}?said=kept"


def test_a_step_that_was_done_leads_over_one_question_to_the_record(ada, ada_client):
    switch_on(ada_client)
    done = factories.attempt(ada, of=factories.own_step(ada), now=timezone.now())
    answer = ada_client.post(reverse("again", args=[done.pk]), {"skip": "1"})
    asked = Asked.objects.get()
    assert asked.attempt_id == done.pk
    assert answer.headers["Location"] == reverse("after", args=[asked.pk])
    answer = ada_client.post(answer.headers["Location"], {"skip": "1"})
    assert answer.headers["Location"] == reverse("record")
    answer = ada_client.post(reverse("again", args=[done.pk]), {"skip": "1"})
    assert answer.headers["Location"] == reverse("record")


def test_where_the_screen_spoke_no_question_follows(ada, ada_client):
    switch_on(ada_client)
    sent = {"note": "I want to kill myself"}
    answer = ada_client.post(reverse("interaction", args=[note_one(ada).pk]), sent)
    assert answer.status_code == 200
    assert "What you wrote is saved" in answer.content.decode()
    assert not Asked.objects.exists()


def test_an_answer_that_is_too_long_comes_back_as_it_was_typed(ada, ada_client):
    switch_on(ada_client)
    address = asked_after_noting(ada_client, ada)
    answer = ada_client.post(address, {"words": "x" * 301})
    assert answer.status_code == 422
    assert "x" * 301 in answer.content.decode()


def test_b9_a_kind_line_stands_at_a_near_miss_one_at_most_and_can_be_switched_off(ada, ada_client):
    missed = factories.attempt(ada, outcome=Happened(reach="stopped"), now=timezone.now())
    address = reverse("near_miss", args=[missed.pk])
    page = html(ada_client, address)
    assert sum(words in page for words in KIND) == 1
    switch_on(ada_client)
    ada_client.post(reverse("log_choices"), {"asks": "on"})
    assert LogChoice.objects.get().kind_words is False
    assert not any(words in html(ada_client, address) for words in KIND)


def test_b11_a_kind_line_stands_beside_the_card_that_says_that_things_stand_still(ada, ada_client):
    standing_still(ada, timezone.localtime())
    page = html(ada_client, reverse("today"))
    assert "still expected to be hard" in page
    assert sum(words in page for words in KIND) == 1


def test_a_stranger_finds_no_question(ada, ada_client, di_client):
    switch_on(ada_client)
    address = asked_after_noting(ada_client, ada)
    assert di_client.get(address).status_code == 404
    assert di_client.post(address, {"words": "mine"}).status_code == 404
    assert Asked.objects.get().words == ""
    di_client.post(reverse("log_choices"), {})
    assert after.choices_of(ada).asks


def test_without_a_space_the_question_leads_to_the_start(ada, ada_client):
    switch_on(ada_client)
    address = asked_after_noting(ada_client, ada)
    assert Client().get(address).headers["Location"] == reverse("welcome")
