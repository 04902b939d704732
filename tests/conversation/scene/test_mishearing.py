"""What only sounds like news, a goodbye, a request or a follow-up is not taken for one."""

from dataclasses import replace

import pytest
from tests.conversation.scene.test_rudeness import act_of
from tests.support.scene_plays import Play, entered, said
from tests.support.understandings import understood

from overture.content import scenes
from overture.content.schema.scene import Fact, Scene, SceneLine
from overture.conversation.scene import MemberTurn, answer
from overture.conversation.scene.acts import answered
from overture.conversation.scene.lines import Ground, levelled, reply_to
from overture.conversation.scene.matching import folded, has_any
from overture.conversation.scene.parting import not_leaving, takes_leave
from overture.conversation.scene.reading import Reading, read_words
from overture.conversation.scene.sense import leans_back, told_in

SCENES = scenes()
NOT_HEAVY = ("I made a soup on Tuesday and nobody saw it", "you must be lonely up there")
HEAVY = (
    "I have no friends",
    "nobody ever talks to me",
    "my mum died on Friday",
    "I feel so lonely",
)
STAYS = (
    "Do you want to see me again?", "hope you see him", "did you say bye to him",
    "do you take care of the garden?", "will I see you again?", "hope it goes well",
    "good to see you", "I have to go to the dentist on Monday", "enjoy your holiday",
)  # fmt: skip
GOES = (
    "bye", "see you", "I have to go", "that's all, thanks", "have a good one", "take care",
    "can I go now?", "hope to see you again", "thanks, see you Thursday",
)  # fmt: skip
UNRELATED = ("what's for dinner", "where's the loo?", "what time is it?", "who won the match?")
BARE = ("really?", "why?", "how come?", "what happened?", "did he?", "was it heavy?")
ASKING = frozenset({"question", "follow_up"})


@pytest.mark.parametrize("scene_id", SCENES)
def test_a_soup_nobody_saw_is_not_heavy_and_having_nobody_is(scene_id):
    play = entered(scene_id, "middle")
    assert [text for text in NOT_HEAVY if act_of(play, text) == "heavy"] == []
    assert [text for text in HEAVY if act_of(play, text) != "heavy"] == []


@pytest.mark.parametrize("scene_id", SCENES)
def test_questions_and_good_wishes_end_no_scene_though_the_classifier_hears_a_close(scene_id):
    play = entered(scene_id, "middle")
    for text in STAYS:
        assert act_of(play, text) != "leave", text
    for text in STAYS[:6]:
        assert act_of(play, text, understood(text, "close")) != "leave", text


@pytest.mark.parametrize("text", GOES)
def test_those_who_go_are_let_go(text):
    flat = folded(text)
    assert takes_leave(flat, len(text.split())) or not not_leaving(flat)
    play = entered("neighbour-parcel", "middle")
    assert act_of(play, text) == "leave"


@pytest.mark.parametrize(
    "text", ["are you the front or the back?", "is that a heron?", "good luck with the exam"]
)
def test_yes_or_no_questions_and_good_wishes_ask_for_nothing_to_be_done(text):
    play = entered("shop-where", "middle", said("a tap washer please", "request"))
    turn = MemberTurn("words", text)
    read = read_words(play.scene, play.state, turn, understood(text, "request"))
    assert "request" not in read.acts


@pytest.mark.parametrize("text", BARE)
def test_a_bare_question_and_one_with_a_pronoun_lean_back(text):
    assert leans_back(folded(text))


@pytest.mark.parametrize("text", UNRELATED)
def test_a_short_question_of_its_own_leans_on_nothing(text):
    assert not leans_back(folded(text))


def under_discussion(play: Play, fact: Fact, told: int) -> Play:
    """The play with a fact of the partner's told so far and talked about."""
    state = replace(play.state, facts={fact.id: told}, fact=fact.id, pending=())
    return replace(play, steps=(*play.steps, (state, play.reply)))


@pytest.mark.parametrize("scene_id", SCENES)
def test_after_a_fact_is_told_an_unrelated_question_brings_no_more_of_it(scene_id):
    play = entered(scene_id, "middle")
    for fact in play.scene.partner.facts:
        for text in UNRELATED:
            if has_any(folded(text), fact.words):
                continue
            asked = under_discussion(play, fact, 2).goes(said(text, "follow_up", "question"))
            assert f"fact/{fact.id}" not in str(asked.reply.spoken), (fact.id, text)


def closing_beat(scene: Scene) -> str:
    return next(b.id for b in scene.beats if any(way.end for way in b.moves_on))


@pytest.mark.parametrize("scene_id", SCENES)
@pytest.mark.parametrize("level", ["easy", "hard"])
def test_nobody_is_asked_back_where_the_scene_is_closing(scene_id, level):
    play = entered(scene_id, level)
    for fact in play.scene.partner.facts:
        before = under_discussion(play, fact, 3).state
        state = replace(before, beat=closing_beat(play.scene))
        for words in (f"tell me about the {fact.words[0]}?", "really?"):
            heard = understood(words, "follow_up", "question")
            _, reply = answer(play.scene, state, MemberTurn("words", words), heard, seed=1)
            assert "/ask_back/" not in str(reply.spoken), (fact.id, words)


def keyed_for_statements(scene: Scene) -> list[tuple[str, SceneLine, str]]:
    """Every line of a beat that a key word in a statement brings out, with its beat and word."""
    return [
        (beat.id, line, need.removeprefix("key:"))
        for beat in scene.beats
        for act, lines in beat.say.items()
        if act not in ASKING
        for line in lines.all()
        for need in line.needs
        if need.startswith("key:")
    ]


KEYED = [(scene, *found) for scene in SCENES.values() for found in keyed_for_statements(scene)]


@pytest.mark.parametrize(("scene", "beat", "line", "word"), KEYED)
def test_a_line_on_a_key_word_meets_the_statement_and_not_the_question(scene, beat, line, word):
    play = entered(scene.id, "easy")
    state = replace(play.state, beat=beat, flags=play.state.flags | _flags(line))
    text = f"do you {word}?"
    reading = read_words(scene, state, MemberTurn("words", text), understood(text, "question"))
    if answered(scene.acts.order, reading.acts) not in ASKING or reading.job:
        return
    ground = Ground(scene, state, reading, seed=1)
    found = reply_to(ground, reading.act)
    asked = [c for act in ASKING for c in _candidates(ground, beat, act)]
    assert found is not None
    assert found.line != line or line in asked


def _flags(line: SceneLine) -> frozenset[str]:
    return frozenset(need for need in line.needs if ":" not in need and not need.startswith("!"))


def _candidates(ground: Ground, beat: str, act: str) -> list[SceneLine]:
    lines = ground.scene.beat(beat).say.get(act)
    return [c.line for each in levelled(lines, f"{beat}/{act}", ground, act) for c in each]


def test_what_is_told_beside_a_question_still_counts():
    assert "swim" in told_in("I swim too. Do you go often?")
    assert "swim" not in told_in("do you swim?")
    assert "swim" not in told_in("Where do you swim")


def test_a_statement_still_draws_the_line_on_its_key_word():
    play = entered("neighbour-parcel", "easy")
    beat = next(beat for beat, _, word in keyed_for_statements(play.scene) if word == "basil")
    told = Reading("words", "I kill basil", "self_disclosure", frozenset({"self_disclosure"}))
    found = reply_to(Ground(play.scene, replace(play.state, beat=beat), told, 1), told.act)
    assert found is not None
    assert "Basil comes from the shop" in found.line.text
