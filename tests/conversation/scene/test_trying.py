"""One thing to try: a small change, with a line as this member would write it."""

from tests.support.scene_plays import SILENCE, WAIT, parcel, said

from overture.conversation.scene import debrief

ASK = said("Hi, have you got a parcel of mine?", "request", "greet")


def to_try(play):
    return debrief(play.scene, play.state).to_try


def test_the_example_for_somebody_who_says_sorry_is_their_own_line_without_it():
    play = parcel(
        "middle",
        said("Sorry to bother you, sorry, have you got my parcel?", "request", "apology"),
        said("Sorry, it's Joss", "apology"),
        said("Sorry, I mean Joss as in boss", "apology"),
    )
    assert to_try(play).measure == "apologies"
    assert to_try(play).example == "“Have you got my parcel?”"


def test_somebody_who_said_nothing_is_offered_the_shortest_line_or_none():
    found = to_try(parcel("middle", SILENCE, SILENCE, SILENCE))
    assert found.example.startswith("“Hi. Parcel?”")
    assert "nod" in found.example


def test_somebody_who_told_at_length_is_offered_their_own_first_sentence():
    long = (
        "I moved in three weeks ago. I sleep on the sofa, my bed came without screws, and I have "
    )
    long += "thirty boxes in my hall and my blue jumper is in one of them, I think, or it was"
    play = parcel("middle", ASK, said("it's Joss"), WAIT, said(long, "self_disclosure"))
    found = to_try(play)
    assert found.measure == "at_length"
    assert found.example == "“I moved in three weeks ago.” And then a pause."


def test_the_register_of_the_example_is_the_members():
    terse = parcel("middle", said("parcel?", "request"), said("never mind", "refusal"))
    roomy = parcel(
        "middle",
        said("Hello, I have a card here that says you may have a box of mine", "request"),
        said("never mind, it is fine, it does not matter, I will come another day", "refusal"),
    )
    texts = next(e.try_ for e in terse.scene.debrief if e.measure == "ask_taken_back")
    assert to_try(terse).example == texts.terse
    assert to_try(roomy).example == texts.chatty


def test_a_rude_line_that_was_mended_is_not_what_to_try():
    play = parcel(
        "middle", said("you idiot", "rude"), said("Sorry, that came out wrong", "apology"), ASK
    )
    assert to_try(play) is None or to_try(play).measure != "rudeness"


def test_after_an_attempt_without_a_lack_nothing_is_to_be_tried():
    assert to_try(parcel("middle", ASK, said("it's Joss"), WAIT)) is None
