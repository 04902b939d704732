"""A scene that an update took away: a page says so, and nothing of the record is lost."""

import pytest
from django.test import Client
from django.urls import reverse
from tests.support import factories
from tests.support.factories import NOW

from overture.server.conversations import services as conversations
from overture.server.conversations.models import Conversation, Turn
from overture.server.practice import services as practice
from overture.server.practice.models import Attempt
from overture.server.practice.services import Happened

pytestmark = pytest.mark.django_db

HELLO = "Hello, I think you have got my parcel"
HEADING = "This scene is no longer here"


def _out_of_the_library(scene: Conversation) -> None:
    Attempt.objects.update(scene_id="taken-out")
    Conversation.objects.update(scene_id="taken-out")


def _in_another_form(scene: Conversation) -> None:
    scene.refresh_from_db()
    Conversation.objects.update(state={**scene.state, "format": 0})


@pytest.fixture(params=[_out_of_the_library, _in_another_form])
def gone(request, ada) -> Conversation:
    """A scene of Ada's with a line in it, taken away since."""
    opened = factories.scene(ada)
    factories.turn(opened, HELLO)
    request.param(opened)
    return opened


def _at(name: str, scene: Conversation) -> str:
    return reverse(name, args=[scene.attempt_id])


def _ended(scene: Conversation) -> None:
    conversations.stop(conversation=scene, now=NOW)
    practice.happened(attempt=scene.attempt, outcome=Happened(anxiety=4), now=NOW)


@pytest.mark.parametrize("name", ["scene", "debrief"])
def test_a_page_says_that_the_scene_is_gone_and_where_to_go(ada_client, gone, name):
    answer = ada_client.get(_at(name, gone))
    page = answer.content.decode()
    assert answer.status_code == 410
    assert HEADING in page
    assert "Nothing of your record is lost." in page
    assert reverse("record") in page
    assert reverse("practise") in page


@pytest.mark.parametrize(
    ("name", "field"), [("scene_say", "said"), ("discount", "words"), ("discount", "would")]
)
def test_what_was_typed_for_it_comes_back(ada_client, gone, name, field):
    answer = ada_client.post(_at(name, gone), {field: "Could I ask you something else?"})
    page = answer.content.decode()
    assert answer.status_code == 410
    assert "What you typed is below. It was not sent." in page
    assert "Could I ask you something else?" in page
    assert Turn.objects.count() == 1


def test_the_script_is_sent_back_to_the_plain_form(ada_client, gone):
    said = {"said": "Hello again"}
    answer = ada_client.post(_at("scene_say", gone), said, headers={"X-Overture": "talk"})
    assert answer.status_code == 403


def test_a_dark_word_typed_for_it_is_met_with_help(ada_client, gone):
    page = ada_client.post(_at("scene_say", gone), {"said": "I want to kill myself"})
    assert 'role="alert"' in page.content.decode()


@pytest.mark.parametrize("name", ["scene_pause", "scene_rewind"])
def test_pausing_and_going_back_break_nothing(ada_client, gone, name):
    turn = Turn.objects.get()
    answer = ada_client.post(_at(name, gone), {"turn": turn.pk})
    assert answer.status_code == 410
    turn.refresh_from_db()
    assert not turn.taken_back


def test_it_can_still_be_stopped_and_what_happened_noted(ada_client, gone):
    ada_client.post(_at("scene_stop", gone))
    gone.refresh_from_db()
    assert gone.ended_at is not None
    answer = ada_client.post(_at("outcome", gone), {"anxiety": "3", "reach": "done"})
    assert answer.status_code == 302
    assert Attempt.objects.get().outcome.anxiety == 3


def test_the_record_and_the_export_still_have_it(ada_client, gone):
    _ended(gone)
    assert gone.attempt.title in ada_client.get(reverse("record")).content.decode()
    for name in ("export_json", "export_html"):
        assert HELLO in ada_client.get(reverse(name)).content.decode()


def test_today_and_practise_still_open(ada_client, gone):
    _ended(gone)
    for name in ("today", "practise", "cue", "steps"):
        assert ada_client.get(reverse(name)).status_code == 200


def test_a_guess_for_a_scene_that_left_is_not_asked(ada, ada_client):
    begun = factories.scene(ada).attempt
    begun.prediction.delete()
    Attempt.objects.update(scene_id="taken-out")
    answer = ada_client.get(reverse("predict", args=[begun.pk]))
    assert answer.status_code == 410
    assert HEADING in answer.content.decode()


def test_a_stranger_is_not_told_that_there_was_a_scene(di_client: Client, gone):
    assert di_client.get(_at("scene", gone)).status_code == 404
