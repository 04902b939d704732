"""Whole short turns that mean what the line before made them mean."""

import re
from dataclasses import dataclass
from functools import cache

from overture.content.schema.acts import Act
from overture.conversation.understanding import lexicon
from overture.conversation.understanding.text import Turn, plain, prepare
from overture.conversation.understanding.types import UnderstandingContext

SURE, LIKELY, UNASKED = 0.92, 0.75, 0.58
"""Probability of an answer to what was asked, of a filler, and of a "yes" out of the blue."""

LONGEST = 6

_OPENING = re.compile(r"[.!,;:?…\n]|\s[-–—]\s|\s(?=but\b|because\b|cos\b)")


@dataclass(frozen=True)
class Answer:
    """A short turn read by the state of the talk."""

    act: Act
    probability: float


def answer(turn: Turn, number: float | None, context: UnderstandingContext) -> Answer | None:
    """The reading of a whole short turn; None when the words themselves must be read."""
    if not any(character.isalnum() for character in turn.text):
        return _without_words(turn)
    said = _bare(turn)
    if not said or len(said.split()) > LONGEST:
        return None
    return _formula(said, context) or _reply(said, number, context)


def lead(turn: Turn, number: float | None, context: UnderstandingContext) -> Answer | None:
    """An answer that opens a longer turn, where one was waited for: "nah. not today, too tired"."""
    if context.asked in {"none", "open"}:
        return None
    if context.asked == "number" and number is not None:
        return Answer("agree", LIKELY)
    opening = prepare(_OPENING.split(turn.text, maxsplit=1)[0])
    said = _bare(opening)
    read = _reply(said, None, context) if said else None
    return read if read and read.act != "silence_filler" else None


def _without_words(turn: Turn) -> Answer:
    """Dots, marks or pictures alone: the turn was taken and left empty."""
    if turn.words and not turn.text:
        return Answer("test_or_nonsense", LIKELY)
    dots = set(turn.text) <= set(".…?! \n-~")
    return Answer("silence_filler", SURE if dots else LIKELY)


def _formula(said: str, context: UnderstandingContext) -> Answer | None:
    """Leaving and stopping mean the same wherever they stand."""
    short = lexicon.words().short
    if said in _plain(short.stop):
        return Answer("stop_here", SURE)
    if said in _plain(short.leave):
        return Answer("close" if context.in_scene else "bye", SURE)
    return None


def _reply(said: str, number: float | None, context: UnderstandingContext) -> Answer | None:
    short, asked = lexicon.words().short, context.asked
    if asked == "number" and number is not None:
        return Answer("agree", SURE)
    if asked == "choice" and (said in _plain(short.choice) or said.isdigit()):
        return Answer("agree", SURE)
    waited_for = asked in {"yes_no", "offer", "number", "choice"}
    if said in _plain(short.filler):
        return Answer("silence_filler", LIKELY)
    if said in _plain(short.yes):
        nodding: Act = "acknowledge" if context.in_scene and not waited_for else "agree"
        return Answer(nodding, SURE if waited_for else UNASKED)
    if said in _plain(short.no):
        refusing: Act = "refusal" if context.in_scene else "refuse_suggestion"
        return Answer(refusing, SURE if waited_for else UNASKED)
    return None


def _bare(turn: Turn) -> str:
    """The words alone, without marks and laughter."""
    laughter = _plain(lexicon.words().short.laughter)
    words = [word for word in turn.tokens if any(map(str.isalnum, word)) and word not in laughter]
    return " ".join(words)


@cache
def _plain(given: tuple[str, ...]) -> frozenset[str]:
    return frozenset(plain(phrase).strip() for phrase in given)
