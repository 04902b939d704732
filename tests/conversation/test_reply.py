"""The pipeline: the screen first, the outbound check last, everything in between plain values."""

import json
from dataclasses import replace
from datetime import UTC, datetime

import pytest

from overture.content import card, companion_lines, scenes
from overture.conversation import reply
from overture.conversation.engines import Guided, Scripted
from overture.conversation.messages import SceneCard, TalkFacts
from overture.conversation.policy import TalkState
from overture.conversation.reply import Answer, SafetyWords, Said
from overture.conversation.scene import SceneState
from overture.safety.protocol import respond
from overture.safety.screening import screen
from overture.safety.state import ScreenState

NOW = datetime(2026, 3, 2, 18, 30, tzinfo=UTC)
PLAIN = "The bus was late and I missed my stop."
PARCEL = scenes()["neighbour-parcel"]
CARDS = tuple(SceneCard(s.id, s.title, s.partner.role, s.family) for s in scenes().values())
FACTS = TalkFacts(now=NOW, scenes=CARDS)
SCREENED = SafetyWords(("A line of the protocol.",), "safety_question", ("Yes",), help_link=True)


@pytest.fixture(scope="module")
def engine() -> Guided:
    return Guided(companion_lines())


@pytest.fixture(scope="module")
def opening(engine) -> Answer:
    return reply.open_talk(FACTS, engine, card(), seed=1)


def _talk(state, said: Said, engine, *, screened=None, seed: int = 1) -> Answer:
    return reply.answer_in_talk(
        TalkState.from_json(dict(state)),
        said,
        FACTS,
        engine,
        card(),
        screened=screened,
        region="GB",
        seed=seed,
    )


def _scene(*turns: Said, screened=None, level: str = "easy") -> list[Answer]:
    answers = [reply.begin_scene(PARCEL, level=level, seed=1, harder_moment_agreed=False)]
    for said in turns:
        state = SceneState.from_json(json.loads(json.dumps(dict(answers[-1].state))))
        answers.append(reply.answer_in_scene(PARCEL, state, said, screened=screened, seed=1))
    return answers


def _unread(*_arguments, **_named):
    raise AssertionError("it was read")


# ---- the screen first


def test_what_the_screen_takes_up_is_not_read_in_a_talk(opening, engine, monkeypatch):
    monkeypatch.setattr(reply, "understand", _unread)
    answer = _talk(opening.state, Said("words", PLAIN), engine, screened=SCREENED)
    assert [spoken.speaker for spoken in answer.spoken] == ["safety"]
    assert (answer.engine, answer.move) == ("safety/1", "safety:safety_question")
    assert answer.taps == ("Yes",)
    assert answer.help_link
    assert not answer.ends


def test_what_the_screen_takes_up_is_not_read_in_a_scene(monkeypatch):
    before = _scene()[-1]
    monkeypatch.setattr(reply, "understand", _unread)
    answer = _scene(Said("words", PLAIN), screened=SCREENED)[-1]
    assert [spoken.speaker for spoken in answer.spoken] == ["safety"]
    assert json.dumps(dict(answer.state)) == json.dumps(dict(before.state))


def test_even_a_stop_waits_for_what_the_screen_has_to_say(opening, engine):
    answer = _talk(opening.state, Said("stop"), engine, screened=SCREENED)
    assert answer.spoken[0].speaker == "safety"


def test_the_card_comes_before_its_lines_and_brings_its_tap():
    found = screen("I'm going to kill myself tonight", ScreenState(), now=NOW)
    words = SafetyWords.of(respond(found, None, "GB"))
    assert words.card
    assert words.spoken[0].text == words.card
    assert reply.meant_something_else() in words.taps
    assert words.help_link


def test_the_words_of_the_protocol_can_be_kept_and_read_again():
    kept = json.loads(json.dumps(vars(SCREENED)))
    assert SafetyWords.from_json(kept) == SCREENED


# ---- the check last


