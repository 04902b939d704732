"""The partner's rules: openings, silence, rudeness, leaving, help, and what is never said."""

import pytest
from tests.support.scene_plays import (
    NOD,
    SILENCE,
    SLOWER,
    STOP,
    WAIT,
    entered,
    opened,
    parcel,
    said,
)

from overture.conversation.scene import MemberTurn, mark_rewound

ASK = said("Hi, I think you've got a parcel of mine", "request", "greet")


def test_nobody_speaks_before_the_member_chooses_to_go_in():
    play = opened("neighbour-parcel", "middle")
    assert play.reply.taps == ("Knock", "Not today")
    assert play.reply.spoken[0].text == ""
    assert play.reply.spoken[0].stage.startswith("There is a card on your mat.")


def test_not_today_is_fine_and_ends_it():
    play = opened("neighbour-parcel", "middle").goes(MemberTurn("choice", "not_now"))
    assert play.reply.exit == "before_knock"
    assert play.reply.note_to_member == "Not today. That's fine."
    assert play.reply.spoken == ()


@pytest.mark.parametrize("words", ["Not today", "not today."])
def test_the_way_out_may_be_typed(words):
    assert opened("neighbour-parcel", "middle").goes(said(words)).reply.exit == "before_knock"


def test_saying_something_instead_of_knocking_goes_in_and_is_answered():
    play = opened("neighbour-parcel", "middle").goes(ASK)
    assert play.reply.beat == "which"
    assert len(play.reply.spoken) == 1
    assert "What name" in play.reply.spoken[0].text or "card" in play.reply.spoken[0].text
    assert "door" in play.reply.spoken[0].stage or "radio" in play.reply.spoken[0].stage


def test_waiting_before_the_door_costs_nothing():
    play = opened("neighbour-parcel", "middle").goes(SILENCE, WAIT)
    assert play.reply.spoken
    assert play.reply.taps == ("Knock", "Not today")
    assert play.state.beat == ""


def test_the_harder_moment_is_announced_and_comes():
    play = opened("neighbour-parcel", "easy", harder=True)
    assert play.reply.note_to_member.startswith("In this one something small goes wrong.")
    play = play.goes(MemberTurn("choice", "knock"), ASK)
    assert play.reply.beat == "not_here"
    assert len(play.reply.spoken) == 2


def test_without_agreement_the_harder_moment_never_comes():
    assert parcel("easy", ASK).reply.beat == "which"


def test_two_silences_bring_the_nod_and_the_nod_says_it():
    play = parcel("easy", SILENCE)
    assert not play.reply.may_nod
    play = play.goes(SILENCE)
    assert play.reply.may_nod
    play = play.goes(NOD)
    assert "asked" in play.state.flags
    assert play.reply.beat == "which"
    assert not play.reply.may_nod


def test_a_nod_where_none_is_offered_is_a_yes():
    play = parcel("easy", NOD)
    assert play.state.exchanges[-1].noticed == ("asked",)


def test_from_the_third_silence_on_the_page_says_that_nothing_will_happen():
    play = parcel("middle", SILENCE, SILENCE, SILENCE)
    assert play.reply.note_to_member.startswith("Nothing further happens until you want it to.")
    assert play.reply.exit is None


def test_where_nothing_is_asked_waiting_is_a_whole_turn():
    play = parcel("easy", ASK, said("six", "agree"), SILENCE)
    assert play.state.exchanges[-1].act == "silent"
    assert play.reply.dial.before == play.reply.dial.after
    assert play.reply.beat == "handover"


def test_a_line_is_drawn_once_and_the_second_time_the_door_is_shut():
    play = parcel("middle", said("you're an idiot", "rude"))
    assert play.state.line_drawn
    assert play.reply.exit is None
    assert play.reply.dial.after["warmth"] == pytest.approx(0.4)
    play = play.goes(said("shut up", "rude"))
    assert play.reply.exit == "she_closed"
    assert play.reply.note_to_member == "She shut the door. The scene ends here."


def test_an_apology_is_taken_and_gives_half_of_the_warmth_back():
    play = parcel(
        "middle", said("you're an idiot", "rude"), said("sorry, that was rude", "apology")
    )
    assert play.reply.spoken[0].text in {
        "All right. Thank you. Where were we.",
        "Thank you for saying so.",
    }
    assert play.reply.dial.after["warmth"] == pytest.approx(0.5)


def test_going_back_takes_the_line_away_and_keeps_the_turn():
    begun = parcel("middle")
    rude = begun.goes(said("you're an idiot", "rude"))
    back = mark_rewound(begun.state, rude.state)
    assert not back.line_drawn
    assert [e.act for version in back.abandoned for e in version.exchanges] == ["rude"]
    again = mark_rewound(back, rude.state)
    assert len(again.abandoned) == 1


def test_heavy_news_gets_nothing_light_and_the_scene_stands_still():
    play = parcel("easy", ASK, said("six"), WAIT)
    play = play.goes(said("my dad died last week", "share_bad_event"))
    assert play.reply.offer_stepping_out
    assert len(play.reply.spoken) == 1
    assert play.reply.beat == "handover"
    assert play.reply.spoken[0].line_ids[0].startswith("anywhere/heavy")


