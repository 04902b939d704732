"""What was counted in a scene, told as what was there: nothing of it is a mark."""

from collections.abc import Iterator

from overture.conversation.scene.exchanges import Pair
from overture.conversation.scene.literal import answered
from overture.conversation.scene.looking import Look, Remark
from overture.conversation.scene.quoting import (
    effect_words,
    listed,
    number,
    several,
    times,
    unstopped,
)
from overture.conversation.scene.view import exit_of

SHOWN = 2
_PICKED_UP = "picked up something that had been said"
_TO_THE_LETTER = "used something that had been said before"


def what_was_counted(look: Look) -> tuple[Remark, ...]:
    """Every count that there was an occasion for; empty where nobody did anything."""
    if not look.measures.turns:
        return ()
    every = (_talk, _questions, _disclosures, _openings, _warmth_given, _warmth_shown, _ending)
    return tuple(remark for part in every for remark in part(look))


def _talk(look: Look) -> Iterator[Remark]:
    met, name = look.measures, look.name
    words = f"You wrote {met.own_words} words and {name} said {met.partner_words}."
    if not met.own_words:
        words = f"You wrote nothing and {name} said {met.partner_words} words."
    quiet = f" You said nothing {times(met.silences)}." if met.silences else ""
    yield Remark("share_of_talk", words + quiet)


def _questions(look: Look) -> Iterator[Remark]:
    met = look.measures
    if not met.questions:
        return
    asked = f"You asked {several(met.questions, 'question', 'questions')}."
    if not met.follow_ups:
        yield Remark("questions", asked)
        return
    picked = _TO_THE_LETTER if look.literal else _PICKED_UP
    lines = listed(pair.own for pair in met.follow_ups[:SHOWN])
    count = number(len(met.follow_ups)).capitalize()
    yield Remark("follow_ups", f"{asked} {count} {picked}: {lines}.")


def _disclosures(look: Look) -> Iterator[Remark]:
    found = look.measures.disclosures
    if found:
        lines = listed(pair.own for pair in found[:SHOWN])
        yield Remark("disclosures", f"You said something of your own {times(len(found))}: {lines}.")


def _openings(look: Look) -> Iterator[Remark]:
    """Openings taken and openings left, each in the partner's words."""
    met = look.measures
    for pair in met.openings_taken:
        said = f"{look.who(pair)} said “{unstopped(pair.hers)}” and you took it up"
        said = (
            f"{look.who(pair)} said “{unstopped(pair.hers)}”. You asked" if look.literal else said
        )
        yield Remark("openings_taken", f"{said}: “{unstopped(pair.own)}”.")
    if met.openings_missed:
        lines = listed(pair.hers for pair in met.openings_missed)
        left = (
            "You did not ask about this" if look.literal else "Left lying, as anybody may leave it"
        )
        yield Remark("openings_missed", f"{left}: {lines}.")


def _warmth_given(look: Look) -> Iterator[Remark]:
    """What the member gave, and what came back."""
    for pair in look.measures.warmth_given[:SHOWN]:
        yield Remark("warmth", f"You gave “{unstopped(pair.own)}”. {_back(look, pair)}".strip())


def _back(look: Look, pair: Pair) -> str:
    if look.literal or not pair.effect.text:
        return answered(look, pair)
    return f"What came back: {effect_words(pair.effect)}"


def _warmth_shown(look: Look) -> Iterator[Remark]:
    met = look.measures
    if not met.warm_lines:
        return
    shown = f"{look.name} showed something friendly {times(len(met.warm_lines))}."
    if not met.warm_answered:
        yield Remark("warm_cues", shown)
        return
    lines = listed(pair.own for pair in met.warm_answered[:SHOWN])
    yield Remark("warm_cues", f"{shown} You answered {times(len(met.warm_answered))}: {lines}.")


def _ending(look: Look) -> Iterator[Remark]:
    ended = exit_of(look.scene, look.state)
    if ended is None:
        yield Remark("exit", "The scene is still open where you left it.")
    elif "leave" in (last := look.state.exchanges[-1]).acts and last.act != "rude":
        yield Remark("exit", f"You ended it: “{unstopped(last.text)}”.")
    elif look.measures.exit == "done":
        yield Remark("exit", f"{look.name} ended it.")
