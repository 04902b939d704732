"""Words that a member types pass the safety screen; what was typed is saved all the same."""

from types import SimpleNamespace
from uuid import uuid4

import pytest
from django.urls import reverse
from tests.support import factories

from overture.server.practice.models import Outcome, Prediction, Review, Step
from overture.server.web.member import listening

pytestmark = pytest.mark.django_db

ASKED = "Before anything else, one question."


@pytest.fixture
def heard(monkeypatch) -> list[str]:
    """A screen that asks about every text, and what it was given."""
    given: list[str] = []

    def look(*, member, text, surface, now, region=""):
        given.append(text)
        reply = SimpleNamespace(lines=(ASKED,), help_link=True, taps=(), card=None)
        return SimpleNamespace(next="question", reply=reply)

    monkeypatch.setattr(listening.safeguarding, "look", look)
    return given


def _asked(answer) -> bool:
    page = answer.content.decode()
    return ASKED in page and "What you wrote is saved." in page and reverse("help") in page


def test_a_step_in_own_words_is_heard_and_kept(ada_client, heard):
    answer = ada_client.post(reverse("step_add"), {"title": "Go out", "key": uuid4()})
    assert _asked(answer)
    assert heard == ["Go out"]
    assert Step.objects.get().title == "Go out"


def test_a_feared_event_is_heard_and_kept(ada, ada_client, heard):
    attempt = factories.attempt(ada, outcome=None)
    Prediction.objects.all().delete()
    answer = ada_client.post(reverse("predict", args=[attempt.pk]), {"feared_words": "I freeze"})
    assert _asked(answer)
    assert Prediction.objects.get().feared_event == "I freeze"


def test_a_note_is_heard_and_kept(ada, ada_client, heard):
    attempt = factories.attempt(ada, outcome=None)
    answer = ada_client.post(reverse("outcome", args=[attempt.pk]), {"note": "She left"})
    assert _asked(answer)
    assert reverse("again", args=[attempt.pk]) in answer.content.decode()
    assert Outcome.objects.get().note == "She left"


def test_a_near_miss_is_heard_and_kept(ada, ada_client, heard):
    attempt = factories.attempt(ada)
    data = {"way": "Too many", "change": "own", "change_words": "Go at ten"}
    assert _asked(ada_client.post(reverse("near_miss", args=[attempt.pk]), data))
    assert heard == ["Too many\nGo at ten"]
    assert Review.objects.get().got_in_the_way == "Too many"


def test_taps_alone_are_not_screened(ada, ada_client, heard):
    attempt = factories.attempt(ada, outcome=None)
    ada_client.post(reverse("outcome", args=[attempt.pk]), {"anxiety": "3"})
    assert heard == []
