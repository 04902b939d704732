"""The log: one tap for a word, three for a moment with somebody, and two weeks in words first."""

import re
from datetime import timedelta
from uuid import uuid4

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from tests.support import factories

from overture.content.feelings import feelings
from overture.server.practice import logs
from overture.server.practice.models import FeltWord, Interaction

pytestmark = pytest.mark.django_db

NEW = ["log", "log_met"]


def page_of(client, name="log", *args, **given) -> str:
    return client.get(reverse(name, args=args), given).content.decode()


def kept(owner, feeling="restless", ago=0):
    at = timezone.now() - timedelta(days=ago)
    return logs.keep_word(member=owner, feeling=feeling, key=uuid4(), now=at)


def noted(owner, ago=0, **given):
    at = timezone.now() - timedelta(days=ago)
    details = {"who": "friend", "key": uuid4()} | given
    return logs.keep_interaction(member=owner, now=at, **details)


def test_two_words_of_one_page_are_two_and_a_double_tap_is_one(ada, ada_client):
    key = uuid4()
    for feeling in ("calm", "restless", "restless"):
        ada_client.post(reverse("log_word"), {"feeling": feeling, "key": key})
    assert sorted(word.feeling for word in ada.felt_words.all()) == ["calm", "restless"]


def test_b10_one_tap_keeps_a_word_and_a_second_adds_one(ada_client):
    assert "Nothing noted, and nothing is missing." in page_of(ada_client)
    sent = {"feeling": "restless", "key": uuid4()}
    for _ in range(2):
        answer = ada_client.post(reverse("log_word"), sent, follow=True)
    word = FeltWord.objects.get()
    page = answer.content.decode()
    assert answer.redirect_chain[-1][0] == reverse("felt_word", args=[word.pk])
    assert "Kept. You can leave it at that." in page
    assert feelings()["restless"].means in page
    ada_client.post(
        reverse("felt_word", args=[word.pk]), {"second": "curious", "note": "Rain all day"}
    )
    page = page_of(ada_client)
    assert "Restless, curious" in page
    assert "Rain all day" in page


def test_every_word_stands_on_the_page_and_none_is_called_good_or_bad(ada_client):
    page = page_of(ada_client)
    for feeling in feelings().values():
        assert f'name="feeling" value="{feeling.id}"' in page
    words = page.split("<main")[1].lower()
    assert "negative" not in words
    assert " bad" not in words


def test_a_word_that_there_is_not_keeps_nothing(ada_client):
    answer = ada_client.post(reverse("log_word"), {"feeling": "blissful"})
    assert answer.headers["Location"] == reverse("log")
    word = ada_client.post(reverse("log_word"), {"feeling": "calm"}).headers["Location"]
    ada_client.post(word, {"second": "blissful", "note": "x"})
    assert FeltWord.objects.get().second == ""


def test_b10_a_moment_with_somebody_is_kept_with_two_taps_and_the_rest_is_left(ada_client):
    sent = {"who": "stranger", "long": "moment", "key": uuid4()}
    for _ in range(2):
        answer = ada_client.post(reverse("log_met"), sent, follow=True)
    moment = Interaction.objects.get()
    assert (moment.who, moment.long, moment.felt) == ("stranger", "moment", None)
    assert "A stranger, a moment." in answer.content.decode()
    warm = {"gave": "some", "came_back": "much", "note": "She held the door"}
    answer = ada_client.post(reverse("interaction", args=[moment.pk]), warm, follow=True)
    moment.refresh_from_db()
    assert (moment.gave, moment.came_back, moment.note) == ("some", "much", "She held the door")
    assert "She held the door" in answer.content.decode()


@pytest.mark.parametrize(
    ("sent", "said"),
    [
        ({}, "Tap who it was with first."),
        ({"who": "cat"}, "one of the answers here"),
        ({"who": "friend", "long": "ages"}, "one of the answers here"),
        ({"who": "friend", "felt": "11"}, "one of the answers here"),
    ],
)
def test_what_cannot_be_kept_says_what_to_do(ada_client, sent, said):
    answer = ada_client.post(reverse("log_met"), sent)
    assert answer.status_code == 422
    assert said in answer.content.decode()
    assert not Interaction.objects.exists()


@pytest.mark.parametrize("name", ["felt_word", "interaction"])
def test_a_note_that_is_too_long_comes_back_as_it_was_typed(ada, ada_client, name):
    entry = kept(ada) if name == "felt_word" else noted(ada)
    answer = ada_client.post(reverse(name, args=[entry.pk]), {"note": "x" * 301})
    assert answer.status_code == 422
    assert "x" * 301 in answer.content.decode()
    entry.refresh_from_db()
    assert entry.note == ""


