"""The real step is the smallest that fits, and what would count for the member decides first."""

import pytest
from tests.support.scene_plays import STOP, WAIT, parcel, said

from overture.content import real_steps, scenes
from overture.conversation.scene import Expected, MemberTurn, Met, answer, begin, debrief

ASK = said("Hi, have you got a parcel of mine?", "request", "greet")
PLAY = parcel("middle", ASK, said("it's Joss"), WAIT, said("bye", "close"))


def step_for(words, play=PLAY, **parts):
    told = debrief(play.scene, play.state, would_count=words, **parts)
    return real_steps()[told.step].step, told.step_reason


@pytest.mark.parametrize(
    ("words", "has"),
    [
        ("if it was a real person", lambda f: f.channel != "none" and f.initiation > 0),
        ("if they could have said no", lambda f: f.initiation >= 0.5),
        ("if I'd had to say the first word", lambda f: f.initiation >= 0.7),
        ("if it was with a stranger", lambda f: f.partner == "stranger" and f.initiation > 0),
        ("if there was something about me in it", lambda f: f.self_disclosure > 0),
    ],
)
def test_what_would_count_is_in_the_step_and_in_the_reason(words, has):
    step, reason = step_for(words)
    assert has(step.features)
    assert f"“{words}”" in reason
    smaller = PLAY.scene.real_steps[: PLAY.scene.real_steps.index(step)]
    assert not any(has(other.features) for other in smaller)


def test_two_things_that_would_count_are_both_looked_for():
    step, reason = step_for("someone I don't know, a stranger, and me going first")
    assert step.features.partner == "stranger"
    assert step.features.initiation >= 0.7
    assert " and " in reason.rpartition("In this one")[2]


@pytest.mark.parametrize("words", ["", "nothing", "if I were taller"])
def test_what_no_step_has_leaves_the_choice_as_it_was(words):
    assert step_for(words) == step_for("")


def test_after_a_hard_one_the_smallest_is_offered_unless_the_member_said_what_counts():
    hard = {"prediction": Expected(3, 6), "outcome": Met(8, 2)}
    assert step_for("", **hard)[0] == PLAY.scene.real_steps[0]
    assert step_for("a real person", **hard)[0] != PLAY.scene.real_steps[0]


@pytest.mark.parametrize("scene", scenes().values(), ids=scenes().keys())
def test_every_scene_has_a_step_with_somebody_real_in_it(scene):
    assert any(s.features.channel != "none" and s.features.initiation > 0 for s in scene.real_steps)


def test_something_smaller_is_offered_with_its_words_where_there_is_any():
    told = debrief(PLAY.scene, PLAY.state)
    assert real_steps()[told.smaller_step].step.words == told.smaller_words
    stopped = parcel("middle", said("hi", "greet"), STOP)
    assert debrief(stopped.scene, stopped.state).smaller_words == ""


def test_hold_music_is_nobody_real():
    scene = scenes()["phone-helpdesk"]
    opened, _ = begin(scene, level="easy", seed=1)
    into = MemberTurn("choice", scene.opening.choices[0].id)
    state, _ = answer(scene, opened, into, None, seed=1)
    told = debrief(scene, state, would_count="if it was a real person at work")
    assert "there is somebody real" in told.step_reason
    assert real_steps()[told.step].step.features.evaluation > 0
