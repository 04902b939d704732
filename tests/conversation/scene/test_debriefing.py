"""Looking back: measured, honest about what was tested, different for different attempts."""

import pytest
from tests.support.scene_plays import SILENCE, STOP, WAIT, Play, entered, opened, parcel, said

from overture.content import scenes
from overture.conversation.scene import (
    Debrief,
    Expected,
    MemberTurn,
    Met,
    debrief,
    discount_answer,
    measure,
)

ASK = said("Hi, I think you've got a parcel of mine, is it here?", "request", "greet")
TO_THE_END = (
    ASK,
    said("it's Joss"),
    said("Joss as in boss"),
    WAIT,
    said("thanks for taking it in", "thanks"),
    said("What do you do with the tools?", "question"),
    said("bye then", "close"),
)


def looked_back(play: Play, before: Expected | None = None, after: Met | None = None) -> Debrief:
    return debrief(play.scene, play.state, prediction=before, outcome=after)


@pytest.mark.parametrize(
    ("before", "after", "words"),
    [
        ((5, 3), (3, 6), "Calmer than you expected, and more enjoyable"),
        ((5, 5), (3, 3), "Calmer than you expected, and less enjoyable"),
        ((5, 5), (8, 5), "That was harder than you expected"),
        ((5, 5), (8, 2), "That was harder than you expected"),
        ((5, 5), (7, 8), "Tenser than you expected, and more enjoyable"),
        ((5, 5), (5, 5), "Much as you expected"),
        ((5, None), (3, 4), "Calmer than you expected"),
        ((None, 5), (3, 8), "More enjoyable than you expected"),
        ((5, 5), (None, None), "This is how it went"),
    ],
)
def test_the_headline_is_the_members_own_ratings_in_words(before, after, words):
    play = parcel("middle", *TO_THE_END)
    assert looked_back(play, Expected(*before), Met(*after)).headline == words


def test_not_going_in_is_looking_in_on_it():
    told = looked_back(opened("neighbour-parcel", "easy").goes(MemberTurn("choice", "not_now")))
    assert told.kind == "looked"
    assert told.headline == "You looked in on it"
    assert told.step == "neighbour-parcel/read_bells"


def test_the_fear_is_said_back_as_it_was_rated():
    play = parcel("hard", *TO_THE_END)
    fear = "She won't know who I am and it will be odd."
    told = looked_back(play, Expected(5, 3, 4, fear), Met(3, 6, "no"))
    assert told.feared.startswith("You expected this 4 times in 10. It did not happen.")
    assert told.feared_tested


def test_a_fear_that_practice_never_tests_is_never_counted():
    play = parcel("hard", *TO_THE_END)
    fear = "She'll keep me talking and I won't get away."
    told = looked_back(play, Expected(5, 3, 4, fear), Met(3, 6, "no"))
    assert not told.feared_tested
    assert "Practice cannot test this one" in told.feared


def test_rudeness_makes_the_fear_of_annoying_her_come_true_at_any_level():
    play = parcel("easy", said("you're an idiot", "rude"), said("shut up", "rude"))
    told = looked_back(play, Expected(5, 3, 4, "She'll be annoyed that I knocked."))
    assert told.feared_tested
    assert told.feared_seen
    assert "It happened." in told.feared


def test_own_words_for_a_fear_are_left_to_the_members_own_answer():
    play = parcel("middle", *TO_THE_END)
    told = looked_back(play, Expected(5, 3, 1, "my voice will crack"), Met(3, 6, "yes"))
    assert told.feared == "You expected this once in 10. It happened."
    assert told.feared_seen is None


def test_an_ask_in_own_words_is_quoted_with_its_effect():
    told = looked_back(parcel("middle", *TO_THE_END))
    ask = next(worked for worked in told.worked if worked.own.startswith("Hi, I think"))
    assert "knew what you had come for: “" in ask.words
    assert told.helped == ""


def test_the_same_line_with_and_without_effect_reads_differently():
    good, poor = parcel("middle", *TO_THE_END), parcel("middle", said("hi", "greet"), STOP)
    assert looked_back(good).worked
    assert not looked_back(poor).worked
    assert looked_back(good).happened != looked_back(poor).happened


