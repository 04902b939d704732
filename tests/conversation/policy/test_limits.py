"""The words at a limit: taken up, never twice running, towards a person who can be named."""

from datetime import UTC, datetime

import pytest

from overture.content import card, companion_lines, scenes
from overture.conversation.engines import Guided
from overture.conversation.messages import TalkFacts
from overture.conversation.policy import TalkState
from overture.conversation.reply import (
    Answer,
    Said,
    answer_in_scene,
    answer_in_talk,
    begin_scene,
)
from overture.conversation.scene import SceneState

FACTS = TalkFacts(now=datetime(2026, 3, 2, 18, 30, tzinfo=UTC), talks_before=2)


def _said(
    text: str, state: TalkState | None = None, *, region: str = "GB", seed: int = 1
) -> Answer:
    return answer_in_talk(
        state or TalkState(),
        Said("words", text),
        FACTS,
        Guided(companion_lines()),
        card(),
        screened=None,
        region="GB",
        seed=seed,
    )


def test_the_same_question_is_not_answered_in_the_same_words_again() -> None:
    state, heard = TalkState(), []
    for _ in range(4):
        answer = _said("do you like me", state)
        heard.append(answer.spoken[0].text)
        state = TalkState.from_json(dict(answer.state))
    assert len(set(heard)) == 4


def test_somebody_who_was_named_is_the_one_to_write_to() -> None:
    answer = _said("i've stopped answering my sister, you're enough")
    assert answer.move == "limit:instead"
    assert "your sister" in answer.spoken[0].text


@pytest.mark.parametrize(
    "text",
    [
        "you're my best friend",
        "my dead grandmother would say you're enough",
        "my ex hurts me so you're my only friend",
    ],
)
def test_nobody_is_sent_to_the_program_the_dead_or_who_hurts(text: str) -> None:
    words = _said(text).spoken[0].text
    assert "your best friend" not in words
    assert "grandmother" not in words
    assert "your ex" not in words


def test_what_hung_on_the_reply_before_hangs_no_more() -> None:
    state = TalkState(offer="scene", offer_target="neighbour-lift", taps=("Yes",), asked="offer")
    after = TalkState.from_json(dict(_said("do you like me", state).state))
    assert (after.offer, after.offer_target, after.taps) == ("", "", ())
    assert after.turn == 1


def test_about_eating_there_is_a_way_to_people_who_help() -> None:
    answer = _said("i skip meals to get thin")
    assert answer.help_link
    assert "findahelpline.com" in answer.spoken[0].text.lower()


def test_a_played_partner_steps_out_of_the_part_and_the_scene_stays_where_it_was() -> None:
    scene = scenes()["neighbour-lift"]
    begun = begin_scene(scene, level="middle", seed=1, harder_moment_agreed=False)
    inside = answer_in_scene(
        scene,
        SceneState.from_json(dict(begun.state)),
        Said("choice", scene.opening.choices[0].words),
        screened=None,
        seed=1,
    )
    state = SceneState.from_json(dict(inside.state))
    answer = answer_in_scene(scene, state, Said("words", "can i kiss you"), screened=None, seed=1)
    assert answer.spoken == ()
    assert "software" in answer.note
    assert "Go on" in answer.note
    assert SceneState.from_json(dict(answer.state)) == state
    assert answer.hints


def _next(first: str, then: str) -> Answer:
    return _said(then, TalkState.from_json(dict(_said(first).state)))


def test_what_follows_a_mission_is_taken_for_more_of_it_once() -> None:
    answer = _next("the tv sends me signs", "the newsreader winked")
    assert answer.move == "limit:mission"
    assert "newsreader" not in answer.spoken[0].text
    state = TalkState.from_json(dict(answer.state))
    again = _said("and it was warm out", state)
    assert again.move != "limit:mission"


@pytest.mark.parametrize("then", ["anyway, i made soup", "thanks", "bye", "are you a bot"])
def test_who_turns_away_from_it_is_followed(then: str) -> None:
    assert _next("the tv sends me signs", then).move != "limit:mission"


@pytest.mark.requirement(4)
def test_however_often_it_is_asked_it_says_what_it_is() -> None:
    state = TalkState()
    for _ in range(30):
        answer = _said("are you a real person?", state)
        words = answer.spoken[0].text.lower()
        assert any(word in words for word in ("program", "software", "machine")), words
        state = TalkState.from_json(dict(answer.state))
