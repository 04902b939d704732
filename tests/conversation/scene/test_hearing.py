"""What people really type into a scene: passing talk, plain statements, asks in other words."""

import pytest
from tests.support.scene_plays import SILENCE, WAIT, entered, parcel, said

from overture.content import scenes
from overture.conversation.scene import debrief
from overture.conversation.scene.flags import passing_flags
from overture.conversation.scene.matching import folded, has_phrase
from overture.conversation.scene.smalltalk import small_talk

SCENES = scenes()
ASK = said("Hi, I think you've got a parcel of mine", "request", "greet")
STEERING = {"asked", "took_back", "closing", "name_given", "line_drawn", "settled", "redo"}


@pytest.mark.parametrize("scene", SCENES.values(), ids=SCENES.keys())
def test_remarks_pass_with_their_turn_and_what_moves_the_scene_stays(scene):
    passing = passing_flags(scene)
    assert "said_nervous" in passing
    assert not passing & STEERING
    moving = {
        flag.lstrip("!") for beat in scene.beats for way in beat.moves_on for flag in way.when
    }
    assert not passing & moving


def test_a_nervous_remark_is_not_answered_again_three_turns_later():
    nervous = said("sorry, I'm nervous about this", "self_disclosure")
    play = entered("counter-coffee", "middle", nervous)
    assert "said_nervous" in play.state.flags
    play = play.goes(said("A coffee please", "request"))
    assert "said_nervous" not in play.state.flags


def test_that_it_is_about_a_tap_is_known_to_the_end():
    play = entered("shop-where", "easy", said("a tap washer please", "request"), said("a sink"))
    assert "said_tap" in play.state.flags


@pytest.mark.parametrize(
    ("text", "flag"),
    [
        ("hello, how are you?", "asks_after_you"),
        ("how's it going", "asks_after_you"),
        ("did you have a good weekend?", "asks_weekend"),
        ("what's your name?", "asks_your_name"),
        ("are you real?", "asks_real"),
        ("am I talking to a computer?", "asks_real"),
        ("you're just a program aren't you", "asks_real"),
        ("nice to meet you", "says_pleased"),
        ("cold out today isn't it", "about_weather"),
        ("sorry can you say again more slow please", "asks_again"),
        ("Sorry?", "asks_again"),
    ],
)
def test_passing_talk_is_known(text, flag):
    assert flag in small_talk(folded(text))


@pytest.mark.parametrize(
    "text", ["is this real gold?", "how are you getting on with it", "have nice day", "I'm cold"]
)
def test_what_only_sounds_like_passing_talk_is_not(text):
    assert not small_talk(folded(text)) & {"asks_after_you", "about_weather", "asks_weekend"}


@pytest.mark.parametrize("scene_id", SCENES)
def test_how_are_you_is_answered_in_every_scene(scene_id):
    play = entered(scene_id, "middle", said("How are you today?", "follow_up", "greet"))
    assert play.reply.spoken[0].line_ids[0].startswith("anywhere/question")
    assert not play.words[0].endswith("?")


@pytest.mark.parametrize("scene_id", SCENES)
@pytest.mark.parametrize("level", ["easy", "hard"])
def test_the_partner_never_claims_to_be_a_person_however_often_it_is_asked(scene_id, level):
    play = entered(scene_id, level)
    for words in ("are you real?", "is this a bot?", "you're just a program aren't you"):
        beat = play.state.beat
        play = play.goes(said(words, "rude"))
        assert any(honest in play.words[0].lower() for honest in ("software", "program"))
        assert "played by software" in play.reply.note_to_member
        assert play.state.beat == beat
        assert "line_drawn" not in play.state.flags


def test_a_name_still_counts_after_passing_talk_and_silence():
    play = parcel("easy", ASK, seed=2)
    assert "name" in play.words[0]
    play = play.goes(said("are you real?", "question"), SILENCE, said("Joan", "share_neutral"))
    assert play.state.name == "Joan"


def test_asked_to_say_it_again_the_same_words_come_and_nothing_moves_on():
    play = parcel("middle", ASK, seed=2)
    before = play
    play = play.goes(said("sorry, could you say that again?", "apology"))
    assert play.words[0]
    assert before.words[-1].endswith(play.words[0])
    assert play.state.beat == before.state.beat
    assert play.reply.dial.after["pace"] < before.reply.dial.after["pace"]


def test_the_wrong_cup_is_named_in_anybodys_words():
    for words in (
        "Sorry, I don't think this one is mine",
        "this isn't my drink",
        "is this one mine?",
        "I think it's the wrong one",
    ):
        order = said("A coffee please", "request"), said("a boat", "agree"), WAIT
        play = entered("counter-coffee", "middle", *order, said(words, "apology"))
        assert "asked" in play.state.flags, words


