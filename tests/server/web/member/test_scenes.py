"""The door to a scene and the scene itself, with its script and without."""

from uuid import uuid4

import pytest
from django.test import Client
from django.urls import reverse
from tests.support import factories

from overture.content import scenes
from overture.server.accounts.models import Member
from overture.server.conversations.models import Conversation, Turn
from overture.server.practice.models import Attempt
from overture.server.safeguarding.models import RiskEvent
from overture.server.web.member import scenes as views

pytestmark = pytest.mark.django_db

HELLO = "Hello, I think you have got my parcel"
MARKUP = "<b>bold</b><script>alert(1)</script>"
SCRIPT = {"X-Overture": "talk"}
HARDER = next(s.id for s in scenes().values() if any(beat.only_if for beat in s.beats))
ON_ATTEMPT = ["scene", "scene_say", "scene_pause", "scene_rewind", "scene_stop"]


@pytest.fixture
def scene(ada) -> Conversation:
    """A scene of Ada's, gone into."""
    opened = factories.scene(ada)
    opened.refresh_from_db()
    return opened


def _at(name: str, scene: Conversation) -> str:
    return reverse(name, args=[scene.attempt_id])


def _page(client: Client, scene: Conversation) -> str:
    return client.get(_at("scene", scene)).content.decode()


def _say(client: Client, scene: Conversation, said: str = HELLO, *, script: bool = False, **more):
    data = {"said": said, "key": uuid4(), **more}
    return client.post(_at("scene_say", scene), data, headers=SCRIPT if script else {})


def _begin(client: Client, scene_id: str = "neighbour-parcel", **data):
    return client.post(reverse("scene_begin", args=[scene_id]), {"key": uuid4(), **data})


# ---- the door


@pytest.mark.parametrize("scene_id", list(scenes()))
def test_every_scene_says_who_is_played_and_what_can_be_stopped(ada_client, scene_id):
    page = ada_client.get(reverse("scene_begin", args=[scene_id])).content.decode()
    one, two = "plays this part. It is not Cue.", "plays these parts. Neither of them is Cue."
    several = "plays these parts. None of them is Cue."
    assert {1: one, 2: two}.get(len(scenes()[scene_id].people), several) in page
    assert "stop at any second" in page
    assert 'value="easy" checked' in page


@pytest.mark.parametrize("method", ["get", "post"])
def test_a_scene_that_there_is_not_is_not_found(ada_client, method):
    answer = getattr(ada_client, method)(reverse("scene_begin", args=["nowhere"]))
    assert answer.status_code == 404
    assert not Attempt.objects.exists()


def test_beginning_leads_to_what_one_expects(ada_client):
    answer = _begin(ada_client, level="middle")
    attempt = Attempt.objects.get()
    assert answer.headers["Location"] == reverse("predict", args=[attempt.pk])
    assert (attempt.kind, attempt.level) == ("scene", "middle")


def test_begun_twice_is_one_attempt(ada_client):
    key = uuid4()
    for _ in range(2):
        _begin(ada_client, key=key)
    assert Attempt.objects.count() == 1


@pytest.mark.parametrize("level", ["", "impossible", "\x00", "🙂"])
def test_a_level_that_there_is_not_is_the_one_set_for_the_member(ada_client, level):
    _begin(ada_client, level=level)
    assert Attempt.objects.get().level == "easy"


@pytest.mark.parametrize("step", ["", "x", uuid4()])
def test_a_step_that_there_is_not_is_left_out(ada_client, step):
    assert _begin(ada_client, step=step).status_code == 302
    assert Attempt.objects.get().step is None


def test_a_step_of_somebody_else_is_left_out(ada, di_client):
    _begin(di_client, step=factories.step(ada).pk)
    assert Attempt.objects.get().step is None


def test_the_harder_moment_comes_only_where_it_was_agreed_to(ada_client):
    _begin(ada_client, HARDER, harder_moment="yes")
    assert Member.objects.get().harder_moments
    _begin(ada_client, HARDER)
    assert not Member.objects.get().harder_moments


def test_a_scene_without_a_harder_moment_leaves_that_setting_alone(ada, ada_client, monkeypatch):
    monkeypatch.setattr(views, "_has_harder_moment", lambda _scene: False)
    Member.objects.update(harder_moments=True)
    _begin(ada_client)
    assert Member.objects.get().harder_moments


