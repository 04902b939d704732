"""Scenes with several partners, on the telephone and in writing: who is named and who is seen."""

from uuid import uuid4

import pytest
from django.urls import reverse
from tests.support import factories
from tests.support.asgi import get

from overture.content import scenes
from overture.content.schema.scene import Scene
from overture.server.conversations import selectors, services, streaming

pytestmark = pytest.mark.django_db

GROUP = "group-lunch"


@pytest.fixture
def lunch(ada):
    opened = factories.scene(ada, scene_id=GROUP)
    opened.refresh_from_db()
    return opened


def _page(client, scene) -> str:
    return client.get(reverse("scene", args=[scene.attempt_id])).content.decode()


def _gone_in(scene):
    tap = scenes()[GROUP].opening.choices[0].words
    return services.start_turn(
        conversation=scene, manner="choice", said=tap, key=uuid4(), now=factories.NOW
    )


def test_the_door_shows_everybody_who_is_played(ada_client):
    page = ada_client.get(reverse("scene_begin", args=[GROUP])).content.decode()
    assert "<b>Bronagh</b>" in page
    assert "<b>Tunde</b>" in page
    assert page.count('class="face"') == 2


def test_each_utterance_names_its_speaker_to_the_eye_and_to_a_reader(ada_client, lunch):
    services.finish(turn_id=_gone_in(lunch).pk, now=factories.NOW)
    page = _page(ada_client, lunch)
    for name in ("Bronagh", "Tunde"):
        assert f'<span class="say__who">{name}<span class="visually-hidden">:</span></span>' in page
        assert f"{name}’s face: " in page
    assert 'aria-label="Scene with Bronagh and Tunde"' in page


@pytest.mark.django_db(transaction=True)
def test_the_name_comes_before_the_words_it_belongs_to(ada, lunch):
    heard = get(streaming.stream, streaming.address_of(_gone_in(lunch))).events
    names = [data for name, data in heard if name == "who"]
    assert set(names) == {"Bronagh", "Tunde"}
    for at, (name, _) in enumerate(heard):
        if name == "who":
            assert heard[at + 1][0] == "text"


def test_a_scene_of_one_names_nobody_in_the_talk(ada_client, ada):
    scene = factories.scene(ada)
    assert "say__who" not in _page(ada_client, scene)


def _by(channel: str) -> Scene:
    scene = scenes()[GROUP]
    real = scene.features.real.model_copy(update={"channel": channel})
    features = scene.features.model_copy(update={"real": real})
    silence = scene.silence.model_copy(update={"button": "Don't answer yet"})
    return scene.model_copy(update={"features": features, "silence": silence})


@pytest.mark.parametrize("channel", ["phone", "text"])
def test_nobody_is_in_sight_on_the_telephone_or_in_a_thread(channel):
    reply = {"spoken": [{"who": "Tunde", "reading": "warm"}]}
    assert selectors.faces_of(reply, _by(channel)) == []
    faces = selectors.faces_of(reply, scenes()[GROUP])
    assert [(face.name, face.reading) for face in faces] == [
        ("Bronagh", "at ease"),
        ("Tunde", "warm"),
    ]


def test_a_message_thread_reads_as_one(ada_client, lunch, monkeypatch):
    thread = {**scenes(), GROUP: _by("text")}
    for module in ("scenes.all_scenes", "talking.scenes"):
        monkeypatch.setattr(f"overture.server.web.member.{module}", lambda: thread)
    monkeypatch.setattr("overture.server.conversations.played.scenes", lambda: thread)
    services.finish(turn_id=_gone_in(lunch).pk, now=factories.NOW)
    silent = services.start_turn(
        conversation=lunch, manner="silence", said="", key=uuid4(), now=factories.NOW
    )
    services.finish(turn_id=silent.pk, now=factories.NOW)
    page = _page(ada_client, lunch)
    assert "scene--thread" in page
    assert 'class="face"' not in page
    assert "What do you write?" in page
    assert "You don&#x27;t answer yet." in page
    assert ">Don&#x27;t answer yet</button>" in page