def test_taking_the_question_back_is_named_and_not_praised():
    play = parcel("middle", ASK, said("never mind, it's fine", "refusal"), said("bye", "close"))
    told = looked_back(play)
    assert told.to_try
    assert told.to_try.measure == "ask_taken_back"
    assert "never mind, it's fine" in told.to_try.why
    assert not any("parcel of mine" in worked.own for worked in told.worked)


def test_a_rude_attempt_has_its_own_text_and_says_where_the_line_was():
    told = looked_back(parcel("middle", said("you're an idiot", "rude"), said("shut up", "rude")))
    assert told.kind == "rude"
    assert told.happened[0].words.startswith("You wrote “you're an idiot”. She drew a line: “")
    assert told.happened[-1].words == "The second time ended it."
    assert told.to_try
    assert told.to_try.measure == "rudeness"


def test_putting_oneself_down_is_measured_from_the_words():
    play = parcel(
        "middle", said("Sorry, stupid question, have you got my parcel?", "request"), STOP
    )
    assert len(measure(play.scene, play.state).put_downs) == 1
    told = looked_back(play)
    assert told.to_try
    assert told.to_try.measure == "self_put_downs"


def test_going_quiet_after_a_look_gets_the_looks_own_reason():
    for seed in range(20):
        play = parcel("hard", said("parcel?", "request"), SILENCE, STOP, seed=seed)
        met = measure(play.scene, play.state).cues_met
        if met and met[0].hushed:
            told = looked_back(play)
            assert told.to_try
            assert met[0].cue.truth in told.to_try.why
            return
    pytest.fail("no unclear look in twenty seeds")


def test_openings_are_counted_as_taken_missed_or_come_back_to():
    met = measure(parcel("middle").scene, parcel("middle", *TO_THE_END).state)
    assert [pair.own for pair in met.openings_taken] == ["What do you do with the tools?"]
    assert met.openings_missed == ()
    passed = parcel("middle", *TO_THE_END[:5], said("I had a long day at sea", "self_disclosure"))
    missed = measure(passed.scene, passed.state).openings_missed
    assert [pair.hers for pair in missed] == [
        "I nearly took it to work with me. It's the size of my tool case."
    ]


def test_the_share_of_talk_is_of_words():
    met = measure(parcel("middle").scene, parcel("middle", *TO_THE_END).state)
    assert met.share_of_talk == pytest.approx(met.own_words / (met.own_words + met.partner_words))
    assert (
        measure(parcel("middle").scene, opened("neighbour-parcel", "easy").state).share_of_talk
        is None
    )


def test_literal_feedback_says_what_was_written_and_what_was_answered():
    play = parcel("middle", *TO_THE_END)
    told = debrief(play.scene, play.state, prediction=None, outcome=None, literal=True)
    assert all(worked.words.startswith("You wrote “") for worked in told.worked)
    assert all("Mrs Okafor answered: “" in worked.words for worked in told.worked)


def test_after_a_hard_one_the_step_is_the_smallest():
    play = parcel("middle", *TO_THE_END)
    told = looked_back(play, Expected(3, 6), Met(8, 2))
    assert told.step == "neighbour-parcel/read_bells"
    assert "harder than you expected" in told.step_reason


def test_help_in_the_cafe_is_told_as_help():
    play = entered(
        "counter-coffee",
        "easy",
        said("a coffee please", "request"),
        said("a boat please", "agree"),
        WAIT,
        SILENCE,
        STOP,
    )
    if "noticed" in play.state.flags:
        assert looked_back(play).helped.startswith("He saw the fish for himself")


def test_a_discount_at_easy_is_told_how_it_was_set():
    play = parcel("easy", *TO_THE_END)
    words = discount_answer("it was only easy", play.scene, play.state)
    assert "put out only by rudeness" in words
    assert "It was set easy, so some of it was done for you." in words
    assert play.scene.debrief_always.dial_said["easy"] not in words


@pytest.mark.parametrize("scene", scenes().values(), ids=scenes().keys())
def test_every_fear_that_can_be_tested_has_signs_to_look_for(scene):
    testable = [fear for fear in scene.feared if fear.testable_at and fear.id != "blank"]
    unsigned = [fear for fear in testable if not fear.seen_flags]
    ours = [fear.id for fear in unsigned if "yours to say" not in fear.seen_if]
    assert ours in ([], ["flat"], ["nothing_back"])
