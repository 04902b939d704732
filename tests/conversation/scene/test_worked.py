"""Nothing is said to have worked that did not happen, whatever somebody wrote."""

from dataclasses import replace

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from tests.support.scene_plays import NOD, SILENCE, WAIT, Said, entered, parcel, said

from overture.content import scenes
from overture.content.schema.base import LEVELS
from overture.conversation.scene import debrief, mark_rewound
from overture.evaluation.honesty import untrue

BACK = "back"
TURNS = (
    said("Hi, have you got a parcel of mine, or a coffee, or the tap washers?", "request", "greet"),
    said("thanks for keeping it", "thanks"),
    said("Thanks. What's that noise?", "question", "thanks"),
    said("one?", "question"),
    said("What's in it then, that tin and the tomato?", "follow_up"),
    said("I once killed a cactus", "self_disclosure"),
    said("you idiot", "rude"),
    said("sorry, that came out wrong", "apology"),
    said("sorry, stupid question", "apology", "self_criticism"),
    said("ha, the fish would like a word", "joke"),
    said("never mind, it's fine", "refusal"),
    said("Can I help you with that?", "question"),
    said("number six", "share_neutral"),
    said("ok", "agree"),
    said("“Thanks,” she said. “…”", "thanks"),
    SILENCE,
    WAIT,
    NOD,
    BACK,
)
scripts = st.lists(st.sampled_from(TURNS), max_size=9)


def played(scene_id, level, script, seed):
    """The state after a script; `BACK` takes the last turn back, as the page would."""
    plays = [entered(scene_id, level, seed=seed)]
    for turn in script:
        if turn is not BACK:
            plays.append(plays[-1].goes(turn))
        elif len(plays) > 1:
            left, back = plays.pop(), plays[-1]
            state = mark_rewound(back.state, left.state)
            plays[-1] = replace(back, steps=(*back.steps[:-1], (state, back.reply)))
    return plays[-1].state


@settings(max_examples=60, deadline=None, suppress_health_check=list(HealthCheck))
@given(
    scene=st.sampled_from(tuple(scenes().values())),
    level=st.sampled_from(LEVELS),
    script=scripts,
    seed=st.integers(0, 99),
    literal=st.booleans(),
)
def test_no_random_play_is_praised_for_what_did_not_happen(scene, level, script, seed, literal):
    state = played(scene.id, level, script, seed)
    told = debrief(scene, state, literal=literal)
    assert untrue(scene, state, told) == ()
    if not any(isinstance(turn, Said) for turn in script):
        assert told.worked == ()


def worked(play):
    return {one.measure: one for one in debrief(play.scene, play.state).worked}


def test_a_bare_thanks_beside_a_question_is_no_warmth():
    opened = parcel("middle", said("Have you got my parcel?", "request"), said("Joss"), WAIT)
    bare = opened.goes(said("Thanks. What is that noise?", "question", "thanks"))
    given_ = opened.goes(said("Thanks for taking it in. What is that noise?", "question", "thanks"))
    assert "warmth" not in worked(bare)
    assert worked(given_)["warmth"].own.startswith("Thanks for taking it in")


def test_an_apology_that_mends_a_rude_line_is_named_with_what_came_of_it():
    play = parcel(
        "middle", said("you idiot", "rude"), said("Sorry, that came out wrong", "apology")
    )
    mended = worked(play)["mended"]
    assert mended.own == "Sorry, that came out wrong"
    assert play.state.exchanges[-1].said[0].text in mended.words


@pytest.mark.parametrize("text", ["you idiot, have you got my parcel?", "my parcel, moron"])
def test_an_ask_with_an_insult_in_it_is_not_praised(text):
    assert "ask_made" not in worked(parcel("middle", said(text, "rude", "request")))
