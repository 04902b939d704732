"""What was written without a connection and is sent later by the device."""

from datetime import timedelta
from uuid import uuid4

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from tests.support import factories

from overture.content.feelings import feelings
from overture.server.practice.models import Attempt, Day, Outcome, ToldAgain

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


def test_what_was_told_online_already_is_kept_beside_it_and_said(ada, ada_client, attempt):
    address = reverse("outcome", args=[attempt.pk])
    ada_client.post(address, {"reach": "done", "anxiety": "4", "note": "In one line."})
    late = {"reach": "done", "anxiety": "6", "note": "On the train I wrote it down in full."}
    for _ in range(2):
        answer = sent(ada_client, "outcome", attempt.pk, at=ago(minutes=30), **late)
        assert answer.headers["Location"] == reverse("told_again", args=[attempt.pk])
    assert Outcome.objects.get().note == "In one line."
    kept = ToldAgain.objects.get()
    assert (kept.anxiety, kept.note) == (6, "On the train I wrote it down in full.")
    shown = ada_client.get(answer.headers["Location"])
    assert shown.headers["Overture-Then"] == "See both"
    for words in ("In one line.", "On the train I wrote it down in full.", "Both are kept."):
        assert words in shown.content.decode()


def test_grave_words_in_a_second_telling_are_answered_and_kept(ada, ada_client, attempt):
    ada_client.post(reverse("outcome", args=[attempt.pk]), {"reach": "done"})
    answer = sent(ada_client, "outcome", attempt.pk, at=ago(minutes=5), reach="done", note=GRAVE)
    assert "data-safety-first" in answer.content.decode()
    assert ToldAgain.objects.get().note == GRAVE


def test_a_second_page_with_nothing_new_in_it_leads_on_as_before(ada, ada_client, attempt):
    address = reverse("outcome", args=[attempt.pk])
    ada_client.post(address, {"reach": "done", "anxiety": "4", "note": "It went."})
    answer = ada_client.post(address, {"reach": "started", "anxiety": "4"})
    assert answer.headers["Location"] == reverse("again", args=[attempt.pk])
    assert not ToldAgain.objects.exists()


def test_what_was_told_twice_is_in_both_copies_of_everything(ada, ada_client, attempt):
    address = reverse("outcome", args=[attempt.pk])
    ada_client.post(address, {"reach": "done"})
    ada_client.post(address, {"reach": "done", "note": "She waved back."})
    tables = ada_client.get(reverse("export_json")).json()["tables"]
    assert [row["note"] for row in tables["outcomes_told_again"]] == ["She waved back."]
    assert "She waved back." in ada_client.get(reverse("export_html")).content.decode()


def test_where_nothing_was_told_twice_there_is_no_page_of_it(ada_client, attempt):
    answer = ada_client.get(reverse("told_again", args=[attempt.pk]))
    assert answer.headers["Location"] == reverse("outcome", args=[attempt.pk])


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
