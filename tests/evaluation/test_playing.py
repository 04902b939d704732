"""A script is played as it would be typed, controls and going back included."""

from overture.content import scenes
from overture.evaluation.playing import play

PARCEL = scenes()["neighbour-parcel"]


def test_words_and_controls_become_turns():
    state = play(PARCEL, ("Hi, have you got my parcel?", "/silence", "/stop"), level="easy", seed=1)
    assert [e.kind for e in state.exchanges[1:]] == ["words", "silence", "stop"]
    assert state.exit == "stop"


def test_a_turn_taken_back_is_kept_beside_the_one_in_its_place():
    state = play(PARCEL, ("you idiot", "/back", "Hello there"), level="middle", seed=1)
    assert [e.text for e in state.exchanges[1:]] == ["Hello there"]
    assert [e.text for lost in state.abandoned for e in lost.exchanges] == ["you idiot"]


def test_the_same_script_plays_the_same_scene():
    script = ("hi", "parcel?", "/silence", "number six")
    assert play(PARCEL, script, level="hard", seed=4) == play(PARCEL, script, level="hard", seed=4)