def test_leaving_in_words_is_one_line_and_no_reason_to_stay():
    play = parcel("middle", said("sorry, I have to go", "close"))
    assert play.reply.exit == "said_leave"
    assert len(play.reply.spoken) == 1
    assert "left_by_choice" in play.state.flags


def test_stopping_gets_no_line_from_the_partner():
    play = parcel("hard", ASK, STOP)
    assert play.reply.spoken == ()
    assert play.reply.exit == "stop"


def test_after_the_end_nothing_more_is_said():
    play = parcel("middle", STOP, ASK)
    assert play.reply.spoken == ()
    assert play.reply.exit == "stop"
    assert len(play.state.exchanges) == 2


def test_slower_is_no_turn_and_helps_from_the_next_line_on():
    play = parcel("middle", SLOWER)
    assert play.reply.spoken == ()
    assert play.reply.dial.after["pace"] == pytest.approx(0.25)
    assert play.reply.dial.after["initiative"] == pytest.approx(0.6)
    assert len(play.state.exchanges) == 1


def test_a_name_is_used_only_when_given_here():
    play = parcel("middle", ASK, said("it's Joss Hale", "self_disclosure"))
    assert play.state.name == "Joss"
    assert "Joss" not in parcel("middle", ASK, said("no", "refusal")).all_words


@pytest.mark.parametrize("words", ["none", "42", "asdf", "six", "dunno", "the flat upstairs"])
def test_what_is_no_name_is_not_used_as_one(words):
    assert parcel("middle", ASK, said(words)).state.name == ""


def test_the_members_words_stand_alone_or_not_at_all():
    for phrase_turn in ("my mum's in hospital", "none", "42", "asdf"):
        play = parcel("easy", ASK, said("six"), WAIT, said(phrase_turn, "self_disclosure"))
        assert "my mum" not in play.words[0].lower()


def test_what_was_not_understood_is_said_once_and_never_twice_running():
    play = parcel("easy", ASK, said("six"), WAIT, said("blorb de zing"))
    assert play.state.exchanges[-1].act == "unclear"
    assert play.reply.taps
    play = play.goes(said("blorb"))
    assert play.state.exchanges[-1].act != "unclear"


def test_a_question_about_her_work_is_answered_wherever_it_is_asked():
    play = parcel("middle", said("what do you do for work?", "question"))
    assert "iano" in play.words[0]
    assert play.state.facts == {"pianos": 2}


def test_somebody_who_asks_if_she_is_real_is_told():
    play = parcel("middle", said("are you a bot?", "question"))
    assert "played by software" in play.reply.note_to_member


def test_an_offer_of_help_is_taken_up_however_it_is_worded():
    play = parcel(
        "middle", ASK, said("six"), said("Shout if I can help, can I hold anything", "joke")
    )
    assert "You could hold that door" in play.words[0]
    assert "helped" in play.state.flags


def test_a_greeting_gets_one_back_in_front_only_where_none_was_given():
    assert parcel("hard", ASK, seed=2).words[0].startswith(("Hello. ", "Afternoon. "))
    assert not parcel("easy", ASK).words[0].startswith("Hello")


def test_hints_come_in_the_members_own_register():
    terse = parcel("easy", said("hi", "greet"))
    roomy = parcel(
        "middle",
        said(
            "Good afternoon, I have come about something that is probably a very long story", "joke"
        ),
    )
    assert "Hi. Parcel?" in {words for _, words, _ in terse.reply.hints}
    assert any("drawing of a chair" in words for _, words, _ in roomy.reply.hints)


def test_she_asks_and_gets_her_answer_before_the_scene_moves_on():
    play = parcel("middle", ASK, said("um", "silence_filler"), said("um", "silence_filler"))
    assert play.steps[3][1].beat == "which"
    assert play.steps[4][1].beat == "looking"


def test_the_face_is_the_cues_or_hers_at_rest():
    frown = parcel("hard", ASK)
    faces = {s.cue: s.reading for _, reply in frown.steps for s in reply.spoken}
    assert faces[None] == "at ease"
    assert {"frown": "annoyed", "clock": "unsure"}.get(frown.reply.spoken[0].cue or "", "at ease")


def test_the_context_says_what_her_question_asks_for():
    assert parcel("easy", seed=1).state.context.asked == "choice"
    assert parcel("middle", ASK).state.context.asked in {"open", "yes_no"}
    assert opened("neighbour-parcel", "easy").state.context.asked == "none"


def test_in_the_cafe_a_wrong_cup_is_put_right_once_it_is_named():
    play = entered(
        "counter-coffee",
        "middle",
        said("A coffee please", "request"),
        said("a boat", "agree"),
        WAIT,
        said("Sorry, I don't think this is mine", "apology"),
    )
    assert play.reply.beat == "put_right"
    assert {"asked", "redo", "handed_over"} <= play.state.flags


def test_on_the_telephone_a_named_day_is_taken_however_it_is_said():
    play = entered(
        "phone-dentist",
        "easy",
        said("I'd like an appointment", "request"),
        said("Joss"),
        said("J O double S", "agree"),
        WAIT,
        said("Monday, please. I'm no use to anyone at ten past nine.", "self_disclosure"),
    )
    assert "took_monday" in play.state.flags
