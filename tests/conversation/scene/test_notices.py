"""Names and flags that a turn shows beside its acts."""

import pytest
from tests.support.scene_plays import parcel, said

from overture.conversation.scene.notices import flags_noticed, name_given

ASKED_FOR_NAME = parcel("easy", said("I think you have my parcel", "request"), seed=2)


def given(text: str) -> str:
    return name_given(ASKED_FOR_NAME.scene, ASKED_FOR_NAME.state, text)


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("it's Joss", "Joss"),
        ("Joss Hale", "Joss"),
        ("name's Joss", "Joss"),
        ("My name is joss", "Joss"),
        ("I'm Anne-Marie", "Anne-Marie"),
        ("Mrs Adeyemi", "Mrs Adeyemi"),
        ("um, Joss", "Joss"),
        ("O'Brien.", "O'Brien"),
        ("محمد", "محمد"),
        ("it's nothing", ""),
        ("I'm sorry", ""),
        ("J O double S", ""),
        ("number six", ""),
        ("yes please", ""),
        ("what name?", ""),
        ("qwerty", ""),
        ("x" * 200, ""),
    ],
)
def test_a_name_is_what_was_said_as_one(text, name):
    assert "name" in ASKED_FOR_NAME.words[0]
    assert given(text) == name


def test_where_no_name_was_asked_for_only_a_plain_introduction_counts():
    play = parcel("middle")
    assert name_given(play.scene, play.state, "Joss") == ""
    assert name_given(play.scene, play.state, "Hello, I'm Joss") == "Joss"
    assert name_given(play.scene, play.state, "it's cold out here") == ""


def test_word_lists_match_whole_words_in_their_own_beats_only():
    play = parcel("middle")
    noticed = flags_noticed(play.scene, play.state, "have you got any PARCELS?", ())
    assert noticed == {"asked"}
    assert not flags_noticed(play.scene, play.state, "boxing", ())
    later = play.goes(said("a parcel", "request"), said("it's Joss"))
    assert "asked" not in flags_noticed(later.scene, later.state, "a parcel", ())


def test_a_yes_says_it_only_after_she_has_named_it():
    easy, middle = parcel("easy", seed=1), parcel("middle", seed=1)
    assert "asked" in flags_noticed(easy.scene, easy.state, "yes please", ())
    assert "asked" not in flags_noticed(middle.scene, middle.state, "yes please", ())


def test_speaking_against_oneself_counts_as_being_nervous():
    play = parcel("middle")
    assert "said_nervous" in flags_noticed(play.scene, play.state, "I'm useless at this", ())
