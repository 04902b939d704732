"""Looking back at a scene: short, in the member's own words, and it closes."""

import pytest
from django.test import Client
from django.urls import reverse
from tests.support import factories
from tests.support.factories import NOW

from overture.server.conversations import services as conversations
from overture.server.conversations.models import Conversation
from overture.server.practice import services as practice
from overture.server.practice.models import Attempt
from overture.server.practice.services import Happened
from overture.server.safeguarding.models import RiskEvent

pytestmark = pytest.mark.django_db

ASK = "Hello, I think you have got my parcel"
MARKUP = "<b>bold</b><script>alert(1)</script>"


@pytest.fixture
def scene(ada) -> Conversation:
    """A scene of Ada's that was stopped after a line, and what happened noted."""
    opened = factories.scene(ada)
    factories.turn(opened, ASK)
    conversations.stop(conversation=opened, now=NOW)
    practice.happened(
        attempt=opened.attempt, outcome=Happened(anxiety=4, enjoyment=5, feared="no"), now=NOW
    )
    return opened


def _address(scene: Conversation, name: str = "debrief") -> str:
    return reverse(name, args=[scene.attempt_id])


def _page(client: Client, scene: Conversation) -> str:
    return client.get(_address(scene)).content.decode()


def _discount(client: Client, scene: Conversation, words: str):
    return client.post(_address(scene, "discount"), {"words": words})


def test_expected_and_happened_stand_side_by_side(ada_client, scene):
    page = _page(ada_client, scene)
    assert "expected <b>7</b>, was <b>4</b>" in page
    assert "It goes quiet" in page


def test_it_is_said_that_this_was_practice_and_what_may_come_next(ada_client, scene):
    page = _page(ada_client, scene)
    assert "This was practice with an AI." in page
    assert "Plan it for real" in page
    assert "Enough for now, show my record" in page


def test_what_was_said_is_quoted_as_text(ada, ada_client):
    opened = factories.scene(ada)
    factories.turn(opened, f"{ASK} {MARKUP}")
    page = _page(ada_client, opened)
    assert "<script>alert" not in page
    assert "<b>bold" not in page


def test_without_a_guess_and_without_numbers_nothing_is_compared(ada, ada_client):
    from overture.server.practice.models import Prediction

    opened = factories.scene(ada)
    Prediction.objects.all().delete()
    page = _page(ada_client, opened)
    assert "expected <b>" not in page


def test_both_versions_of_a_line_gone_back_to_are_shown(ada, ada_client):
    opened = factories.scene(ada)
    first = factories.turn(opened, ASK)
    conversations.rewind(conversation=opened, turn_id=first.pk)
    factories.turn(opened, "Sorry to bother you, is there a parcel for me here?")
    page = _page(ada_client, opened)
    assert "Your two versions, side by side" in page
    assert ASK in page


@pytest.mark.parametrize(("name", "method"), [("debrief", "get"), ("discount", "post")])
def test_a_stranger_finds_nothing(di_client, scene, name, method):
    answer = getattr(di_client, method)(_address(scene, name), {"words": "It was nothing"})
    assert answer.status_code == 404
    assert ASK not in answer.content.decode()
    assert Attempt.objects.get().discounted == ""


def test_without_a_space_it_leads_to_the_start(scene):
    assert Client().get(_address(scene)).headers["Location"] == reverse("welcome")


def test_what_has_no_scene_has_no_debrief(ada, ada_client):
    attempt = factories.attempt(ada)
    for name, method in (("debrief", ada_client.get), ("discount", ada_client.post)):
        assert method(reverse(name, args=[attempt.pk])).status_code == 404


# ---- it doesn't count


def test_why_it_does_not_count_is_kept_and_answered(ada_client, scene):
    answer = _discount(ada_client, scene, "She was only being polite")
    assert answer.headers["Location"] == _address(scene)
    assert Attempt.objects.get().discounted == "She was only being polite"
    assert "You said:" in _page(ada_client, scene)
    assert "She was only being polite" in _page(ada_client, scene)


@pytest.mark.parametrize("words", ["", "   "])
def test_nothing_said_is_nothing_kept(ada_client, scene, words):
    assert _discount(ada_client, scene, words).headers["Location"] == _address(scene)
    assert Attempt.objects.get().discounted == ""


@pytest.mark.parametrize("words", ["Because " * 40, "a\x00b"])
def test_words_that_cannot_be_kept_come_back_as_they_were_typed(ada_client, scene, words):
    answer = _discount(ada_client, scene, words)
    page = answer.content.decode()
    assert answer.status_code == 422
    assert 'role="alert"' in page
    assert words.strip().replace("\x00", "") in page.replace("\x00", "")
    assert Attempt.objects.get().discounted == ""


def test_markup_in_the_reason_is_text(ada_client, scene):
    _discount(ada_client, scene, MARKUP)
    page = _page(ada_client, scene)
    assert "&lt;script&gt;alert" in page
    assert "<script>alert" not in page


def test_a_dark_reason_is_kept_and_met_with_help(ada_client, scene):
    answer = _discount(ada_client, scene, "It makes no difference, I want to kill myself")
    page = answer.content.decode()
    assert "What you wrote is saved" in page
    assert reverse("help") in page
    assert _address(scene) in page
    assert RiskEvent.objects.get().surface == "note"
    assert Attempt.objects.get().discounted
