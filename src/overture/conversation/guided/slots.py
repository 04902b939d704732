"""Filling the slots of Cue's lines from what the member said. A slot that cannot be filled safely
makes its line not eligible; nothing is ever guessed."""

import re
from collections.abc import Callable, Mapping

from overture.conversation.guided.ground import ROLES, Ground
from overture.conversation.policy import hearing, plainly, surface

SLOT = re.compile(r"\{(\w+)\}")
_SMALL_NUMBERS = (
    *("none", "one", "two", "three", "four", "five", "six"),
    *("seven", "eight", "nine", "ten", "eleven", "twelve"),
)


def raised(words: str) -> str:
    """The words with the first letter in upper case."""
    return words[:1].upper() + words[1:]


def _from(values: tuple[str, ...], index: int) -> str:
    return values[index] if len(values) > index else ""


def _feeling(ground: Ground, index: int) -> str:
    return _from(tuple(ground.understanding.feelings_named), index)


def _person(ground: Ground) -> str:
    people = {person.named for person in ground.understanding.people}
    return next(iter(people)) if len(people) == 1 else ""


def _title(ground: Ground) -> str:
    return ground.nearest.title if ground.nearest else ""


def _role(ground: Ground) -> str:
    return ROLES.get(ground.nearest.family, "") if ground.nearest else ""


def _number(ground: Ground) -> str:
    number = ground.understanding.number
    return "" if number is None or not 0 <= number <= 10 else f"{number:g}"


def _day_of_anchor(ground: Ground) -> str:
    return f"{ground.facts.now:%A}" if ground.facts.anchor else ""


FILLERS: Mapping[str, Callable[[Ground], str]] = {
    "key": lambda g: g.key,
    "Key": lambda g: raised(g.key),
    "key_np": lambda g: g.noun_phrase,
    "Key_np": lambda g: raised(g.noun_phrase),
    "prev_np": lambda g: _from(g.state.nps[::-1], 0),
    "key_ger": lambda g: g.turned("ger"),
    "Key_ger": lambda g: raised(g.turned("ger")),
    "key_clause": lambda g: g.turned("clause"),
    "k1": lambda g: _from(g.terms, 0),
    "K1": lambda g: raised(_from(g.terms, 0)),
    "k2": lambda g: _from(g.terms, 1),
    "k3": lambda g: _from(g.terms, 2),
    "q1": lambda g: _from(g.state.quotes, 0),
    "q2": lambda g: _from(g.state.quotes, 1),
    "q3": lambda g: _from(g.state.quotes, 2),
    "fear": lambda g: g.state.fear,
    "Feeling_adj": lambda g: raised(_feeling(g, 0)),
    "feeling_adj": lambda g: _feeling(g, 0),
    "feeling_adj2": lambda g: _feeling(g, 1),
    "person": _person,
    "Person": lambda g: raised(_person(g)),
    "noun_sg": lambda g: g.understanding.noun or "",
    "term": lambda g: g.understanding.term or g.state.term,
    "Choice": lambda g: raised(g.state.picked),
    "choice": lambda g: g.state.picked[:1].lower() + g.state.picked[1:],
    "Duration": lambda g: raised(surface.span(g.understanding)),
    "duration": lambda g: surface.span(g.understanding),
    "day": lambda g: g.understanding.day or "",
    "Day": lambda g: raised(g.understanding.day or _day_of_anchor(g)),
    "daypart": lambda g: g.daypart,
    "when": lambda g: g.facts.step.when or g.understanding.day or "",
    "N": _number,
    "step": lambda g: g.state.worded_step or g.facts.step.words,
    "change_to": lambda g: g.facts.step.change,
    "fact_clause": lambda g: g.state.fact,
    "anchor_np": lambda g: g.facts.anchor,
    "last_topic_np": lambda g: g.facts.last_topic,
    "member_name": lambda g: g.facts.member_name,
    "companion": lambda g: g.facts.companion_name,
    "own_name": lambda g: surface.own_name(g.understanding.text),
    "called": lambda g: surface.called(g.understanding.text),
    "thing": lambda g: surface.thing(g.understanding.text),
    "place": lambda g: surface.place(g.understanding),
    "figure": lambda g: surface.figure(g.understanding.text),
    "Figure": lambda g: raised(surface.figure(g.understanding.text)),
    "alone": lambda g: surface.alone(g.understanding.text),
    "rather": lambda g: hearing.rather(g.understanding.text),
    "Rather": lambda g: raised(hearing.rather(g.understanding.text)),
    "not_about": lambda g: plainly.not_about(g.understanding.text),
    "scene_title": _title,
    "role": _role,
    "Privacy_line": lambda g: g.facts.privacy_words,
}
"""How each slot is filled; an empty string means that it cannot be. Slots that are not here yet
(a step in the infinitive) keep their lines waiting."""


def fill(text: str, ground: Ground) -> str | None:
    """The line with its slots filled, or None if one cannot be filled safely.

    Without a member's name, the comma that went with it goes too.
    """
    if "{member_name}" in text and not ground.facts.member_name:
        text = re.sub(r",? ?\{member_name\}", "", text)
    values: dict[str, str] = {}
    for slot in SLOT.findall(text):
        value = FILLERS[slot](ground) if slot in FILLERS else ""
        if not value:
            return None
        values[slot] = value
    if "N" in values and " in ten" in text:
        values["N"] = raised(_in_words(values["N"]))
    return SLOT.sub(lambda match: values[match.group(1)], text)


def _in_words(number: str) -> str:
    return _SMALL_NUMBERS[int(number)] if number.isdigit() and int(number) <= 12 else number
