"""Looking back at a scene: short, in the member's own words, and it closes."""

import re
from datetime import timedelta
from html import unescape

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from tests.support import factories
from tests.support.factories import NOW

from overture.content import real_steps, scenes
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


# ---- what would make it count


def _would_count(client: Client, scene: Conversation, words: str):
    return client.post(_address(scene, "discount"), {"would": words})


def test_what_would_make_it_count_is_asked_only_of_somebody_who_says_it_does_not(ada_client, scene):
    assert "What would make it count?" not in _page(ada_client, scene)
    _discount(ada_client, scene, "It was only a bot")
    assert "What would make it count?" in _page(ada_client, scene)


def test_what_would_make_it_count_is_kept_and_decides_the_real_step(ada_client, scene):
    _discount(ada_client, scene, "It was only a bot")
    before = _page(ada_client, scene)
    _would_count(ada_client, scene, "If a real person could have said no")
    page = _page(ada_client, scene)
    assert Attempt.objects.get().would_count_if == "If a real person could have said no"
    assert Attempt.objects.get().discounted == "It was only a bot"
    assert "they may answer as they like, or not at all" in page
    assert "they may answer as they like" not in before
    assert "What would make it count?" not in page


def test_what_would_make_it_count_is_in_the_copy_of_everything(ada_client, scene):
    _would_count(ada_client, scene, "If it were on the phone")
    assert "If it were on the phone" in ada_client.get(reverse("export_html")).content.decode()


def test_a_dark_answer_is_kept_and_met_with_help(ada_client, scene):
    page = _would_count(ada_client, scene, "Nothing would, I want to kill myself").content.decode()
    assert reverse("help") in page
    assert Attempt.objects.get().would_count_if


def test_words_that_are_too_long_come_back_under_their_own_question(ada_client, scene):
    _discount(ada_client, scene, "It was only a bot")
    answer = _would_count(ada_client, scene, "If it had been " * 40)
    page = answer.content.decode()
    assert answer.status_code == 422
    assert 'aria-describedby="would-e"' in page
    assert Attempt.objects.get().would_count_if == ""


# ---- the real step


def test_planning_it_for_real_marks_the_step_that_the_page_named(ada_client, scene):
    found = re.search(r'href="([^"]*then=plan[^"]*)">Plan it for real', _page(ada_client, scene))
    assert found
    again = unescape(found.group(1))
    fields = dict(re.findall(r'name="(then|step)" value="([^"]*)"', _text(ada_client, again)))
    to = ada_client.post(again.partition("?")[0], {**fields, "skip": "1"}).headers["Location"]
    marked = re.findall(r'name="step" value="([^"]*)" checked', _text(ada_client, to))
    assert marked == [fields["step"]]
    assert real_steps()[marked[0]].step.words in unescape(_page(ada_client, scene))


def _text(client: Client, address: str) -> str:
    return client.get(address).content.decode()


@pytest.mark.parametrize(
    ("days", "words"),
    [
        (0, "by Thursday evening"),
        (3, "by this evening"),
        (2, "by tomorrow evening"),
        (4, "when you like"),
    ],
)
def test_the_real_step_is_offered_within_three_days(ada_client, scene, days, words, monkeypatch):
    from overture.server.web.member import debrief

    today = timezone.localdate(NOW) + timedelta(days=days)
    monkeypatch.setattr(debrief, "today_of", lambda _request: today)
    assert f"A real one, {words}" in _page(ada_client, scene)


# ---- how it is told


def test_how_it_was_set_is_said_once(ada_client, scene):
    said = scenes()[scene.attempt.scene_id].debrief_always.dial_said[scene.attempt.level]
    _discount(ada_client, scene, "It was too easy")
    assert unescape(_page(ada_client, scene)).count(said) == 1


def test_what_was_counted_is_folded_away_and_there(ada_client, scene):
    page = _page(ada_client, scene)
    assert "<summary>What was counted</summary>" in page
    assert f"You wrote {len(ASK.split())} words" in page


def test_feedback_to_the_letter_reads_otherwise(ada, ada_client, scene):
    plain = _page(ada_client, scene)
    ada.literal_feedback = True
    ada.save()
    letter = _page(ada_client, scene)
    assert "answered: " in letter
    assert "answered: " not in plain
    assert "You pressed Stop" in letter


def test_the_members_own_words_afterwards_stand_beside_the_numbers(ada, ada_client):
    opened = factories.scene(ada)
    factories.turn(opened, ASK)
    practice.happened(
        attempt=opened.attempt, outcome=Happened(anxiety=4, note="Shorter than I feared"), now=NOW
    )
    assert "Shorter than I feared" in _page(ada_client, opened)
