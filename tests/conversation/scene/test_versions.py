"""Both lines of a moment gone back to are compared: what came of each, and what differs."""

import pytest
from tests.support.scene_plays import SILENCE, parcel, said

from overture.conversation.scene import mark_rewound
from overture.conversation.scene.versions import compared

ASK = said("Hi, have you got a parcel of mine?", "request", "greet")


def gone_back(first, second):
    begun = parcel("middle")
    back = mark_rewound(begun.state, begun.goes(first).state)
    again = type(begun)(begun.scene, ((back, begun.reply),), begun.seed)
    return again.goes(second).state


@pytest.mark.parametrize(
    ("first", "second", "difference"),
    [
        (said("you idiot", "rude"), ASK, "The first line was read as rude. The second was not."),
        (said("hello", "greet"), ASK, "The second line said what you came for. The first did not."),
        (ASK, said("hello", "greet"), "The first line said what you came for. The second did not."),
        (
            said("Sorry, stupid question, is my parcel here?", "request"),
            ASK,
            "The first line had something against yourself in it. The second did not.",
        ),
        (
            said("Is my parcel here, please? I have the card with me", "request"),
            said("my parcel?", "request"),
            "The lines differ in length: 11 words and 2.",
        ),
    ],
)
def test_what_differs_between_the_two_lines_is_said(first, second, difference):
    assert compared(gone_back(first, second)).difference == difference


def test_each_line_stands_with_what_came_of_it():
    state = gone_back(said("you idiot", "rude"), ASK)
    one, other = compared(state).versions
    assert (one.own, other.own) == ("you idiot", ASK.text)
    assert state.abandoned[0].exchanges[0].said[0].text in one.effect
    assert state.exchanges[-1].said[0].text in other.effect


def test_the_same_line_twice_and_silence_compare_nothing():
    assert compared(gone_back(ASK, ASK)).versions == ()
    assert compared(gone_back(SILENCE, ASK)).versions == ()
    assert compared(parcel("middle", ASK).state).difference == ""
