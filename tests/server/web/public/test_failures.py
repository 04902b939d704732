"""What went wrong is told, and what was typed is shown again."""

import pytest
from django.db import OperationalError
from django.test import Client
from django.urls import reverse

pytestmark = pytest.mark.django_db

WORDS = "<b>Say hello to Sam</b>"
SHOWN = "&lt;b&gt;Say hello to Sam&lt;/b&gt;"


@pytest.fixture
def full(monkeypatch):
    """A database that can be read and not written, as on a full disk."""

    def refuse(**_):
        message = "database or disk is full"
        raise OperationalError(message)

    for name in ("practice.services.plan_own_step", "conversations.services.answer_turn"):
        monkeypatch.setattr(f"overture.server.{name}", refuse)
    monkeypatch.setattr("overture.server.accounts.services.seen", refuse)


def test_a_full_disk_is_told_and_the_words_stay(ada_client, full):
    page = ada_client.post(reverse("step_add"), {"title": WORDS, "key": "k"})
    assert page.status_code == 503
    assert "Nothing can be kept just now" in page.content.decode()
    assert SHOWN in page.content.decode()


def test_a_full_disk_is_told_to_a_talk_in_a_sentence(ada_client, full):
    told = ada_client.post(reverse("cue_say"), {"said": WORDS}, headers={"X-Overture": "talk"})
    assert told.status_code == 503
    assert "Your words are still here" in told.content.decode()
    assert told.headers["Content-Type"].startswith("text/plain")


def test_pages_can_still_be_read_from_a_full_disk(ada_client, full):
    assert ada_client.get(reverse("steps")).status_code == 200


def test_words_sent_to_a_space_that_is_closed_are_shown_again(db):
    page = Client().post(reverse("step_add"), {"title": WORDS})
    assert page.status_code == 403
    assert SHOWN in page.content.decode()


@pytest.mark.parametrize(
    ("came_from", "again"),
    [
        ("http://testserver/cue", "/cue"),
        ("http://testserver//elsewhere.example/cue", "/elsewhere.example/cue"),
        ("http://elsewhere.example/cue", "/cue/say"),
        ("", "/cue/say"),
    ],
)
def test_the_way_back_is_the_page_of_the_form_and_never_elsewhere(db, came_from, again):
    page = Client().post(reverse("cue_say"), {"said": WORDS}, headers={"Referer": came_from})
    assert f'href="{again}"' in page.content.decode()


def test_another_fault_shows_the_words_too(ada_client, monkeypatch):
    def broken(**_):
        raise RuntimeError

    monkeypatch.setattr("overture.server.practice.services.plan_own_step", broken)
    ada_client.raise_request_exception = False
    page = ada_client.post(reverse("step_add"), {"title": WORDS})
    assert page.status_code == 500
    assert SHOWN in page.content.decode()