# ---- whose


@pytest.mark.parametrize("name", ON_ATTEMPT)
@pytest.mark.parametrize("method", ["get", "post"])
def test_a_stranger_finds_no_scene(di_client, scene, name, method):
    turn = factories.turn(scene, "A canary sings")
    before = Conversation.objects.values().get()
    data = {"said": "Hello", "turn": str(turn.pk)}
    answer = getattr(di_client, method)(_at(name, scene), data)
    assert answer.status_code in {404, 405}
    assert "canary" not in answer.content.decode()
    assert Conversation.objects.values().get() == before
    assert Turn.objects.count() == 1


@pytest.mark.parametrize("name", ON_ATTEMPT)
def test_without_a_space_a_scene_leads_to_the_start(scene, name):
    method = Client().get if name == "scene" else Client().post
    assert method(_at(name, scene)).headers["Location"] == reverse("welcome")


@pytest.mark.parametrize("name", ON_ATTEMPT)
def test_a_real_step_has_no_scene(ada, ada_client, name):
    attempt = factories.attempt(ada)
    method = ada_client.get if name == "scene" else ada_client.post
    assert method(reverse(name, args=[attempt.pk])).status_code == 404
    assert not Conversation.objects.exists()


# ---- the scene


def test_the_opening_stands_there_with_its_two_ways(ada_client, scene):
    page = _page(ada_client, scene)
    assert "There is a card on your mat." in page
    assert 'name="choice" value="Knock"' in page
    assert 'name="choice" value="Not today"' in page


def test_without_scripts_the_page_comes_back_with_the_partners_words(ada_client, scene):
    answer = _say(ada_client, scene)
    assert answer.headers["Location"] == f"{_at('scene', scene)}#say"
    page = _page(ada_client, scene)
    assert HELLO in page
    spoken = [one["text"] for one in Turn.objects.get().reply["spoken"] if one["text"]]
    assert spoken[-1][:10].replace("'", "&#x27;") in page


def test_with_scripts_the_turn_is_kept_and_can_be_gone_back_to(ada_client, scene):
    answer = _say(ada_client, scene, MARKUP, script=True).json()
    assert "&lt;script&gt;" in answer["mine"]
    assert "<script>" not in answer["mine"]
    assert "Go back to here" in answer["mine"]


def test_a_form_sent_twice_is_one_turn(ada_client, scene):
    key = uuid4()
    for _ in range(2):
        _say(ada_client, scene, key=key)
    assert Turn.objects.count() == 1


@pytest.mark.parametrize("control", ["silence", "nod", "wait", "slower"])
def test_a_control_is_a_turn_without_words(ada_client, scene, control):
    _say(ada_client, scene, choice="Knock")
    _say(ada_client, scene, "", control=control)
    last = Turn.objects.order_by("number").last()
    assert (last.manner, last.said, last.status) == (control, "", "done")


@pytest.mark.parametrize("control", ["stop", "explode", ""])
def test_a_control_that_there_is_not_is_nothing_said(ada_client, scene, control):
    assert _say(ada_client, scene, "", control=control).status_code == 302
    assert not Turn.objects.exists()


@pytest.mark.parametrize("said", [MARKUP, "مرحبا", "🙂", "x" * 4000, "a\x00b"])
def test_odd_words_are_kept_and_shown_as_text(ada_client, scene, said):
    assert _say(ada_client, scene, said).status_code == 302
    assert Turn.objects.get().said == said.replace("\x00", "")
    assert "<script>alert" not in _page(ada_client, scene)


@pytest.mark.parametrize("script", [True, False])
def test_too_much_at_once_is_told_and_stays_typed(ada_client, scene, script):
    answer = _say(ada_client, scene, "word " * 900, script=script)
    assert answer.status_code == 413
    assert "longer than a scene can take in at once" in answer.content.decode()
    assert script or "word word word" in answer.content.decode()
    assert not Turn.objects.exists()


# ---- pause, back, stop


def test_a_pause_waits_until_one_goes_on(ada_client, scene):
    ada_client.post(_at("scene_pause", scene))
    ada_client.post(_at("scene_pause", scene))  # a double tap is one pause
    assert "Paused. Nothing happens until you want it to." in _page(ada_client, scene)
    ada_client.post(_at("scene_pause", scene), {"go_on": "yes"})
    assert "Paused." not in _page(ada_client, scene)


