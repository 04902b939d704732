"""Words that a member types pass the safety screen; what was typed is saved all the same."""

from datetime import timedelta
from types import SimpleNamespace
from uuid import uuid4

import pytest
from django.urls import reverse
from django.utils import timezone
from tests.support import factories

from overture.server.practice.models import Outcome, Prediction, Review, Step
from overture.server.safeguarding import services as safeguarding
from overture.server.web.member import listening

pytestmark = pytest.mark.django_db

ASKED = "Before anything else, one question."


@pytest.fixture
def heard(monkeypatch) -> list[str]:
    """A screen that asks about every text, and what it was given."""
    given: list[str] = []

    def look(*, member, text, surface, now):
        given.append(text)
        if text == "No":
            return SimpleNamespace(next="none", reply=None)
        reply = SimpleNamespace(lines=(ASKED,), help_link=True, taps=("No",), card=None)
        return SimpleNamespace(next="question", reply=reply)

    monkeypatch.setattr(listening.safeguarding, "look", look)
    return given


def _asked(answer) -> bool:
    page = answer.content.decode()
    return ASKED in page and "What you wrote is saved" in page and reverse("help") in page


def test_an_answer_on_a_page_of_the_day_before_is_met_by_how_it_is_now(ada, ada_client):
    night, words = timezone.now() - timedelta(hours=12), "I want to kill myself"
    safeguarding.look(member=ada, text=words, surface="note", now=night)
    sent = {"tap": "Yes, or maybe", "words": words, "onward": reverse("steps")}
    page = ada_client.post(reverse("heard"), sent).content.decode()
    assert "how is that now" in page
    again = ada_client.post(reverse("heard"), {**sent, "tap": "Better"}).content.decode()
    assert "how is that now" not in again


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


def test_an_answer_goes_on_to_where_one_was_going(ada_client, heard):
    data = {"tap": "No", "words": "Go out", "onward": "/steps?said=planned"}
    assert ada_client.post(reverse("heard"), data).headers["Location"] == "/steps?said=planned"
    assert heard == ["No"]


def test_an_answer_in_words_is_heard_too(ada_client, heard):
    answer = ada_client.post(reverse("heard"), {"said": "I don’t know", "words": "Go out"})
    assert ASKED in answer.content.decode()
    assert heard == ["I don’t know"]


def test_no_answer_is_an_answer(ada_client, heard):
    answer = ada_client.post(reverse("heard"), {"said": " ", "onward": "/steps"})
    assert answer.headers["Location"] == "/steps"
    assert heard == []


@pytest.mark.parametrize("to", ["https://elsewhere.test/", "//elsewhere.test", "javascript:x", ""])
def test_nobody_is_sent_elsewhere(ada_client, heard, to):
    answer = ada_client.post(reverse("heard"), {"tap": "No", "onward": to})
    assert answer.headers["Location"] == reverse("today")


def test_the_real_screen_asks_and_takes_a_correction(ada_client):
    title = "I want to kill myself"
    page = ada_client.post(reverse("step_add"), {"title": title, "key": uuid4()}).content.decode()
    assert "I’m safe, I meant something else" in page
    assert reverse("help") in page
    assert Step.objects.get().title == title
    data = {"otherwise": "1", "words": title, "onward": "/steps"}
    corrected = ada_client.post(reverse("heard"), data).content.decode()
    assert "Thank you for saying so" in corrected
    assert "/steps" in corrected


def test_the_real_screen_lets_ordinary_words_pass(ada_client):
    data = {"title": "Say hello to Sam at the bus stop", "key": uuid4()}
    assert ada_client.post(reverse("step_add"), data).status_code == 302
