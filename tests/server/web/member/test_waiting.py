"""What was written without a connection and is sent later by the device."""

from datetime import timedelta
from uuid import uuid4

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from tests.support import factories

from overture.content.feelings import feelings
from overture.server.practice.models import Attempt, Day, Outcome

GRAVE = "I want to die, I am going to kill myself tonight."


def ago(**much):
    return timezone.now() - timedelta(**much)


@pytest.fixture
def attempt(ada):
    step = factories.own_step(ada, "Ask Amina how her week was")
    return factories.attempt(ada, of=step, outcome=None, now=ago(hours=1))


def sent(client, name, *args, at, **fields):
    return client.post(reverse(name, args=args), {**fields, "written": at.isoformat()})


def test_a_token_is_given_for_ones_own_space_alone(ada_client, di_client):
    adas, dis = (one.get(reverse("waiting_token")).json() for one in (ada_client, di_client))
    assert adas["space"] == ada_client.get(reverse("today")).headers["Overture-Space"]
    assert adas["space"] != dis["space"]
    assert Client().get(reverse("waiting_token")).status_code == 302


@pytest.mark.django_db
def test_with_its_token_an_entry_is_taken(ada, attempt, ada_client):
    device = Client(enforce_csrf_checks=True)
    device.cookies = ada_client.cookies
    address, given = reverse("outcome", args=[attempt.pk]), {"reach": "done", "note": "It went."}
    assert device.post(address, given).status_code == 403
    token = device.get(reverse("waiting_token")).json()["token"]
    assert device.post(address, {**given, "csrfmiddlewaretoken": token}).status_code == 302
    assert Outcome.objects.get(attempt=attempt).note == "It went."


def test_not_this_time_is_kept_as_of_when_it_was_written(ada_client, attempt):
    Attempt.objects.filter(pk=attempt.pk).update(begun_at=ago(days=3))
    at = ago(days=2)
    sent(ada_client, "not_this_time", attempt.pk, at=at)
    assert Outcome.objects.get(attempt=attempt).at == at


def test_a_step_that_was_done_is_begun_as_of_when_it_was_written(ada, ada_client):
    at = ago(days=2)
    sent(ada_client, "step_did", factories.own_step(ada).pk, at=at)
    assert Attempt.objects.get().begun_at == at


def test_what_happened_is_kept_as_of_when_it_was_written(ada, ada_client, attempt):
    Attempt.objects.filter(pk=attempt.pk).update(begun_at=ago(days=3))
    at = ago(days=2)
    sent(ada_client, "outcome", attempt.pk, at=at, reach="done", note="She asked me back.")
    assert Outcome.objects.get(attempt=attempt).at == at


@pytest.mark.parametrize("hours", [-5, 24 * 40])
def test_a_clock_that_cannot_be_right_is_not_believed(ada, ada_client, attempt, hours):
    Attempt.objects.filter(pk=attempt.pk).update(begun_at=ago(days=90))
    sent(ada_client, "outcome", attempt.pk, at=ago(hours=hours), reach="done")
    assert abs(Outcome.objects.get(attempt=attempt).at - timezone.now()) < timedelta(minutes=2)


def test_an_entry_that_comes_twice_is_kept_once(ada, ada_client, attempt):
    for _ in range(2):
        answer = sent(ada_client, "outcome", attempt.pk, at=ago(minutes=1), reach="done", note="A")
        assert answer.status_code == 302
    assert Outcome.objects.filter(attempt=attempt).count() == 1


@pytest.mark.requirement(17)
def test_where_the_answer_was_lost_on_the_way_grave_words_are_answered_again(
    ada, ada_client, attempt
):
    for _ in range(2):
        answer = sent(
            ada_client, "outcome", attempt.pk, at=ago(minutes=1), reach="done", note=GRAVE
        )
        assert answer.status_code == 200
        assert "data-safety-first" in answer.content.decode()
    assert Outcome.objects.filter(attempt=attempt).count() == 1


def test_room_for_people_is_that_of_the_day_on_which_it_was_said(ada, ada_client):
    sent(ada_client, "today_room", at=ago(days=1), room="plenty")
    kept = Day.objects.get(member=ada)
    assert kept.day == timezone.localdate(ago(days=1))
    sent(ada_client, "today_room", at=timezone.now(), room="a little")
    assert {day.room for day in Day.objects.filter(member=ada)} == {"plenty", "a little"}


def test_a_word_is_kept_as_of_when_it_was_felt(ada, ada_client):
    feeling, at, key = next(iter(feelings())), ago(hours=5), uuid4()
    for _ in range(2):
        sent(ada_client, "log_word", at=at, feeling=feeling, key=str(key))
    assert [word.at for word in ada.felt_words.all()] == [at]


def test_the_list_is_filled_in_by_the_browser_alone(ada_client):
    page = ada_client.get(reverse("waiting")).content.decode()
    assert "Nothing waits here." in page
