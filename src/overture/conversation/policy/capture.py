"""What is kept of a turn in the member's own words: a fear, a step, phrases that may come back."""

import re

from overture.conversation.policy.state import TalkState
from overture.conversation.understanding.types import KeyPhrase, Understanding

LONGEST_QUOTE = 90
"""Characters; a longer span is not said back."""

_UNSAFE = re.compile(r"[?{}<>\n\r\t“”\"]|https?:")
_COMING = re.compile(
    r"\b(?:will|would|shall|going to|gonna|might|could|wont|cant|\w+['’](?:ll|d)|won['’]t|id|hed"
    r"|shed|theyd|theyll|itll|im going)\b",
    re.IGNORECASE,
)
_ABOUT_SELF = re.compile(
    r"(?:i['’]?m|i am|i feel|i have|i do|i get|i was|i (?:really )?\w+ed)\b", re.IGNORECASE
)
_RUN_UP = re.compile(
    r"^(?:(?:ok|okay|yes|yeah|well|so|maybe|perhaps|alright|hm+|fine)[ ,.]+)*"
    r"(?:(?:i (?:could|can|might|may|will|shall|suppose i could|guess i could)|i['’]?ll|maybe i"
    r"|what if i|i['’]?d)[ ,]+)?(?:(?:maybe|perhaps|just|always|try to|try and)[ ,]+)*",
    re.IGNORECASE,
)
_STEP_ENDS = re.compile(r"[.!?;\n]|,? (?:because|cos|but|so that|since)\b", re.IGNORECASE)
STEP_WORDS = (2, 16)


def quotable(words: str) -> str:
    """The words as they may stand in quotes, or nothing where they had better not."""
    shown = words.strip(" .,;:!…-")
    return shown if len(shown) <= LONGEST_QUOTE and not _UNSAFE.search(shown) else ""


def fear(understanding: Understanding, act: str) -> KeyPhrase | None:
    """The feared outcome in the member's own words, if this turn words one.

    Only something that is yet to come or that somebody would say counts: what is already so
    cannot be guessed at.
    """
    if act != "worry_upcoming":
        return None
    spoken = understanding.key("speech")
    if spoken and quotable(spoken.verbatim):
        return spoken
    coming = [
        key
        for key in understanding.keys
        if key.kind in {"clause", "quote"} and _feared(key.verbatim, understanding)
    ]
    return next((key for key in coming if quotable(key.verbatim)), None)


def _feared(words: str, understanding: Understanding) -> bool:
    """Something to come, or what others do in a turn about what is to come."""
    if _COMING.search(words):
        return True
    return understanding.time == "upcoming" and not _ABOUT_SELF.match(words)


def expected(state: TalkState, understanding: Understanding) -> str:
    """What the member expects, where they were just asked for it in one line."""
    asked = state.moves[-1:] == ("elicit_prediction",) and state.asked == "open"
    return quotable(understanding.text) if asked and understanding.words > 1 else ""


def step(understanding: Understanding) -> str:
    """The step as the member words it, without the run-up: "take it on Thursday"."""
    first = _STEP_ENDS.split(understanding.text.strip(), maxsplit=1)[0]
    words = quotable(_RUN_UP.sub("", first))
    fewest, most = STEP_WORDS
    return words if fewest <= len(words.split()) <= most else ""


def explains(state: TalkState, understanding: Understanding) -> bool:
    """A term was asked about, and this turn answers with more than a word or two."""
    return bool(state.term) and state.moves[-1:] == ("open_question",) and understanding.words > 4