@pytest.mark.parametrize("name", ["felt_word", "interaction"])
def test_a_note_can_be_changed_and_emptied_on_the_page_that_shows_it(ada, ada_client, name):
    entry = kept(ada) if name == "felt_word" else noted(ada)
    address = reverse(name, args=[entry.pk])
    ada_client.post(address, {"note": "Rain all day"})
    shown = page_of(ada_client, name, entry.pk)
    carried = dict.fromkeys(re.findall(r'type="hidden" name="(had_\w+)"', shown), "1")
    for note in ("Rain till noon", ""):
        ada_client.post(address, {"note": note, **carried})
        entry.refresh_from_db()
        assert entry.note == note


def test_a_page_from_before_a_note_was_written_does_not_empty_it(ada, ada_client):
    entry = kept(ada)
    address = reverse("felt_word", args=[entry.pk])
    assert "had_note" not in page_of(ada_client, "felt_word", entry.pk)
    ada_client.post(address, {"note": "Rain all day"})
    ada_client.post(address, {"note": "", "second": "curious"})
    entry.refresh_from_db()
    assert (entry.second, entry.note) == ("curious", "Rain all day")


def test_a_word_that_was_taken_out_says_so_on_its_page(ada, ada_client):
    entry = kept(ada)
    assert "Take it out" in page_of(ada_client, "felt_word", entry.pk)
    ada_client.post(reverse("felt_word", args=[entry.pk]), {"do": "out"})
    assert "Put it back" in page_of(ada_client, "felt_word", entry.pk)


def test_an_entry_is_taken_out_and_put_back(ada, ada_client):
    for name, entry in (("felt_word", kept(ada)), ("interaction", noted(ada))):
        address = reverse(name, args=[entry.pk])
        out = ada_client.post(address, {"do": "out"}, follow=True).content.decode()
        assert "Taken out." in out
        assert f'action="{address}"' in out
        assert "Put it back" in out
        entry.refresh_from_db()
        assert entry.taken_out_at
        ada_client.post(address, {"do": "back"})
        entry.refresh_from_db()
        assert entry.taken_out_at is None


def test_two_weeks_are_told_in_words_before_they_are_drawn(ada, ada_client):
    for ago in range(4):
        kept(ada, ago=ago)
    assert "Four words. Too few to call it a pattern." in page_of(ada_client)
    kept(ada, "calm", ago=5)
    kept(ada, "sad", ago=20)
    page = page_of(ada_client)
    assert page.index("Five words. More than once: restless.") < page.index('<svg class="chart"')
    assert page.index('<svg class="chart"') < page.index("<table")
    assert "Sad" not in page.split("<table")[1]


def test_a_step_told_today_is_asked_about_so_that_it_counts_once(ada, ada_client):
    assert "Is this the same moment?" not in page_of(ada_client, "log_met")
    step = factories.own_step(ada, "Ring Sam")
    factories.attempt(ada, of=step, now=timezone.now())
    page = page_of(ada_client, "log_met")
    assert "Ring Sam" in page
    assert "Is this the same moment?" in page
    ada_client.post(reverse("log_met"), {"who": "phone", "was_a_step": "yes"})
    assert Interaction.objects.get().was_a_step


def test_b5_the_record_tells_of_warmth_both_ways_from_five_moments_on(ada, ada_client, di_client):
    for place in range(5):
        if place == 4:
            assert "Warmth, given and returned" not in page_of(ada_client, "record")
        moment = noted(ada)
        logs.add_to_interaction(interaction=moment, gave="some", came_back="much")
    page = page_of(ada_client, "record")
    assert "as much warmth came back as you gave in none, more in five" in page
    assert "Warmth, given and returned" not in page_of(di_client, "record")


@pytest.mark.parametrize("name", ["today", "record", "steps"])
def test_every_place_has_one_way_to_the_log(ada_client, name):
    assert f'href="{reverse("log")}' in page_of(ada_client, name)


@pytest.mark.parametrize("name", NEW)
def test_without_a_space_the_pages_lead_to_the_start(db, name):
    assert Client().get(reverse(name)).headers["Location"] == reverse("welcome")


@pytest.mark.parametrize("name", ["felt_word", "interaction"])
def test_a_stranger_finds_no_entry(ada, di_client, name):
    entry = kept(ada) if name == "felt_word" else noted(ada)
    address = reverse(name, args=[entry.pk])
    assert di_client.get(address).status_code == 404
    assert di_client.post(address, {"do": "out"}).status_code == 404
    entry.refresh_from_db()
    assert entry.taken_out_at is None
    assert di_client.get(reverse("log"), {"out": entry.pk}).content.decode().count("Put it") == 0


def test_the_copy_to_read_holds_the_log(ada, ada_client):
    kept(ada)
    noted(ada, felt=7, long="minutes")
    page = page_of(ada_client, "export_html")
    assert "restless" in page
    assert "A friend, some minutes, felt 7" in page
