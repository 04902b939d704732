"""A talk with Cue keeps the rules of the policy, whatever is understood of the member's turns."""

import json
import re
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from tests.support.talks import (
    CARD,
    ENGINE,
    NOW,
    Played,
    Turn,
    facts,
    play,
    read,
    turns,
    worlds,
)

from overture.conversation import talk
from overture.conversation.engines import Scripted
from overture.conversation.messages import StepInFocus, TalkFacts
from overture.conversation.policy import TalkState
from overture.conversation.policy.rules import REFLECTING

SLOT = re.compile(r"\{\w+\}")
UNCOUNTED = {"elicit_prediction", "ask_permission", "invite_scene"}
OFFERS = {"invite_scene", "invite_step"}

talks = settings(
    max_examples=25, deadline=None, suppress_health_check=[HealthCheck.too_slow], derandomize=True
)


def moves(turn: Played) -> set[str]:
    return {move for move in (turn.reply.move.name, turn.reply.move.tail) if move}


@talks
@given(turns(), worlds(), st.integers(0, 9))
def test_every_reply_is_short_whole_and_asks_once_at_most(
    said: list[Turn], known: TalkFacts, seed: int
) -> None:
    opening, played = play(said, seed=seed, known=known)
    for text in (opening.spoken[0].text, *(turn.text for turn in played)):
        assert text
        assert len(text.split()) <= 45
        assert text.count("?") <= 1
        assert not SLOT.search(text)
        assert "'" not in text
    assert all("'" not in tap for turn in played for tap in turn.reply.taps)


@talks
@given(turns(), worlds(), st.integers(0, 9))
def test_it_never_interviews(said: list[Turn], known: TalkFacts, seed: int) -> None:
    _, played = play(said, seed=seed, known=known)
    asked = [turn.asks for turn in played]
    assert not any(all(asked[at : at + 3]) for at in range(len(asked) - 2))
    questions = reflections = 0
    for number, turn in enumerate(played, start=1):
        reflections += bool(moves(turn) & REFLECTING)
        chosen = turn.after.questions == turn.before.questions
        counted = turn.asks and not chosen and not moves(turn) & UNCOUNTED
        questions += counted
        if counted and number >= 4:
            assert questions <= reflections


@talks
@given(turns(), worlds(), st.integers(0, 9))
def test_no_line_is_used_twice_in_a_talk(said: list[Turn], known: TalkFacts, seed: int) -> None:
    opening, played = play(said, seed=seed, known=known)
    replies = [opening, *(turn.reply for turn in played)]
    used = [line for reply in replies for line in reply.spoken[0].line_ids]
    assert len(used) == len(set(used))


@talks
@given(turns(), worlds(), st.integers(0, 9))
def test_a_close_leaves_nothing_open(said: list[Turn], known: TalkFacts, seed: int) -> None:
    _, played = play(said, seed=seed, known=known)
    for turn in played:
        if turn.reply.ends:
            assert not turn.asks
            assert turn.reply.taps == ()
            assert turn.reply.offer is None
            assert len(turn.text.split()) < 10


@talks
@given(turns(), worlds(), st.integers(0, 9))
def test_a_no_stays_a_no(said: list[Turn], known: TalkFacts, seed: int) -> None:
    _, played = play(said, seed=seed, known=known)
    for turn in played:
        asked_for = turn.after.acts[-1:] == ("ask_practise",) or turn.reply.move.use == "confirm"
        if turn.after.offers_locked and not asked_for:
            assert not moves(turn) & OFFERS
        if turn.after.only_talk and not asked_for:
            assert not moves(turn) & {*OFFERS, "elicit_prediction", "ask_permission"} or (
                turn.before.asked == "number"
            )


@talks
@given(turns(), worlds(), st.integers(0, 9))
def test_some_things_are_said_once_a_talk(said: list[Turn], known: TalkFacts, seed: int) -> None:
    _, played = play(said, seed=seed, known=known)
    names = [turn.reply.move.name for turn in played if turn.reply.move.use != "confirm"]
    assert names.count("normalise") <= 1
    assert names.count("name_pattern") <= 1
    assert not any(names[at : at + 3] == ["complex_reflection"] * 3 for at in range(len(names) - 2))


@talks
@given(turns(), worlds(), st.integers(0, 9))
def test_the_same_seed_gives_the_same_talk(said: list[Turn], known: TalkFacts, seed: int) -> None:
    assert play(said, seed=seed, known=known) == play(said, seed=seed, known=known)


@talks
@given(turns(), worlds(), st.integers(0, 9))
def test_a_state_survives_being_kept(said: list[Turn], known: TalkFacts, seed: int) -> None:
    _, played = play(said, seed=seed, known=known)
    for turn in played:
        assert TalkState.from_json(json.loads(json.dumps(turn.after.to_json()))) == turn.after


@pytest.mark.parametrize("seed", range(4))
@pytest.mark.parametrize(
    "world",
    [
        {},
        {"room": "hardly any"},
        {"step": StepInFocus("due", "text Leo", "today")},
        {"step": StepInFocus("missed", "ring the surgery", "yesterday")},
        {"now": NOW.replace(hour=2)},
        {"now": NOW.replace(hour=10)},
    ],
)
def test_ten_talks_in_a_row_repeat_no_opener(seed: int, world: dict[str, Any]) -> None:
    last_used: dict[str, int] = {}
    texts = []
    for number in range(1, 11):
        rests = {line: number - used for line, used in last_used.items()}
        known = facts(talks_before=number, rests=rests, **world)
        _, reply = talk.open_talk(known, ENGINE, CARD, seed=seed)
        texts.append(reply.spoken[0].text)
        last_used.update(dict.fromkeys(reply.spoken[0].line_ids, number))
    assert len(set(texts)) == 10


def test_the_first_talk_says_that_it_is_a_program() -> None:
    _, reply = talk.open_talk(facts(talks_before=0), ENGINE, CARD, seed=5)
    assert re.search(r"program|software", reply.spoken[0].text)


def test_a_script_is_said_in_order_and_then_gives_way() -> None:
    engine = Scripted(["One.", "Two."])
    state, opening = talk.open_talk(facts(), engine, CARD, seed=1)
    state, first = talk.answer(state, read("hello", "greet"), facts(), engine, CARD, seed=1)
    _, last = talk.answer(state, read("hello", "greet"), facts(), engine, CARD, seed=1)
    assert [opening.spoken[0].text, first.spoken[0].text] == ["One.", "Two."]
    assert last.spoken[0].text in talk.LAST_RESORT


@pytest.mark.parametrize("text", ["", "😀😀", "...", "?"])
def test_turns_without_words_get_ever_different_replies(text: str) -> None:
    silent = Turn(read(text, "silence_filler", words=0))
    _, played = play([silent] * 12)
    said = [turn.text for turn in played]
    assert len(set(said)) == len(said)


def test_asking_what_to_do_twice_gets_something_to_do() -> None:
    asking = Turn(read("what should i do", "ask_advice"))
    _, played = play([asking, asking, asking])
    texts = [turn.text for turn in played]
    assert len(set(texts)) == 3
    assert any(turn.reply.move.name in {"give_information", "invite_step"} for turn in played[1:])
