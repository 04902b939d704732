"""The suite tells an honest looking back from one that names nothing or makes something up."""

from dataclasses import replace

import pytest

from overture.content import scenes
from overture.content.files import read_toml
from overture.content.schema.evaluation import Flaw, HonestyFile
from overture.conversation.scene import Remark, Worked, debrief
from overture.evaluation.honesty import FILE, Honesty, evaluate, names, untrue
from overture.evaluation.playing import play

PARCEL = scenes()["neighbour-parcel"]
RUDE = Flaw(id="rude", measures=("rudeness",), words=("line was drawn|drew a line",))


@pytest.fixture(scope="module")
def found() -> Honesty:
    return evaluate(lambda _doing, _share: None)


@pytest.mark.requirement(10)
def test_the_planted_flaw_is_named_and_nothing_is_made_up(found):
    assert {f.name: f.value for f in found.figures if not f.holds} == {}


def test_every_flaw_is_planted_at_least_once():
    planted = read_toml(FILE, HonestyFile)
    assert {pair.flaw for pair in planted.pair} == {flaw.id for flaw in planted.flaw}


def test_a_flaw_counts_as_named_only_if_the_words_say_it():
    state = play(PARCEL, ("You're an idiot", "shut up, idiot"), level="middle", seed=1)
    told = debrief(PARCEL, state)
    assert names(told, RUDE)
    quiet = replace(told, happened=(Remark("rudeness", "A long day.", lack=True),), to_try=None)
    assert not names(quiet, RUDE)


def test_praise_for_a_line_that_was_never_said_is_found():
    state = play(PARCEL, ("Hi, have you got a parcel of mine?",), level="middle", seed=1)
    told = debrief(PARCEL, state)
    assert untrue(PARCEL, state, told) == ()
    invented = replace(told, worked=(Worked("warmth", "Thanks so much", "She beamed."),))
    assert any("not a line that stands" in one for one in untrue(PARCEL, state, invented))
    assert any("nothing was counted" in one for one in untrue(PARCEL, state, invented))


def test_praise_that_quotes_what_nobody_said_is_found():
    state = play(PARCEL, ("Hi, have you got a parcel of mine?",), level="middle", seed=1)
    told = debrief(PARCEL, state)
    own = "Hi, have you got a parcel of mine?"
    invented = replace(told, worked=(Worked("ask_made", own, "She said “How lovely of you”."),))
    assert untrue(PARCEL, state, invented) == ("neighbour-parcel: nobody said: How lovely of you",)


def test_praise_for_a_line_that_was_taken_back_is_found():
    script = ("Hi, have you got a parcel of mine?", "/back", "hello")
    state = play(PARCEL, script, level="middle", seed=1)
    told = replace(
        debrief(PARCEL, state),
        worked=(Worked("ask_made", "Hi, have you got a parcel of mine?", ""),),
    )
    assert any("not a line that stands" in one for one in untrue(PARCEL, state, told))


def test_one_pair_with_the_same_text_twice_is_enough_not_to_hold(found):
    pair = found.pairs[0].pair
    same = replace(found.pairs[0], differs=False)
    assert not Honesty((*found.pairs, same)).holds
    assert f"{pair.id}: both attempts got the same text" in Honesty((same,)).words()
