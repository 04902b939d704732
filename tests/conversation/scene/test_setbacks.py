"""Small things that go wrong: where they are named, once, and mended by the next turn."""

import pytest
from tests.support.scene_plays import Play, said
from tests.support.several import raw_scene

from overture.content import scenes
from overture.content.schema.scene import Scene
from overture.conversation.scene import MemberTurn, answer, begin

TALK = said("The post is late again this week", "self_disclosure")
SEEDS = range(24)


def lift(**setback) -> Scene:
    """The lift scene with one setback of our own, in its first beat."""
    scene = scenes()["neighbour-lift"]
    own = {
        "id": "lamp",
        "levels": ["middle"],
        "consent": "none needed",
        "what": "The lamp goes out.",
        "mended_by": "any word",
        "say": [{"text": "That was the lamp."}],
        **setback,
    }
    plain = scene.model_dump(by_alias=True)
    return Scene.model_validate({**plain, "setbacks": [own]})


def play(scene: Scene, level: str, seed: int, *turns, harder: bool = False) -> Play:
    start = begin(scene, level=level, seed=seed, harder_moment_agreed=harder)
    inside = MemberTurn("choice", scene.opening.choices[0].id)
    went_in = answer(scene, start[0], inside, None, seed=seed)
    return Play(scene, (start, went_in), seed).goes(*turns)


def lamps(scene: Scene, level: str, *turns, **more) -> list[int]:
    """How often the lamp went out, for each seed."""
    plays = (play(scene, level, seed, *turns, **more) for seed in SEEDS)
    return [each.all_words.count("That was the lamp.") for each in plays]


FLOOR = said("five please", "request")


def test_it_happens_in_some_plays_and_never_twice():
    found = lamps(lift(), "middle", FLOOR, *[TALK] * 9)
    assert set(found) == {0, 1}


@pytest.mark.parametrize("level", ["easy", "hard"])
def test_it_stays_away_from_levels_that_it_does_not_name(level):
    assert set(lamps(lift(), level, FLOOR, TALK)) == {0}


def test_it_waits_for_its_beat():
    assert set(lamps(lift(in_beats=["close"]), "middle", FLOOR, TALK, TALK)) == {0}


def test_an_announced_one_has_no_lines_of_its_own_to_happen_by():
    agreed = lift(consent="announced and agreed before the scene")
    assert set(lamps(agreed, "middle", FLOOR, *[TALK] * 9, harder=True)) == {0}


def test_nothing_else_goes_wrong_where_the_harder_moment_was_agreed_to():
    assert set(lamps(lift(), "middle", FLOOR, *[TALK] * 9, harder=True)) == {0}


def test_it_never_falls_on_heavy_news():
    heavy = said("my mum died on Monday", "share_bad_event")
    assert set(lamps(lift(), "middle", heavy, heavy, heavy)) == {0}


def unlucky(scene: Scene, *turns) -> Play:
    """The first play in which the lamp goes out in its last turn."""
    for seed in range(200):
        each = play(scene, "middle", seed, *turns)
        if any("lamp" in spoken.text for spoken in each.reply.spoken):
            return each
    pytest.fail("it never happened")


def test_the_dial_says_that_something_went_wrong():
    reason = unlucky(lift(interrupts=True), FLOOR, TALK).reply.dial.reason
    assert reason.endswith("Something small went wrong: The lamp goes out.")


def test_one_that_interrupts_leaves_the_turn_unanswered_and_open():
    scene = lift(interrupts=True)
    before = unlucky(scene, FLOOR, TALK)
    assert [spoken.text for spoken in before.reply.spoken] == ["That was the lamp."]
    state = before.state
    assert state.beat == before.steps[-2][0].beat
    assert state.turns_here == before.steps[-2][0].turns_here
    mended = before.goes(TALK)
    assert mended.reply.spoken
    assert "lamp" not in mended.reply.spoken[0].text


def test_one_that_does_not_comes_after_the_reply():
    spoken = unlucky(lift(), FLOOR, *[TALK] * 4).reply.spoken
    assert len(spoken) == 2
    assert spoken[1].text == "That was the lamp."


def test_the_next_line_may_be_about_it():
    scene = lift(interrupts=True)
    plain = scene.model_dump(by_alias=True)
    for beat in plain["beats"]:
        beat["say"].setdefault("self_disclosure", {})["any"] = [
            {"text": "It is back on.", "needs": ["setback:lamp"]}
        ]
    answered = unlucky(Scene.model_validate(plain), FLOOR, TALK).goes(TALK)
    assert "It is back on." in answered.all_words
    assert "It is back on." not in answered.goes(TALK).reply.spoken[0].text


def test_the_harder_moment_is_owned_to_in_the_dials_reason():
    reply = play(scenes()["neighbour-lift"], "middle", 3, FLOOR, harder=True).reply
    assert reply.beat == "mistaken"
    assert reply.dial.reason.endswith("Then came the harder moment that you had agreed to.")


def test_a_raw_scene_without_setbacks_is_played_as_before():
    raw = {**raw_scene(), "setbacks": []}
    each = play(Scene.model_validate(raw), "hard", 2, TALK, TALK)
    assert "Something small" not in each.reply.dial.reason
