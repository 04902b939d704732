"""At most one thing to try: a small change, with an example as this member would write it."""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass

from overture.content.schema.looking_back import TryLine
from overture.content.schema.scene import Hint
from overture.conversation.scene.hints import GO_ON, Register, in_register, register_of
from overture.conversation.scene.lacking import Lack
from overture.conversation.scene.looking import Look
from overture.conversation.scene.matching import folded, has_any

FIRST_SENTENCE, SHORTEST = 14, 3
"""Words up to which a first sentence can stand for a long line, and from which a line stands
without its sorry."""

_SORRY = re.compile(
    r"^(?:(?:oh|um|er|hi|hello|hey|so|i['’]?m|i am|very|really)[ ,.]+)*"
    r"(?:sorry|apologies|my apologies|forgive me)"
    r"(?: to (?:bother|disturb|trouble|interrupt) you| (?:for|about) (?:\w+ing you|this|that))?"
    r"[\s,.!:;–-]*(?:but )?",
    re.IGNORECASE,
)

_LEADS = {
    "rudeness": "One word mends it, and it is never too late for it.",
    "ask_made": "These are all the words it takes.",
    "ask_helped": "Say it before it can be said for you.",
}
"""What leads from what was missing to the example."""

_GENERAL = {
    "apologies": TryLine(
        terse="Leave the sorry off.",
        plain="The same line, without the sorry.",
        chatty="The same line, from just after the sorry.",
    ),
    "unanswered": TryLine(
        terse="Answer first.",
        plain="A short answer first, then what you wanted to say.",
        chatty="A short answer first, and then the thing you were going to say anyway.",
    ),
}


@dataclass(frozen=True)
class ToTry:
    """What to try next time: why, in what happened, and an example line."""

    measure: str
    why: str
    example: str


def thing_to_try(look: Look, lacks: tuple[Lack, ...]) -> ToTry | None:
    """The first lack that there is an example for, or None if there was none."""
    register = register_of(look.state)
    for lack in lacks:
        example = _example(look, lack.measure, register)
        if example and not (lack.measure == "rudeness" and look.measures.mended):
            lead = "" if look.literal else _LEADS.get(lack.measure, "")
            return ToTry(lack.measure, f"{lack.words} {lead}".strip(), example)
    return None


def _example(look: Look, measure: str, register: Register) -> str:
    """A line that would do it, made of the member's own where it can be."""
    made = _MADE_HERE.get(measure)
    example = made(look) if made else ""
    if example or measure == "silences":
        return example
    if measure in _GENERAL:
        return in_register(_GENERAL[measure], register)
    if measure == "follow_ups":
        return in_register(_about_that(look), register)
    return _authored(look, _WRITTEN_FOR.get(measure, measure), register)


def _authored(look: Look, measure: str, register: Register) -> str:
    entry = look.entry(measure)
    return in_register(entry.try_, register) if entry else ""


def _tap_or_nod(look: Look) -> str:
    """For somebody who said nothing: the shortest line there is, or no line at all."""
    entry = look.entry("ask_made")
    if entry is None:
        return ""
    tap = f"“{entry.try_.terse}”"
    return f"{tap} Or say nothing twice, and then nod." if look.scene.silence.nod else tap


def _without_sorry(look: Look) -> str:
    """The member's own line from after the sorry, if that stands alone."""
    for pair in look.measures.apologies:
        rest = _from_after_the_sorry(pair.own)
        if rest != pair.own.strip() and len(rest.split()) >= SHORTEST:
            return f"“{rest[:1].upper()}{rest[1:]}”"
    return ""


def _from_after_the_sorry(line: str) -> str:
    """A line without the apologies that it begins with."""
    rest = _SORRY.sub("", line, count=1).strip()
    return rest if rest == line.strip() else _from_after_the_sorry(rest)


def _first_sentence(look: Look) -> str:
    """The first sentence of the member's own long line, if it is short enough to stand alone."""
    longest = max(look.measures.at_length, key=lambda pair: len(pair.own.split())).own
    first = re.split(r"(?<=[.!?])\s", longest.strip(), maxsplit=1)[0]
    if first == longest.strip() or len(first.split()) > FIRST_SENTENCE:
        return ""
    return f"“{first}” And then a pause."


def _a_little_more(look: Look) -> str:
    """What may be said where the first of those words was said, in a few words more."""
    at = look.measures.stuck[0].at
    beat = look.state.exchanges[at].beat
    facts = [word for fact in look.scene.partner.facts for word in fact.words]
    hints = look.scene.beat(beat).hints if beat else ()
    fitting = [hint.plain for hint in hints if not has_any(folded(hint.plain), facts)]
    return f"“{fitting[0] if fitting else GO_ON.plain}”"


def _about_that(look: Look) -> TryLine | Hint:
    """The scene's example if it is about what was left lying here, else a plain “go on”."""
    entry, met = look.entry("follow_ups"), look.measures
    left = (*met.openings_returned_to, *met.openings_missed)[0].hers
    for fact in look.scene.partner.facts:
        if entry and any(offer.text == left for offer in fact.offer.all()):
            example = folded(f"{entry.try_.plain} {entry.try_.chatty}")
            return entry.try_ if has_any(example, fact.words) else GO_ON
    return GO_ON


_MADE_HERE: Mapping[str, Callable[[Look], str]] = {
    "silences": _tap_or_nod,
    "apologies": _without_sorry,
    "at_length": _first_sentence,
    "few_words": _a_little_more,
}
_WRITTEN_FOR = {"ask_helped": "ask_made", "at_length": "share_of_talk"}
"""Lacks that another measure's example serves."""