def test_another_floor_than_five_is_a_floor_and_the_members_own_word():
    play = entered("neighbour-lift", "easy", said("hi", "greet"), said("Fourth floor please"))
    assert "asked" in play.state.flags
    assert play.reply.beat == "going_up"


def test_many_words_without_an_order_in_them_order_nothing():
    line = said("Evening. I come in peace and with very low expectations", "greet")
    assert "ordered" not in entered("counter-coffee", "easy", line).state.flags


def test_a_hip_that_hurts_is_no_joke_and_a_stroke_on_a_form_no_illness():
    hip = said("it's my hip, they did it in March and it's never been right", "joke")
    assert parcel("easy", hip).state.exchanges[-1].act != "joke"
    code = said("four one seven stroke two, thank you", "thanks")
    assert entered("colleague-help", "easy", code).state.exchanges[-1].act != "heavy"


def test_what_is_said_next_about_heavy_news_is_met_as_the_news_was():
    play = parcel("easy", ASK, said("six"), WAIT)
    play = play.goes(
        said("my mum died on Friday", "share_bad_event"),
        said("I don't really know what I'm doing", "self_criticism"),
    )
    assert [e.act for e in play.state.exchanges[-2:]] == ["heavy", "heavy"]
    assert play.reply.spoken[0].line_ids[0].startswith("anywhere/heavy")


@pytest.mark.parametrize(
    "text", ["I'm cold", "It drips all night", "Tuesday morning would be good"]
)
def test_a_plain_remark_is_heard_though_no_act_was_found_in_it(text):
    play = entered("phone-landlord", "middle", said("the tap drips", "request"), said("Sunday"))
    play = play.goes(said(text))
    assert play.state.exchanges[-1].act == "self_disclosure"


def test_a_question_about_something_else_does_not_bring_out_the_partners_story():
    play = parcel("easy", ASK, said("six"), WAIT, said("thanks for keeping it", "thanks"))
    told = dict(play.state.facts)
    play = play.goes(said("What do you think about cats?", "follow_up"))
    assert dict(play.state.facts) == told
    assert not play.reply.spoken[0].line_ids[0].startswith("fact/")


def test_did_you_have_a_good_weekend_is_no_goodbye_and_have_a_good_one_is():
    play = parcel("easy", ASK, said("six"), WAIT)
    assert play.goes(said("did you have a good weekend?", "question")).reply.exit is None
    assert play.goes(said("well, have a good weekend", "agree")).reply.exit == "done"


def test_somebody_who_ordered_and_then_let_the_cup_go_did_not_go_blank():
    play = entered(
        "counter-coffee",
        "easy",
        said("coffee", "request"),
        said("Callum"),
        WAIT,
        said("ok", "agree"),
        said("bye", "bye"),
    )
    told = debrief(play.scene, play.state)
    assert told.kind == "done"
    assert "did not find out" in told.happened[-1].words


def test_a_phrase_may_leave_words_open():
    assert has_phrase(folded("I don't think this one is mine"), "don't think .. mine")
    assert not has_phrase(folded("so that is your lovely old cup, not mine"), "so .. mine")


@pytest.mark.parametrize(
    "text",
    ["are you busy", "you're funny", "you're killing me", "go away with you", "shut up, no way"],
)
def test_what_friends_say_is_not_rude(text):
    play = parcel("easy", ASK, said("six"), WAIT, said(text, "rude"))
    assert play.state.exchanges[-1].act != "rude"


@pytest.mark.parametrize("text", ["get lost", "hurry up you old bat", "you absolute moron"])
def test_a_plain_insult_is_rude_whatever_else_was_found(text):
    assert parcel("easy", said(text, "acknowledge")).state.line_drawn


@pytest.mark.parametrize(
    "text", ["that's all, thanks", "I'd better crack on", "let you get on then"]
)
def test_the_end_of_an_errand_is_a_goodbye(text):
    play = parcel("easy", ASK, said("six"), WAIT, said(text, "thanks"))
    assert play.reply.exit == "done"


def test_asking_whether_somebody_is_annoyed_is_not_rude_and_an_insult_beside_it_is():
    asked = said("are you annoyed?", "rude")
    play = entered("neighbour-lift", "easy", said("Five, please", "request"), asked)
    assert play.state.exchanges[-1].act == "question"
    insult = said("are you annoyed, you idiot?", "rude")
    play = entered("neighbour-lift", "easy", said("Five, please", "request"), insult)
    assert play.state.exchanges[-1].act == "rude"


def test_his_is_no_greeting_and_the_plural_of_a_longer_word_still_counts():
    assert not has_phrase(folded("what's his name"), "hi")
    assert has_phrase(folded("where do the parcels go"), "parcel")
