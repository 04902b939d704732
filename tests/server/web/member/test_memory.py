"""The memory page: what is there, from where, and how it is changed or struck out."""

from uuid import uuid4

import pytest
from django.urls import reverse
from django.utils import timezone
from tests.support import factories

from overture.server.conversations import memory, services
from overture.server.conversations.models import Memory
from overture.server.web.words import day_words

pytestmark = pytest.mark.django_db
NOW = timezone.now()


def _note(member, words="My sister is called Mia", **more) -> Memory:
    return memory.remember(member=member, words=words, key=uuid4(), now=NOW, **more)


def _text(answer) -> str:
    return answer.content.decode()


def test_an_empty_page_says_that_nothing_is_missing(ada_client):
    assert "nothing is missing" in _text(ada_client.get(reverse("memory")))


def test_a_note_shows_its_source_and_its_date(ada, ada_client):
    talk = services.open_talk(member=ada, now=NOW)
    told = factories.turn(talk, "my sister is called Mia, from Hull")
    _note(ada, source=told, asked=True)
    day = day_words(timezone.localdate(told.created_at), timezone.localdate(NOW))
    page = _text(ada_client.get(reverse("memory")))
    assert "my sister is called Mia, from Hull" in page
    assert f"You said, {day}" in page
    assert "Kept today" in page
    assert "remembers</dt><dd>1</dd>" in _text(ada_client.get(reverse("settings")))
    services.erase_talks(member=ada, now=NOW)
    page = _text(ada_client.get(reverse("memory")))
    assert "From a talk that you erased" in page
    assert "from Hull" not in page


def test_a_note_is_written_once_and_screened(ada, ada_client):
    data = {"words": " Choir \n practice ", "weekday": "1", "key": uuid4()}
    for _ in range(2):
        answer = ada_client.post(reverse("memory"), data)
        assert answer.headers["Location"] == "/memory?said=kept"
    assert Memory.objects.get().words == "Choir practice"
    page = _text(ada_client.get("/memory?said=kept"))
    assert "Every Tuesday" in page
    assert "You wrote it here" in page
    heard = ada_client.post(reverse("memory"), {"words": "I want to kill myself", "key": uuid4()})
    assert heard.status_code == 200
    assert "What you wrote is saved" in _text(heard)


@pytest.mark.parametrize(
    ("words", "weekday"), [("", ""), ("x" * 201, ""), ("Choir", "9"), ("\x00", "")]
)
def test_what_cannot_be_kept_is_said_and_shown_again(ada_client, words, weekday):
    answer = ada_client.post(reverse("memory"), {"words": words, "weekday": weekday})
    assert answer.status_code == 422
    assert 'role="alert"' in _text(answer)
    assert not Memory.objects.exists()
    assert words.replace("\x00", "") in _text(answer)


def test_a_full_page_keeps_what_was_typed(ada, ada_client, monkeypatch):
    monkeypatch.setattr(memory, "MOST", 0)
    answer = ada_client.post(reverse("memory"), {"words": "I keep hens", "key": uuid4()})
    assert answer.status_code == 422
    assert "Strike one out first" in _text(answer)
    assert "I keep hens" in _text(answer)


def test_a_note_is_changed_and_struck_out(ada, ada_client):
    note = _note(ada)
    one = reverse("memory_note", args=[note.pk])
    assert "My sister is called Mia" in _text(ada_client.get(one))
    assert ada_client.post(one, {"words": ""}).status_code == 422
    assert ada_client.post(one, {"words": "Mia is a friend", "weekday": "4"}).status_code == 302
    page = _text(ada_client.get(reverse("memory")))
    assert "Mia is a friend" in page
    assert "changed since" in page
    gone = reverse("memory_strike_out", args=[note.pk])
    for _ in range(2):
        assert ada_client.post(gone).headers["Location"] == "/memory?said=gone"
    assert not Memory.objects.exists()


def test_a_stranger_finds_no_note(ada, di_client):
    note = _note(ada)
    one = reverse("memory_note", args=[note.pk])
    assert di_client.get(one).status_code == di_client.post(one, {"words": "x"}).status_code == 404
    di_client.post(reverse("memory_strike_out", args=[note.pk]))
    assert Memory.objects.get().words == "My sister is called Mia"
    assert "Mia" not in _text(di_client.get(reverse("memory")))