@pytest.mark.parametrize(
    "said", ["Ring 555 0123 now, the number is 555 0123.", "See www.elsewhere.com for help."]
)
def test_a_sentence_that_may_not_be_said_is_replaced_whole(opening, said):
    answer = _talk(opening.state, Said("words", PLAIN), Scripted([said]))
    assert [spoken.text for spoken in answer.spoken] == [reply.SAFE_WORDS]


def test_a_sentence_that_may_be_said_is_left_alone(opening):
    answer = _talk(opening.state, Said("words", PLAIN), Scripted(["Buses do that."]))
    assert [spoken.text for spoken in answer.spoken] == ["Buses do that."]
    assert answer.engine == "scripted/1"


def test_where_one_line_may_not_be_said_the_others_stay(opening):
    spoken = (opening.spoken[0], replace(opening.spoken[0], text="See www.elsewhere.com"))
    checked = reply.checked(replace(opening, spoken=spoken), "GB")
    assert [one.text for one in checked.spoken] == [opening.spoken[0].text, reply.SAFE_WORDS]


# ---- turns


def test_stopping_ends_with_one_line_and_no_question(opening, engine):
    answer = _talk(opening.state, Said("stop"), engine)
    assert [spoken.text for spoken in answer.spoken] == [reply.STOPPED]
    assert answer.ends
    assert "?" not in reply.STOPPED
    assert TalkState.from_json(dict(answer.state)).ended


def test_stopping_a_scene_ends_it():
    answer = _scene(Said("choice", "Knock"), Said("stop"))[-1]
    assert answer.ends
    assert answer.exit == "stop"


def test_a_turn_is_answered_with_a_move_a_reason_and_what_was_understood(opening, engine):
    answer = _talk(opening.state, Said("words", PLAIN), engine)
    assert answer.move
    assert answer.reason
    assert answer.engine == "guided/1"
    assert answer.understanding["acts"]
    assert PLAIN not in json.dumps(answer.understanding)


def test_the_same_seed_gives_the_same_answer_and_leaves_the_state_it_began_from(opening, engine):
    before = json.dumps(dict(opening.state))
    first, again = (_talk(opening.state, Said("words", PLAIN), engine, seed=7) for _ in range(2))
    assert first == again
    assert json.dumps(dict(opening.state)) == before


def test_a_control_in_a_scene_is_not_read_as_words(monkeypatch):
    monkeypatch.setattr(reply, "understand", _unread)
    turns = [Said(manner) for manner in ("silence", "nod", "wait", "slower")]
    assert all(answer.understanding is None for answer in _scene(Said("choice", "Knock"), *turns))


def test_an_answer_that_could_not_be_made_says_so_and_keeps_the_state(opening):
    answer = reply.out_of_order(opening.state)
    assert answer.state == opening.state
    assert (answer.spoken, answer.note, answer.ends) == ((), reply.OUT_OF_ORDER, False)


# ---- plain values


def _every_kind(opening: Answer, engine: Guided) -> list[Answer]:
    turns = [Said("choice", "Knock"), Said("words", "Hello, have you got my parcel?")]
    return [
        opening,
        _talk(opening.state, Said("words", PLAIN), engine),
        _talk(opening.state, Said("words", "bye"), engine),
        _talk(opening.state, Said("stop"), engine),
        _talk(opening.state, Said("words", PLAIN), engine, screened=SCREENED),
        reply.out_of_order(opening.state),
        *_scene(*turns, Said("silence"), Said("slower"), Said("stop")),
    ]


def test_every_answer_is_json_as_it_stands(opening, engine):
    for answer in _every_kind(opening, engine):
        shown = answer.as_json()
        assert json.loads(json.dumps(shown)) == shown
        assert {"spoken", "taps", "hints", "note", "ends"} <= shown.keys()
        assert not {"state", "understanding", "reason", "move", "engine"} & shown.keys()


def test_every_state_can_be_kept_as_json(opening, engine):
    for answer in _every_kind(opening, engine):
        kept = json.loads(json.dumps(dict(answer.state)))
        read = SceneState if "scene_id" in kept else TalkState
        assert json.loads(json.dumps(dict(read.from_json(kept).to_json()))) == kept
