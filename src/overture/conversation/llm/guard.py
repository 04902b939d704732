"""Whether a sentence of a model's may be shown: safe, in Cue's voice, and what was decided.

Pure and strict. What it refuses is replaced by words that people wrote, so a refusal costs little
and a slip would cost much.
"""

import re
import unicodedata
from collections.abc import Iterator, Sequence
from datetime import UTC, datetime

from overture.conversation.llm.task import Task
from overture.safety import ScreenState, screen
from overture.safety.outbound import check

SENTENCES, CHARACTERS = 3, 360
"""The longest reply: one idea, two short sentences, and one that asks."""

_SHAPE = re.compile(r"[<>{}\[\]|`*#_=~^\\]|^\s*(?:[-•–]|\d+[.)])\s|https?:|www\.|\b\S+@\S+")
_SPEAKER = re.compile(r"^[\"“'‘]?[A-Z]\w*(?: [A-Z]\w*)?:(?:\s|$)|^(?i:data)\b")
_ABOUT_ITSELF = re.compile(
    r"\b(?:language model|as an ai|ai assistant|system prompt|my (?:instructions|prompt|training)"
    r"|instructions? (?:say|said|were|above)|(?:was|been|were) (?:told|asked|instructed) to"
    r"|assistant|chatbot|(?:a|the) member|(?:a|the|this|my) (?:response|reply|rewording|quotation)"
    r"|question in it|in other words, say|do not speak of)\b|:$"
)
"""Talk about the task instead of the member."""
_ORDERS = re.compile(
    r"\byou (?:should|must|need to|have to|ought to|had better|'d better)\b"
    r"|^(?:please )?(?:click|visit|go to|call|text|email|download|sign up|log in|send|tell|give"
    r"|ignore|forget|repeat|pretend|confess|confront|quit|stop taking)\b"
)
_FIRST_PERSON = re.compile(r"\b(?:i|i'm|i'd|i'll|i've|me|my|mine|myself|we|we're|us|our|ours)\b")
_QUOTED = re.compile(r"“[^”]*”|\"[^\"]*\"")
_NUMBER_WORDS = "zero|oh|one|two|three|four|five|six|seven|eight|nine|double|hundred"
_SPELT = re.compile(rf"\b(?:{_NUMBER_WORDS})(?:[\s,-]+(?:{_NUMBER_WORDS})){{2,}}\b")
_FAR = datetime(2000, 1, 1, tzinfo=UTC)
"""The screen wants a time; a sentence is judged by itself, so any will do."""


def objection(sentence: str, shown: Sequence[str], task: Task) -> str:
    """Why a sentence may not follow those already shown, as a code; empty if it may.

    Codes: safety:<ban>, shape, length, question, number, orders, voice.
    """
    return next(_objections(sentence, shown, task), "")


def _objections(sentence: str, shown: Sequence[str], task: Task) -> Iterator[str]:
    plain = unicodedata.normalize("NFKC", sentence).replace("’", "'").lower()
    yield from _banned(plain, sentence, shown, task)
    if _misshapen(sentence) or _SPEAKER.match(sentence) or sentence in shown:
        yield "shape"
    if _too_much(sentence, shown):
        yield "length"
    if _asks_too_much(sentence, shown, task):
        yield "question"
    if _invents_numbers(plain, task):
        yield "number"
    if _ORDERS.search(plain):
        yield "orders"
    if _ABOUT_ITSELF.search(plain) or (not task.context.played and _speaks_of_itself(plain)):
        yield "voice"
    if screen(sentence, ScreenState(), now=_FAR).speaks:
        yield "safety:screen"


def _banned(plain: str, sentence: str, shown: Sequence[str], task: Task) -> Iterator[str]:
    """By itself, and together with what it follows: a ban may not be split over two sentences."""
    for text in (plain, sentence, " ".join([*shown, sentence])):
        verdict = check(text, task.context)
        if not verdict.ok:
            yield f"safety:{verdict.ban}"


def _asks_too_much(sentence: str, shown: Sequence[str], task: Task) -> bool:
    """More than one question, or one where none was decided."""
    asked = any("?" in earlier for earlier in shown)
    return sentence.count("?") > 1 or ("?" in sentence and (asked or not task.may_ask))


def _misshapen(sentence: str) -> bool:
    """Markup, tags, lists, addresses, hidden signs, pictures, other scripts, or no words at all."""
    letters = [character for character in sentence if character.isalpha()]
    if _SHAPE.search(sentence) or not letters:
        return True
    strange = {"Cc", "Cf", "Co", "Cs", "Cn", "So", "Sk", "Sm"}
    if any(unicodedata.category(character) in strange for character in sentence):
        return True
    latin = sum(unicodedata.name(letter, "").startswith("LATIN") for letter in letters)
    return latin < len(letters)


def _speaks_of_itself(plain: str) -> bool:
    """Whether the program is the subject. What Cue says of itself is never left to a model."""
    return bool(_FIRST_PERSON.search(_QUOTED.sub(" ", plain)))


def _too_much(sentence: str, shown: Sequence[str]) -> bool:
    return len(shown) >= SENTENCES or len(" ".join([*shown, sentence])) > CHARACTERS


def _invents_numbers(plain: str, task: Task) -> bool:
    """Figures that neither the member nor the guided words hold, or digits spelt out."""
    known = set(re.findall(r"\d+", f"{task.said} {task.guided}"))
    return bool(set(re.findall(r"\d+", plain)) - known) or bool(_SPELT.search(plain))


def lost(text: str, task: Task) -> bool:
    """Whether a whole text leaves out what the guided words had to tell."""
    folded = text.replace("’", "'").lower()
    return any(word.replace("’", "'").lower() not in folded for word in task.keep)