def test_saying_something_ends_a_pause(ada_client, scene):
    ada_client.post(_at("scene_pause", scene))
    _say(ada_client, scene)
    assert "Paused." not in _page(ada_client, scene)


def test_going_back_takes_the_line_off_the_page(ada_client, scene):
    _say(ada_client, scene)
    turn = Turn.objects.get()
    ada_client.post(_at("scene_rewind", scene), {"turn": turn.pk})
    assert HELLO not in _page(ada_client, scene)
    turn.refresh_from_db()
    assert turn.taken_back


@pytest.mark.parametrize("turn", ["", "x", uuid4(), "\x00"])
def test_going_back_to_nothing_changes_nothing(ada_client, scene, turn):
    _say(ada_client, scene)
    assert ada_client.post(_at("scene_rewind", scene), {"turn": turn}).status_code == 302
    assert HELLO in _page(ada_client, scene)


def test_stopping_is_one_press_and_looking_back_is_offered(ada_client, scene):
    _say(ada_client, scene)
    ada_client.post(_at("scene_stop", scene))
    page = _page(ada_client, scene)
    assert "Stopped. That’s fine." in page
    assert reverse("outcome", args=[scene.attempt_id]) in page
    assert "<textarea" not in page


def test_words_typed_into_a_scene_that_ended_elsewhere_come_back(ada_client, scene):
    ada_client.post(_at("scene_stop", scene))
    answer = _say(ada_client, scene, f"{HELLO} {MARKUP}")
    page = answer.content.decode()
    assert answer.status_code == 409
    assert "What you typed is below. It was not sent." in page
    assert f"{HELLO} &lt;b&gt;bold" in page
    assert reverse("outcome", args=[scene.attempt_id]) in page
    assert not Turn.objects.exists()


def test_a_tap_in_a_scene_that_ended_elsewhere_shows_the_end(ada_client, scene):
    ada_client.post(_at("scene_stop", scene))
    answer = _say(ada_client, scene, "", tap="Hello")
    assert answer.headers["Location"] == _at("scene", scene)
    assert "What you typed" not in _page(ada_client, scene)


def test_the_script_is_sent_back_to_the_plain_form_when_a_scene_is_over(ada_client, scene):
    ada_client.post(_at("scene_stop", scene))
    assert _say(ada_client, scene, script=True).status_code == 403
    assert not Turn.objects.exists()


def test_words_that_were_taken_before_the_end_are_not_called_lost(ada_client, scene):
    key = uuid4()
    _say(ada_client, scene, key=key)
    ada_client.post(_at("scene_stop", scene))
    assert _say(ada_client, scene, key=key).headers["Location"] == _at("scene", scene)


def test_a_dark_word_is_met_with_help_even_where_the_scene_is_over(ada_client, scene):
    ada_client.post(_at("scene_stop", scene))
    page = _say(ada_client, scene, "I want to kill myself").content.decode()
    assert 'role="alert"' in page
    assert RiskEvent.objects.exists()


def test_not_today_ends_it_kindly(ada_client, scene):
    _say(ada_client, scene, "", choice="Not today")
    page = _page(ada_client, scene)
    assert "That&#x27;s fine." in page or "That’s fine." in page
    assert "<textarea" not in page


# ---- safety, age


@pytest.mark.parametrize("manner", ["said", "tap", "choice"])
def test_a_dark_word_is_met_with_help_however_it_comes(ada_client, scene, manner):
    _say(ada_client, scene, **({"said": ""} | {manner: "i want to die"}))
    page = _page(ada_client, scene)
    assert 'role="alert"' in page
    assert 'name="tap" value="No, I mean something else"' in page


def test_somebody_under_age_meets_no_scene(ada, ada_client, scene):
    Member.objects.update(said_under_age=True)
    assert "for adults" in _page(ada_client, scene)
    assert (
        "for adults"
        in ada_client.get(reverse("scene_begin", args=["neighbour-parcel"])).content.decode()
    )
    assert _say(ada_client, scene).status_code == 403
    assert _begin(ada_client).status_code == 403
    assert ada_client.post(_at("scene_stop", scene)).status_code == 302
    assert not Turn.objects.exists()
