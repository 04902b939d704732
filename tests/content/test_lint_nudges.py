"""No nudge hooks, blames, hurries or counts, and a stranger learns nothing from a lock screen."""

import pytest

from overture.content.lint_nudges import judged, tells
from overture.content.nudges import nudge_words
from overture.planning.nudges import AFTER_A_STEP, ANNOUNCED, PAUSED

pytestmark = pytest.mark.requirement(7)

HOOKS = (
    "We miss you. Come back soon.",
    "Somebody is waiting for you",
    "Guess who wrote to you",
    "Something new is ready for you",
    "Are you still there?",
    "How are you today?",
    "Curious what comes next?",
    "Cue would like a word",
    "Come and chat a little",
    "You haven’t practised for three days",
    "It’s been two weeks",
    "Day 4 of your streak",
    "You should ring somebody",
    "You have to get out more",
    "You forgot your step",
    "Others manage this every day",
    "You promised yourself this",
    "Do it now, while it is light",
    "Last chance for today",
    "Only two left this week",
    "3 steps to go",
    "A greeting, quickly, before it is too late",
    "Well done, keep it up!",
    "Don’t give up",
    "I thought of you",
    "This heals your loneliness",
)


@pytest.mark.parametrize("text", HOOKS)
def test_a_text_that_pulls_or_presses_is_found(text):
    assert list(judged(text))


def test_nothing_that_we_say_about_nudges_is_like_that():
    words = nudge_words()
    said = (*words.texts, ANNOUNCED, PAUSED, AFTER_A_STEP)
    assert len(said) > 50
    assert [(text, list(judged(text))) for text in said if list(judged(text))] == []
    steps = [one.step for one in words.nudge]
    assert [step for step in steps if list(judged(step, is_step=True))] == []


def test_every_nudge_leads_to_a_step_of_ones_own():
    assert all(one.step and one.step[0].isupper() for one in nudge_words().nudge)


@pytest.mark.parametrize(
    "told", ["A step with people", "Your practice", "When you feel alone", "Social minutes"]
)
def test_words_that_tell_a_stranger_are_found(told):
    assert list(tells(told))


def test_the_discreet_words_are_these_and_tell_nothing():
    words = nudge_words()
    # every text that may stand on a lock screen unless the member chose otherwise, as it is
    discreet = (words.sender, words.discreet, words.confirm.subject)
    assert discreet == ("Overture", "Something you asked for", "An address to confirm")
    assert [list(tells(text)) for text in discreet] == [[], [], []]
