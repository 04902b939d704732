"""Talks and scenes are read by their own member, in order, without what was taken back."""

from datetime import timedelta
from uuid import uuid4

import pytest
from tests.support import factories
from tests.support.factories import NOW

from overture.content import scenes
from overture.server.conversations import selectors, services
from overture.server.conversations.models import Turn

pytestmark = pytest.mark.django_db

PLAIN = "The bus was late and I missed my stop."


def _talk(member, now=NOW):
    return services.open_talk(member=member, now=now)


def test_somebody_elses_talk_turn_and_scene_do_not_exist(ada, di):
    talk = _talk(ada)
    turn = factories.turn(talk, PLAIN)
    assert selectors.talk_of(ada, talk.pk) == talk
    assert selectors.turn_of(ada, turn.pk) == turn
    assert selectors.talk_of(di, talk.pk) is None
    assert selectors.turn_of(di, turn.pk) is None
    assert selectors.open_talk_of(di) is None
    assert selectors.talk_with_key(di, turn.key) is None
    assert selectors.talks_kept(di) == selectors.talks_since(di, NOW) == 0


def test_a_talk_is_open_until_it_ends_and_looking_opens_none(ada):
    assert selectors.open_talk_of(ada) is None
    talk = _talk(ada)
    assert selectors.open_talk_of(ada) == talk
    services.stop(conversation=talk, now=NOW)
    assert selectors.open_talk_of(ada) is None
    assert selectors.talks_kept(ada) == 1


def test_the_talk_of_a_form_is_found_even_after_it_ended(ada):
    turn = factories.turn(_talk(ada), "bye")
    assert selectors.talk_with_key(ada, turn.key) == turn.conversation
    assert selectors.talk_with_key(ada, uuid4()) is None


def test_a_scene_is_no_talk(ada):
    scene = factories.scene(ada)
    turn = factories.turn(scene, "Hello there")
    assert selectors.scene_of(scene.attempt) == scene
    assert selectors.open_talk_of(ada) is None
    assert selectors.talk_with_key(ada, turn.key) is None
    assert selectors.talks_kept(ada) == 0


def test_an_attempt_without_a_scene_has_none(ada):
    assert selectors.scene_of(factories.attempt(ada)) is None


def test_turns_are_shown_in_order_without_those_taken_back(ada):
    scene = factories.scene(ada)
    turns = [factories.turn(scene, said) for said in ("Hello", "It is a box", "Thank you")]
    services.rewind(conversation=scene, turn_id=turns[2].pk)
    assert [turn.said for turn in selectors.turns_of(scene)] == ["Hello", "It is a box"]


def test_a_turn_is_pending_until_its_reply_is_there(ada):
    talk = _talk(ada)
    begun = services.start_turn(conversation=talk, manner="words", said=PLAIN, key=uuid4(), now=NOW)
    shown = selectors.shown(begun)
    assert (shown.said, shown.manner, shown.reply, shown.pending) == (PLAIN, "words", None, True)
    assert not selectors.shown(services.finish(turn_id=begun.pk, now=NOW)).pending


def test_the_latest_reply_is_the_opening_until_something_is_answered(ada):
    scene = factories.scene(ada)
    assert selectors.latest_reply(scene) == scene.opening
    first, second = (factories.turn(scene, said) for said in ("Hello", "It is a box"))
    assert selectors.latest_reply(scene) == second.reply
    services.rewind(conversation=scene, turn_id=second.pk)
    assert selectors.latest_reply(scene) == first.reply
    Turn.objects.all().delete()
    assert selectors.latest_reply(scene) == scene.opening


def test_talks_are_counted_from_a_moment_on(ada):
    services.stop(conversation=_talk(ada), now=NOW)
    _talk(ada, NOW + timedelta(days=2))
    assert selectors.talks_kept(ada) == 2
    assert selectors.talks_since(ada, NOW) == 2
    assert selectors.talks_since(ada, NOW + timedelta(days=1)) == 1
    assert selectors.talks_counted(ada, NOW + timedelta(days=1)) == (1, 1)


@pytest.mark.parametrize(
    ("readings", "face"),
    [
        ([], "at ease"),
        ([None], "at ease"),
        (["warm", None], "warm"),
        (["warm", "curious"], "curious"),
    ],
)
def test_the_face_is_the_last_look_that_was_shown(readings, face):
    reply = {"spoken": [{"reading": reading} for reading in readings]}
    [shown] = selectors.faces_of(reply, scenes()["neighbour-parcel"])
    assert shown.reading == face
