"""Slots are filled from what was said, or their line is not used."""

import pytest
from tests.support.talks import SCENES, facts, read

from overture.conversation.guided.ground import Ground
from overture.conversation.guided.slots import fill
from overture.conversation.messages import SceneCard
from overture.conversation.policy import TalkState
from overture.conversation.understanding.types import KeyPhrase


def ground(text: str = "x", act: str = "share_neutral", **parts: object) -> Ground:
    state = parts.pop("state", TalkState())
    return Ground(state, read(text, act, **parts), facts(), act)  # type: ignore[arg-type]


def test_a_slot_that_cannot_be_filled_leaves_its_line_out() -> None:
    assert fill("{Key_np}, then.", ground()) is None
    assert fill("{step_to}", ground()) is None


def test_a_name_goes_with_its_comma() -> None:
    assert fill("Good night, {member_name}.", ground()) == "Good night."


def test_speech_is_quoted_before_anything_else() -> None:
    keys = (KeyPhrase("quote", "he went on about his van"), KeyPhrase("speech", "up north"))
    assert fill("“{Key}.”", ground("he asked and i said up north to him", keys=keys)) == (
        "“Up north.”"
    )


def test_a_phrase_is_not_said_back_twice() -> None:
    keys = (KeyPhrase("quote", "butters finished"), KeyPhrase("quote", "only dry toast"))
    again = ground(
        "only dry toast left and the butters finished again",
        keys=keys,
        state=TalkState(echoed=("butters finished",)),
    )
    assert again.key == "only dry toast"


@pytest.mark.parametrize("words", ["god no", "what should i do", "sorry i dont know", "hello you"])
def test_words_that_say_nothing_are_not_quoted(words: str) -> None:
    long = "here is something longer that was said around it"
    assert ground(f"{words} {long}", keys=(KeyPhrase("quote", words),)).key == ""


@pytest.mark.parametrize("turned", ["seeing it every day", "sorting of laughed", "missing him"])
def test_a_gerund_in_passing_is_not_used(turned: str) -> None:
    assert ground(keys=(KeyPhrase("ger", "x", turned),)).turned("ger") == ""


def test_a_scene_fits_only_what_was_named() -> None:
    assert ground("my neighbour took a parcel in").scene == SCENES[0]
    assert ground("the party on friday", topic="work").scene is None


def test_the_nearest_scene_may_be_near_by_its_topic_alone() -> None:
    near = SceneCard("x", "Saying no", "boss", "colleague", topics=("work",))
    known = facts(scenes=(near,))
    asked = Ground(TalkState(), read("the rota", "ask_practise", topic="work"), known, "x")
    assert asked.scene is None
    assert asked.nearest == near


def test_numbers_are_words_in_ten_and_figures_out_of_ten() -> None:
    seven = ground(number=7.0)
    assert fill("{N} in ten, then.", seven) == "Seven in ten, then."
    assert fill("{N} out of 10", seven) == "7 out of 10"
    assert fill("{N} out of 10", ground(number=85.0)) is None
