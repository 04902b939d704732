"""The examples that are learned from come from many kinds of people, not from one."""

import re
from collections import Counter

import pytest

from overture.content.loader import LIBRARY
from overture.content.schema.acts import FEELINGS, SCENE_ACTS, TALK_ACTS, TOPICS, Act
from overture.conversation.understanding.build import HELD_OUT, Part, examples

TEXTS: dict[Act, list[str]] = {}
for one in examples(LIBRARY):
    TEXTS.setdefault(one.acts[0], []).append(one.example.text)
ALL = [text for texts in TEXTS.values() for text in texts]

TELLING = ("share_bad_event", "share_good_event", "share_neutral", "worry_upcoming",
           "self_criticism", "rumination", "loneliness", "hobby_talk", "ask_advice")  # fmt: skip
"""Acts that people also do at length."""

_PHONE = re.compile(
    r"\b(?:im|ive|dont|cant|didnt|doesnt|isnt|wasnt|thats|theres|whats|hes|shes|theyre|youre|u|ur"
    r"|r|idk|wat|pls|thx|tmrw|noone|alot|lonley|cos|gonna|gotta|wanna|dunno|lets|wont|hasnt)\b"
)
"""Spellings of people who type fast or never learned where the apostrophe goes."""

_LEARNER = re.compile(
    r"\b(?:he|she|it) (?:say|speak|want|look|go|make|cook|come|repeat|know|understand|have|die)\b"
    r"|\b(?:must|should|can) to\b|\bI am (?:shame|live|agree)\b|\bpeople is\b|\bi no\b|\bme no\b"
    r"|\bfor (?:explain|listen|disturb|help) (?:me|you)\b|\byou have (?:question|feeling|child)"
    r"|\bwhat languages you\b|\bI (?:not|don['’]t) (?:have|speak) (?:nobody|good)\b|\bnobody know\b"
    r"|\b(?:is|are) better to\b|\bone year and half\b|\bthis (?:day|meeting) I\b|\bmore better\b"
    r"|\bI (?:go|sleep|understand|make|laughed) (?:now|alone|everything)\b|\byes I want\b"
    r"|\b(?:with|in|to) (?:landlord|waiter|class|group|hotel|doctor)\b|\ball people\b"
    r"|\bmake (?:practice|a role)\b|\bwant (?:finish|try|carry|only)\b|\bI (?:start|have) new\b",
    re.IGNORECASE,
)
"""Turns of phrase that learners of English use and others rarely do."""


@pytest.mark.parametrize("act", TALK_ACTS)
def test_each_act_of_a_talk_has_over_a_hundred_examples(act: Act) -> None:
    assert len(TEXTS[act]) >= 100


@pytest.mark.parametrize("act", SCENE_ACTS)
def test_each_act_of_a_scene_has_ninety_examples(act: Act) -> None:
    assert len(TEXTS[act]) >= 90


@pytest.mark.parametrize("part", HELD_OUT)
def test_each_act_is_measured_on_eight_messages_of_each_set(part: Part) -> None:
    counted = Counter(one.acts[0] for one in examples(LIBRARY, part))
    assert min(counted[act] for act in (*TALK_ACTS, *SCENE_ACTS)) >= 8


def test_some_write_two_words_and_some_write_sixty() -> None:
    lengths = [len(text.split()) for text in ALL]
    assert sum(length <= 2 for length in lengths) >= 0.08 * len(ALL)
    assert sum(length >= 20 for length in lengths) >= 0.02 * len(ALL)
    assert sum(length >= 60 for length in lengths) >= 12
    for act in TELLING:
        assert max(len(text.split()) for text in TEXTS[act]) >= 40, act


def test_most_write_in_lower_case_and_a_good_many_do_not() -> None:
    lower = sum(text == text.lower() or text[0].islower() for text in ALL) / len(ALL)
    assert 0.5 <= lower <= 0.88
    formal = sum(text[0].isupper() and text[-1] in ".?!" for text in ALL) / len(ALL)
    assert formal >= 0.1


def test_phones_and_learners_are_among_them() -> None:
    assert sum(bool(_PHONE.search(text.lower())) for text in ALL) >= 0.09 * len(ALL)
    assert sum(bool(_LEARNER.search(text)) for text in ALL) >= 45


def test_every_topic_and_feeling_is_there_to_learn() -> None:
    given = [one.example for one in examples(LIBRARY)]
    topics = Counter(example.topic for example in given)
    feelings = Counter(name for example in given for name in example.feelings)
    assert min(topics[topic] for topic in TOPICS) >= 25
    assert min(feelings[feeling] for feeling in FEELINGS) >= 15
