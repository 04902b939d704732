"""The talk with Cue, with its script and without."""

from datetime import timedelta
from uuid import uuid4

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from tests.support import factories

from overture.server.accounts.models import Member
from overture.server.conversations import services
from overture.server.conversations.models import Conversation, Turn
from overture.server.conversations.streaming import STREAM_PREFIX

pytestmark = pytest.mark.django_db

PLAIN = "The bus was late and I missed my stop."
MARKUP = "<b>bold</b><script>alert(1)</script>"
SCRIPT = {"X-Overture": "talk"}


def _page(client: Client) -> str:
    return client.get(reverse("cue")).content.decode()


def _say(client: Client, said: str = PLAIN, *, script: bool = False, **more):
    data = {"said": said, "key": uuid4(), **more}
    return client.post(reverse("cue_say"), data, headers=SCRIPT if script else {})


def _mine() -> list[str]:
    return list(Turn.objects.values_list("said", flat=True))


# ---- opening


def test_the_first_line_and_what_cue_is_stand_there(ada_client):
    page = _page(ada_client)
    opening = Conversation.objects.get().opening["spoken"][0]["text"]
    assert opening[:20].replace("'", "&#x27;") in page
    assert "program" in page
    assert "I’d like to stop here" in page


def test_opening_the_page_again_finds_the_same_talk(ada_client):
    _page(ada_client)
    _page(ada_client)
    assert Conversation.objects.count() == 1


def test_a_stranger_sees_and_adds_to_a_talk_of_her_own_only(ada, di, ada_client, di_client):
    _say(ada_client, "A canary sings")
    talk = Conversation.objects.get()
    assert "canary" not in _page(di_client)
    named = di_client.get(reverse("cue"), {"talk": talk.pk})
    assert "canary" not in named.content.decode()
    _say(di_client)
    di_client.post(reverse("cue_stop"))
    talk.refresh_from_db()
    assert talk.turns.count() == 1
    assert talk.ended_at is None


@pytest.mark.parametrize("name", ["cue_say", "cue_stop", "cue_pace"])
def test_without_a_space_nothing_is_taken(db, name):
    assert Client().get(reverse("cue")).headers["Location"] == reverse("welcome")
    answer = Client().post(reverse(name), {"said": "Hello"})
    assert answer.status_code in {302, 403}
    assert not Conversation.objects.exists()


def test_what_was_typed_into_a_closed_space_is_shown_again(db):
    answer = Client().post(reverse("cue_say"), {"said": "I typed this"})
    assert answer.status_code == 403
    assert "I typed this" in answer.content.decode()


# ---- without scripts


def test_without_scripts_the_page_comes_back_with_the_reply(ada_client):
    answer = _say(ada_client)
    assert answer.headers["Location"] == f"{reverse('cue')}#say"
    page = _page(ada_client)
    reply = Turn.objects.get().reply["spoken"][0]["text"]
    assert "The bus was late" in page
    assert reply[-12:].replace("'", "&#x27;") in page


def test_a_form_sent_twice_is_one_turn(ada_client):
    key = uuid4()
    for _ in range(2):
        _say(ada_client, key=key)
    assert _mine() == [PLAIN]


def test_a_form_without_a_proper_key_counts_as_new(ada_client):
    for _ in range(2):
        _say(ada_client, key="nonsense")
    assert _mine() == [PLAIN, PLAIN]


def test_a_farewell_is_seen_without_scripts_too(ada_client):
    answer = _say(ada_client, "bye")
    talk = Conversation.objects.get()
    assert answer.headers["Location"] == f"{reverse('cue')}?talk={talk.pk}#say"
    page = ada_client.get(answer.headers["Location"]).content.decode()
    farewell = Turn.objects.get().reply["spoken"][0]["text"]
    assert farewell[:15].replace("'", "&#x27;") in page
    assert "To Today" in page
    assert Conversation.objects.count() == 1


def test_a_farewell_sent_twice_is_said_once_and_opens_no_new_talk(ada_client):
    key = uuid4()
    for _ in range(2):
        _say(ada_client, "bye", key=key)
    assert _mine() == ["bye"]
    assert Conversation.objects.count() == 1


@pytest.mark.parametrize("talk", ["", "x", uuid4(), "🙂"])
def test_an_address_that_names_no_talk_shows_the_open_one(ada_client, talk):
    _say(ada_client)
    assert "The bus was late" in ada_client.get(reverse("cue"), {"talk": talk}).content.decode()
    assert Conversation.objects.count() == 1


def test_a_scene_is_not_shown_as_a_talk(ada, ada_client):
    scene = factories.scene(ada)
    factories.turn(scene, "A canary sings")
    page = ada_client.get(reverse("cue"), {"talk": scene.pk}).content.decode()
    assert "canary" not in page


# ---- with scripts


def test_the_script_gets_what_was_said_and_the_reply_to_deal_out(ada_client):
    answer = _say(ada_client, MARKUP, script=True).json()
    turn = Turn.objects.get()
    assert turn.status == "done"
    assert answer["parts"] == [["text", turn.reply["spoken"][0]["text"]]]
    assert answer["pause"] > 0
    assert "data-next" in answer["whole"]
    assert "&lt;script&gt;" in answer["mine"]
    assert "<script>" not in answer["mine"] + answer["whole"]


def test_help_is_not_dealt_out_word_by_word(ada_client):
    answer = _say(ada_client, "I want to kill myself", script=True).json()
    assert answer["parts"] == []
    assert reverse("help") in answer["whole"]


