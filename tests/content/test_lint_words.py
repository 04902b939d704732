"""Bad replies from the notes for authors are caught; their mended ones pass."""

import pytest

from overture.content import lint_words as words

LINTS = (words.raised_voice, words.banned, words.claims_feelings, words.spelling, words.leftovers)


def problems(text):
    return [problem for lint in LINTS for problem in lint(text)]


@pytest.mark.parametrize(
    "bad",
    [
        "I'm so sorry to hear that. That must be really hard.",
        "Interesting! Tell me more.",
        "Amazing! I'm so proud of you!",
        "Oh, I love those! They're so relaxing.",
        "I'm sure that's not true.",
        "Before you go, one last thing. I'll be here waiting.",
        "I’ll always be here for you.",
        "Don't be a stranger.",
        "Well done for trying to ask.",
        "Why didn’t you say something?",
        "I missed you.",
        "Anyone in your place would feel that.",
        "Nice to see you 🙂",
        "So...",
        "Your favorite color?",
        "You could practice: it's good to practice.",
        "TODO: a better line",
        "See /home/ada/notes.txt",
    ],
)
def test_what_cue_never_says_is_caught(bad):
    assert problems(bad)


@pytest.mark.parametrize(
    "mended",
    [
        "The evenings, then. Which hour is the longest?",
        "And in the middle of it, the laugh. Where are the two of you when it happens?",
        "Lunch, with someone. That one can be looked at twice.",
        "You said hi, and she nodded. How was it, next to what you expected?",
        "I don't know “throat blotch”. What is it?",
        "Say you did it ten times. In how many does someone show it?",
        "Right you are.",
        "I'm a program choosing lines; the explaining was yours.",
        "A practice and a colour, in a grey lift.",
    ],
)
def test_a_mended_reply_passes(mended):
    assert problems(mended) == []


def test_a_long_winded_line_is_hard_to_read():
    hard = (
        "Considering the aforementioned circumstances, an alternative interpretation of her "
        "apparently disapproving expression is unquestionably conceivable."
    )
    assert list(words.hard_to_read(hard))
    assert not list(words.hard_to_read("She frowned. It could be the card, or the light, or you."))


def test_few_words_say_nothing_about_reading():
    assert not list(words.hard_to_read("Unquestionably."))


def test_the_grade_of_nothing_is_nothing():
    assert words.reading_grade("") == 0.0
