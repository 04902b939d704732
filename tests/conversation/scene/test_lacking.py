"""What was missing is named in what was there; what there was no occasion for is not."""

import pytest
from tests.support.scene_plays import SILENCE, STOP, WAIT, entered, parcel, said

from overture.conversation.scene import debrief
from overture.conversation.scene.lacking import lacks
from overture.conversation.scene.looking import Look

ASK = said("Hi, have you got a parcel of mine?", "request", "greet")
DONE = (ASK, said("it's Joss"), WAIT, said("Thanks for taking it in", "thanks"))
LONG = "I moved in three weeks ago and I sleep on the sofa because my bed came without screws, and "
LONG += "I have thirty boxes and my blue jumper is in one of them, I think"


def named(play, *, literal=False):
    look = Look.at(play.scene, play.state, literal=literal)
    return {lack.measure: lack.words for lack in lacks(look)}


def test_an_attempt_that_went_its_way_lacks_nothing():
    assert named(parcel("middle", *DONE)) == {}


def test_saying_nothing_is_counted_and_what_came_of_it_is_told():
    words = named(parcel("middle", SILENCE, SILENCE, SILENCE))["silences"]
    assert words.startswith("You said nothing three times. After the last time: ")


def test_one_silence_on_the_way_is_no_lack():
    assert "silences" not in named(parcel("middle", SILENCE, *DONE))


@pytest.mark.parametrize(("sorries", "is_named"), [(1, False), (2, False), (3, True)])
def test_sorry_is_named_when_it_is_in_most_lines(sorries, is_named):
    turns = [said(f"Sorry, I am only asking, {n}", "apology") for n in range(sorries)]
    plain = [said(f"I am only asking, {n}", "share_neutral") for n in range(4 - sorries)]
    assert ("apologies" in named(parcel("middle", *turns, *plain))) is is_named


def test_the_sorry_after_a_rude_line_is_not_held_against_anybody():
    play = parcel(
        "middle",
        said("you idiot", "rude"),
        said("Sorry, that came out wrong", "apology"),
        said("Sorry, have you got my parcel?", "request", "apology"),
        said("Sorry, it's Joss", "apology"),
    )
    assert "apologies" not in named(play)


def test_a_question_left_open_is_named_with_both_lines():
    play = parcel("middle", ASK, said("Do you like gardening?", "question"))
    asked = play.state.exchanges[1].said[-1].text
    words = named(play)["unanswered"]
    assert asked in words
    assert "Do you like gardening?" in words


def test_asking_for_it_again_leaves_no_question_open():
    assert "unanswered" not in named(parcel("middle", ASK, said("sorry?", "question")))


def test_a_long_turn_about_oneself_is_named_with_its_length():
    words = named(parcel("middle", ASK, said(LONG, "self_disclosure")))["at_length"]
    assert f"{len(LONG.split())} words about you in one go" in words


def test_what_weighs_on_somebody_is_never_too_long():
    heavy = LONG + " and my mother died in spring"
    assert "at_length" not in named(parcel("middle", ASK, said(heavy, "share_bad_event")))


def test_going_on_talking_alone_is_named_by_a_line_of_the_partners():
    play = parcel("hard", *(said(f"{LONG}{end}", "self_disclosure") for end in (".", ";", "")))
    longest = max((line.text for line in play.state.spoken_lines), key=len)
    assert longest.rstrip(".") in named(play)["share_of_talk"]


def test_a_word_or_two_at_a_time_is_named_only_where_it_left_things_open():
    terse = (said("parcel?", "request"), said("six"), WAIT, said("thanks", "thanks"), said("one?"))
    assert "few_words" not in named(parcel("easy", *terse))
    vague = (said("um", "silence_filler"), said("er", "silence_filler"), said("hm", "unclear"))
    assert "“um”" in named(parcel("middle", *vague))["few_words"]


def test_every_lack_can_be_told_to_the_letter():
    plays = (
        parcel("middle", SILENCE, SILENCE, SILENCE, STOP),
        parcel("middle", ASK, said("never mind", "refusal")),
        parcel("middle", said("sorry, stupid question, my parcel?", "request", "apology")),
        parcel("middle", ASK, said("Do you like gardening?", "question")),
        parcel("hard", said(LONG, "self_disclosure"), said(f"{LONG}.", "self_disclosure")),
        parcel("middle", said("you idiot", "rude")),
        parcel("middle", said("um"), said("er"), said("hm")),
    )
    for play in plays:
        plain, letter = named(play), named(play, literal=True)
        assert plain.keys() == letter.keys()
        assert all(plain[name] != letter[name] for name in plain)


FIGURES = ("left lying", "a line was drawn", "over it", "left to", "came out", "led less", "a mood")


@pytest.mark.parametrize(
    "turns",
    [
        (*DONE, said("It rained all day at sea", "self_disclosure"), said("bye", "close")),
        (said("you idiot", "rude"), said("shut up, idiot", "rude")),
        (said("um"), said("er"), said("hm"), STOP),
        (SILENCE, SILENCE, STOP),
    ],
)
def test_feedback_to_the_letter_uses_no_turn_of_phrase_and_no_written_sentence(turns):
    play = parcel("middle", *turns)
    told = debrief(play.scene, play.state, literal=True)
    shown = " ".join(told.texts)
    assert [figure for figure in FIGURES if figure in shown] == []
    always = play.scene.debrief_always
    assert always.frozen not in shown
    assert not any(said_at in shown for said_at in always.dial_said.values())
    assert shown != " ".join(debrief(play.scene, play.state).texts)


def test_a_question_between_two_partners_is_not_the_members_to_answer():
    play = entered("group-lunch", "middle", said("Is this chair free?", "request"), WAIT)
    asked = [line.text for line in play.state.exchanges[-1].said if line.text.endswith("?")]
    play = play.goes(said("Did you see the football?", "question"))
    assert asked
    assert "unanswered" not in named(play)


def test_who_spoke_last_is_named_where_several_could_have():
    play = entered("group-lunch", "middle", said("Is this chair free?", "request"), STOP)
    last = [line for line in play.state.spoken_lines if line.text][-1]
    (left,) = debrief(play.scene, play.state).happened
    assert f"{last.by} had just said: “{last.text}”" in left.words


def test_something_of_ones_own_leaves_no_question_open():
    play = parcel("middle", ASK, said("I like a good radio", "self_disclosure"))
    assert "unanswered" not in named(play)


def test_a_question_answers_somebody_who_asked_for_questions():
    turns = (said("I'm here for the interview", "request"), said("I like quiet work"), WAIT)
    play = entered("interview-garden", "middle", *turns, said("I'd ask somebody", "share_neutral"))
    assert "any questions" in play.all_words
    play = play.goes(said("What would a morning here be like?", "question"))
    assert "unanswered" not in named(play)