def test_while_an_earlier_turn_waits_for_its_reply_the_script_is_told_where_to_listen(ada_client):
    _left_unanswered(ada_client)
    answer = _say(ada_client, "And then it rained.", script=True).json()
    assert answer["stream"].startswith(STREAM_PREFIX)
    assert [turn.status for turn in Turn.objects.all()] == ["pending", "pending"]


def test_a_turn_left_unanswered_is_answered_when_the_page_is_opened(ada_client):
    _left_unanswered(ada_client)
    page = _page(ada_client)
    assert Turn.objects.get().status == "done"
    assert Turn.objects.get().reply["spoken"][0]["text"][-12:].replace("'", "&#x27;") in page


def _left_unanswered(client) -> None:
    """A turn that was kept by a server that went down before it was answered."""
    _page(client)
    talk = Conversation.objects.get()
    services.start_turn(
        conversation=talk, manner="words", said="The bus was late.", key=uuid4(), now=timezone.now()
    )


@pytest.mark.parametrize("script", [True, False])
@pytest.mark.parametrize("said", ["", "   ", "\x00\x00"])
def test_nothing_said_is_no_turn(ada_client, said, script):
    answer = _say(ada_client, said, script=script)
    assert answer.json() == {"nothing": True} if script else answer.status_code == 302
    assert _mine() == []


# ---- odd words


@pytest.mark.parametrize("said", [MARKUP, "مرحبا", "🙂🙂🙂", "a\u202eb", "x" * 4000, "a\x00b"])
def test_odd_words_are_kept_and_shown_as_text(ada_client, said):
    assert _say(ada_client, said).status_code == 302
    assert _mine() == [said.replace("\x00", "")]
    page = _page(ada_client)
    assert "<script>alert" not in page
    assert "<b>bold" not in page


@pytest.mark.parametrize("name", ["tap", "choice"])
def test_a_tap_that_holds_no_text_is_no_fault(ada_client, name):
    assert _say(ada_client, "", **{name: "\x00"}).status_code == 302
    assert _mine() == []


def test_too_much_at_once_is_told_and_stays_typed(ada_client):
    much = "word " * 900
    answer = _say(ada_client, much)
    assert answer.status_code == 413
    page = answer.content.decode()
    assert "longer than Cue can take in at once. Up to 4,000 characters" in page
    assert much.strip() in page
    assert _mine() == []


def test_too_much_at_once_is_told_to_the_script_in_a_sentence(ada_client):
    answer = _say(ada_client, "word " * 900, script=True)
    assert (answer.status_code, answer.headers["Content-Type"]) == (
        413,
        "text/plain; charset=utf-8",
    )
    assert "Your words are still here." in answer.content.decode()


def test_half_a_megabyte_is_refused_with_a_page_of_ours(ada_client):
    answer = _say(ada_client, "x" * 600_000)
    assert answer.status_code == 400
    assert "That could not be read" in answer.content.decode()
    assert _mine() == []


def test_markup_is_text_in_the_copy_to_read(ada_client):
    _say(ada_client, MARKUP)
    page = ada_client.get(reverse("export_html")).content.decode()
    assert "&lt;script&gt;alert" in page
    assert "<script>alert" not in page


# ---- safety, age


def test_a_dark_word_is_met_with_help_on_the_page(ada_client):
    _say(ada_client, "i want to die")
    page = _page(ada_client)
    assert 'role="alert"' in page
    assert "People who can help now" in page
    assert 'name="tap" value="No, I mean something else"' in page


def test_somebody_under_age_is_sent_to_people_and_nothing_more_is_taken(ada_client):
    _say(ada_client, "I'm 14")
    assert "Cue and the scenes are for adults" in _page(ada_client)
    refused = _say(ada_client, PLAIN)
    assert refused.status_code == 403
    assert "Cue and the scenes are for adults" in refused.content.decode()
    assert PLAIN not in _mine()
    assert ada_client.get(reverse("help")).status_code == 200


# ---- controls


def test_stopping_asks_nothing_and_keeps_everything(ada_client):
    _say(ada_client)
    page = ada_client.post(reverse("cue_stop")).content.decode()
    assert "<textarea" not in page
    talk = Conversation.objects.get()
    assert talk.exit == "stop"
    assert talk.turns.count() == 1


def test_stopping_where_nothing_is_open_opens_nothing(ada_client):
    for _ in range(2):
        assert ada_client.post(reverse("cue_stop")).status_code == 200
    assert not Conversation.objects.exists()


def test_the_pace_is_kept_and_another_is_ignored(ada_client):
    ada_client.post(reverse("cue_pace"), {"pace": "quick"})
    ada_client.post(reverse("cue_pace"), {"pace": "frantic"})
    assert Member.objects.get().pace == "quick"
    assert 'value="quick" checked' in _page(ada_client)


def test_the_notice_is_shown_once_a_day_and_the_short_sentence_otherwise(ada_client):
    first, again = _page(ada_client), _page(ada_client)
    assert "Cue is an AI. It can be wrong" in again
    assert first != again


def test_an_old_talk_is_let_go_and_a_new_one_opened(ada, ada_client):
    services.open_talk(member=ada, now=timezone.now() - timedelta(days=1))
    _page(ada_client)
    assert Conversation.objects.filter(ended_at=None).count() == 1
    assert Conversation.objects.count() == 2
