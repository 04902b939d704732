"""What is kept of a turn in the member's own words: a fear, a step, phrases that may come back."""

import re

from overture.conversation.policy import plainly
from overture.conversation.policy.state import TalkState
from overture.conversation.understanding.types import Understanding

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
    r"(?:(?:i (?:could|can|might|may|will|shall|suppose i could|guess i could)|i['’]?ll"
    r"|maybe i(?:['’]?ll| could)?|what if i|i['’]?d)[ ,]+)?"
    r"(?:(?:maybe|perhaps|just|always|try to|try and)[ ,]+)*",
    re.IGNORECASE,
)
PLAN = re.compile(
    r"\b(?:i (?:could|can|might|may|suppose i could|guess i could)|maybe i(?:['’]?ll| could)?"
    r"|i(?:['’]?ll| will| shall) try|what if i|i(?:['’]?ll| will| shall) (?:ask|ring|call|text"
    r"|message|write|send|knock|wave|go|take|bring|tell)"
    r"|(?:maybe|perhaps) (?:\w+ ){0,2}i (?:say|ask|ring|call|text|write|knock|wave|go|bring|tell"
    r"|make|cook|invite|sit|leave|offer|share))\b",
    re.IGNORECASE,
)
"""How a plan begins, as against a fear or a wish."""

_STEP_ENDS = re.compile(r"[.!?;\n]|,? (?:because|cos|but|so that|since)\b", re.IGNORECASE)
STEP_WORDS = (2, 16)


def quotable(words: str) -> str:
    """The words as they may stand in quotes, or nothing where they had better not."""
    shown = words.strip(" .,;:!…-")
    return shown if len(shown) <= LONGEST_QUOTE and not _UNSAFE.search(shown) else ""


def fear(understanding: Understanding, act: str) -> tuple[str, bool]:
    """The feared outcome in the member's own words, if this turn words one.

    Only something that is yet to come or that somebody would say counts: what is already so
    cannot be guessed at. With it goes whether it is something that is said.
    """
    if act != "worry_upcoming" or "no_comfort" in understanding.patterns:
        return "", False
    spoken = understanding.key("speech")
    if spoken and quotable(spoken.verbatim):
        return quotable(spoken.verbatim), True
    coming = [
        key
        for key in understanding.keys
        if key.kind in {"clause", "quote"} and _feared(key.verbatim, understanding)
    ]
    found = (quotable(key.verbatim) for key in coming)
    return next(filter(None, found), _last_clause(understanding)), False


def _last_clause(understanding: Understanding) -> str:
    """The last sentence, where it is short and speaks of what is to come."""
    sentences = [part for part in re.split(r"[.!?\n]+", understanding.text) if part.strip()]
    last = quotable(sentences[-1]) if sentences else ""
    fewest, most = STEP_WORDS
    fits = fewest < len(last.split()) < most and understanding.sureness != "low"
    return last if fits and _COMING.search(last) and not _ABOUT_SELF.match(last) else ""


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
    parts = [part.strip() for part in _STEP_ENDS.split(understanding.text) if part.strip()]
    planned = next((part for part in parts if PLAN.search(part)), parts[0] if parts else "")
    found = PLAN.search(planned)
    words = quotable(_RUN_UP.sub("", planned[found.start() :] if found else planned))
    fewest, most = STEP_WORDS
    return words if fewest <= len(words.split()) <= most else ""


def step_with_day(state: TalkState, text: str) -> str:
    """The worded step, with the day where this turn gives it one while the step still waits."""
    day = plainly.day_given(text)
    known = plainly.day_given(state.worded_step)
    if not state.step_stands or not day or known:
        return state.worded_step
    dated = f"{state.worded_step} {day}"
    return dated if len(dated) <= LONGEST_QUOTE else state.worded_step


def explains(state: TalkState, understanding: Understanding) -> bool:
    """A term was asked about, and this turn answers with more than a word or two."""
    return bool(state.term) and state.moves[-1:] == ("open_question",) and understanding.words > 4
