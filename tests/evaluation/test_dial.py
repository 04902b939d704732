from dataclasses import replace

import pytest

from overture.content import scenes
from overture.conversation.scene import MemberTurn, answer, begin
from overture.evaluation.dial import BAND, TEMPERAMENTS, Dial, Run, play_through, said, strain

HESITANT, STEADY, AT_EASE = TEMPERAMENTS


@pytest.mark.parametrize("scene_id", ["colleague-help", "phone-dentist", "meeting-monday"])
def test_the_dial_brings_a_hard_scene_within_reach_and_nothing_else_does(scene_id: str) -> None:
    with_dial, held = (
        play_through(scenes()[scene_id], HESITANT, dial_moves=moves, seed=1)
        for moves in (True, False)
    )
    assert with_dial.before == held.before > BAND
    assert with_dial.in_band
    assert held.after == held.before


def test_the_dial_asks_more_of_somebody_at_ease() -> None:
    run = play_through(scenes()["club-boardgames"], AT_EASE, dial_moves=True, seed=1)
    assert run.after > run.before


def test_a_strained_member_says_little_and_one_at_ease_more() -> None:
    scene = scenes()["colleague-help"]
    opened, _ = begin(scene, level="middle", seed=1)
    state, _ = answer(
        scene, opened, MemberTurn("choice", scene.opening.choices[0].id), None, seed=1
    )
    assert not said(scene, state, 0.5, 1)
    lengths = [len(said(scene, state, felt, 0).split()) for felt in (0.2, 0.0, -0.5)]
    assert lengths == sorted(lengths)
    assert strain(AT_EASE, state) < strain(HESITANT, state)


def test_a_band_reached_without_the_dial_is_worth_nothing() -> None:
    run = Run("parcel", "steady", dial_moves=True, turns=9, before=-0.5, after=0.1)
    every = [replace(run, temperament=kind.name) for kind in TEMPERAMENTS]
    lucky = [replace(each, dial_moves=False) for each in every]
    stuck = [replace(each, dial_moves=False, after=-0.5) for each in every]
    assert Dial((*every, *stuck)).holds
    assert not Dial((*every, *lucky)).holds
    assert not Dial((*lucky, *stuck)).holds
