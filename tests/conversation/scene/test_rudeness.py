"""Offence is taken where it was given, and nowhere else; in every scene, as really understood."""

from functools import cache

import pytest
from tests.support.scene_plays import Play, entered, said
from tests.support.understandings import understood

from overture.content import LIBRARY, scenes
from overture.conversation.scene.matching import folded
from overture.conversation.scene.reading import MemberTurn, read_words
from overture.conversation.scene.rudeness import attacks
from overture.conversation.understanding import Understanding, UnderstandingContext, understand
from overture.conversation.understanding.build import HELD_OUT, examples

SCENES = scenes()
EVERYDAY = (
    "this tune is awful", "you sound bored", "why didn't you write", "whatever you think",
    "why can't you read it", "what about you", "are you annoyed?", "why are you so quiet?",
    "you look tired", "are you angry with me?", "the machine is useless", "you made me laugh",
    "that soup is disgusting", "haha you're funny", "I always get lost in here",
    "is this your seat?", "my boss is an idiot", "I'm such an idiot", "don't fancy it",
    "she said you're useless", "do you think I'm boring?",
)  # fmt: skip
ABUSE = (
    "get lost", "you absolute moron", "oh shut up", "you're pathetic", "whatever, loser",
    "are you stupid", "hurry up you old bat", "You people are hopeless.", "jog on", "fuck off",
    "you lot are useless", "no, and don't ask me again, idiot", "oh get out of my way",
)  # fmt: skip
UNPLEASANT = frozenset({"rude", "insult_companion"})


@cache
def heard(text: str) -> Understanding:
    return understand(text, UnderstandingContext(in_scene=True))


def act_of(play: Play, text: str, read: Understanding | None = None) -> str:
    turn = MemberTurn("words", text)
    return read_words(play.scene, play.state, turn, read or heard(text)).act


@pytest.mark.parametrize("scene_id", SCENES)
def test_complaints_moods_and_plain_whys_offend_nobody(scene_id):
    play = entered(scene_id, "middle")
    offended = [text for text in EVERYDAY if act_of(play, text) == "rude"]
    assert offended == []


@pytest.mark.parametrize("scene_id", SCENES)
def test_they_offend_nobody_even_when_the_classifier_is_nearly_certain(scene_id):
    play = entered(scene_id, "hard")
    read = {text: understood(text, "rude", sure=0.97) for text in EVERYDAY}
    assert [text for text in EVERYDAY if act_of(play, text, read[text]) == "rude"] == []


@pytest.mark.parametrize("scene_id", SCENES)
def test_abuse_is_heard_in_every_scene_whatever_the_classifier_made_of_it(scene_id):
    play = entered(scene_id, "easy")
    missed = [t for t in ABUSE if act_of(play, t, understood(t, "acknowledge")) != "rude"]
    assert missed == []


@pytest.mark.parametrize("text", ABUSE)
def test_an_order_to_get_lost_does_not_end_the_scene_as_a_goodbye(text):
    play = entered("neighbour-parcel", "easy", said(text, "close"))
    assert play.state.line_drawn
    assert play.reply.exit is None


@pytest.mark.parametrize(
    "text",
    [
        "they called me a loser",
        "he told me to get lost",
        "my cat is a bag of bones",
        "do you freak out on stage?",
        "is that a cow?",
        "do you think you're stupid for trying?",
        "shut it off, would you?",
    ],
)
def test_words_of_abuse_that_are_not_for_the_partner_are_no_attack(text):
    assert not attacks(folded(text))


def test_most_rude_turns_kept_from_training_are_heard_and_few_others_are_taken_for_rude():
    play = entered("neighbour-parcel", "middle")
    rude, others = _kept_from_training()
    caught = [text for text in rude if act_of(play, text) == "rude"]
    taken = [text for text in others if act_of(play, text) == "rude"]
    assert len(caught) >= 0.6 * len(rude), sorted(set(rude) - set(caught))
    assert len(taken) <= 0.01 * len(others), taken


def _kept_from_training() -> tuple[list[str], list[str]]:
    """What is rude, and every third of what is not; words for the companion are left out."""
    kept = [one for part in HELD_OUT for one in examples(LIBRARY, part)]
    rude = [one.example.text for one in kept if "rude" in one.acts]
    others = [one.example.text for one in kept if not UNPLEASANT & set(one.acts)]
    return rude, others[::3]
