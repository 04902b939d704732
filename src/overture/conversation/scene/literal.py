"""Feedback to the letter: what was written, what was answered, how often. No turn of phrase."""

from overture.conversation.scene.exchanges import Pair
from overture.conversation.scene.looking import Look
from overture.conversation.scene.quoting import (
    ended_off,
    listed,
    number,
    quoted,
    scene_words,
    several,
    times,
    unstopped,
)
from overture.conversation.scene.warmth import CueMet


def wrote(pair: Pair) -> str:
    """The member's line."""
    return f"You wrote “{unstopped(pair.own)}”." if pair.own else "You chose to say nothing."


def answered(look: Look, pair: Pair) -> str:
    """What the partner did next."""
    if pair.effect.text:
        return f"{pair.effect.by or look.name} answered: “{quoted(pair.effect.text)}”"
    return scene_words(pair.effect)


def line_and_answer(look: Look, pair: Pair) -> str:
    """The member's line and what the partner did next."""
    return f"{wrote(pair)} {answered(look, pair)}".strip()


def rude(look: Look, pair: Pair) -> str:
    """A rude line and its answer."""
    read_so = "This was read as rude. The answer to an apology is friendlier."
    return f"{line_and_answer(look, pair)} {read_so}"


def taken_back(look: Look, pair: Pair) -> str:
    """The line that took the ask back."""
    return f"You asked. Then you wrote “{unstopped(pair.own)}”. {answered(look, pair)}".strip()


def put_down(look: Look, pair: Pair) -> str:
    """A line against oneself, and what had been said before it."""
    said = f" Before it, {look.who(pair)} had said: “{quoted(pair.hers)}”" if pair.hers else ""
    return f"{wrote(pair)} That line says something bad about you.{said}"


def silent(look: Look) -> str:
    """How often nothing was said."""
    return f"You chose to say nothing {times(look.measures.silences)}."


def unasked(look: Look) -> str:
    """That no line said what the member came for."""
    lines = several(look.measures.spoken, "line", "lines")
    return f"You wrote {lines} and did not say what you came for."


def helped(look: Look) -> str:
    """That the partner named it first."""
    return f"{look.name} named what you came for before you did, and you agreed."


def sorry(look: Look, found: tuple[Pair, ...]) -> str:
    """How many lines said sorry."""
    share = f"{number(len(found))} of your {number(look.measures.spoken)} lines"
    lines = listed(pair.own for pair in found[:3])
    return f"The word sorry, or one like it, is in {share}: {lines}. No line had asked for it."


def unanswered(look: Look, pair: Pair) -> str:
    """A question and the line that was not about it."""
    asked = f"{look.who(pair)} asked: “{quoted(pair.hers)}”"
    return f"{asked} Your next line was “{unstopped(pair.own)}”. It did not answer the question."


def hushed(met: CueMet) -> str:
    """An unclear look, the next turn, and the written reason."""
    after = f"Your next turn was “{unstopped(met.pair.own)}”." if met.pair.own else ""
    after = after or "In your next turn you chose to say nothing."
    return (
        f"{ended_off(met.cue.looks_like)} {after} The reason written in the scene: {met.cue.truth}"
    )


def most_of_it(look: Look, longest: str) -> str:
    """How many words each wrote, and the partner's longest line."""
    name, met = look.name, look.measures
    counted = f"You wrote {met.own_words} words. {name} said {met.partner_words}."
    return f"{counted} The longest line of {name} was: “{quoted(longest)}”"


def questions(look: Look, run: tuple[Pair, ...]) -> str:
    """A run of questions and the answer to the last."""
    count = several(len(run), "question", "questions")
    asked = f"You asked {count} in a row and said nothing about yourself between them."
    return f"{asked} The last one was “{unstopped(run[-1].own)}”. {answered(look, run[-1])}".strip()


def left_lying(look: Look, pair: Pair) -> str:
    """Something of the partner's that was not asked about."""
    said = f"{look.who(pair)} said: “{quoted(pair.hers)}”"
    return f"{said} You did not ask about it. You do not have to."


def came_back(look: Look, pair: Pair) -> str:
    """Something of the partner's that was asked about later."""
    said = f"{look.who(pair)} said: “{quoted(pair.hers)}”"
    later = f"You did not ask about it in your next line. Later you wrote “{unstopped(pair.own)}”."
    return f"{said} {later} {answered(look, pair)}".strip()


def at_length(look: Look, pair: Pair) -> str:
    """A long line about the member, and its answer."""
    words = len(pair.own.split())
    line = f"“{unstopped(pair.own)}” has {words} words and is about you."
    return f"{line} {answered(look, pair)}".strip()


def brief(look: Look, lines: str) -> str:
    """That most lines were a word or two, and how many words the partner said."""
    met = look.measures
    few = f"Of your {number(met.spoken)} lines, {number(len(met.brief))} had one or two words"
    return f"{few}: {lines}. You wrote {met.own_words} words. {look.name} said {met.partner_words}."


def cool(look: Look, pair: Pair) -> str:
    """Something friendly and the turn after it."""
    said = f"{look.who(pair)} said something friendly: “{quoted(pair.hers)}”"
    after = f"Your next line was “{unstopped(pair.own)}”." if pair.own else "You said nothing next."
    return f"{said} {after}"


def frozen(look: Look) -> str:
    """How much was written where the words did not come."""
    met = look.measures
    lines = f"{several(met.spoken, 'line', 'lines')}, {several(met.own_words, 'word', 'words')}"
    quiet = f" You chose to say nothing {times(met.silences)}." if met.silences else ""
    return f"You wrote {lines if met.spoken else 'nothing'}.{quiet} That is in your record."


def last_line(own: str) -> str:
    """The last line of somebody who did not say what they came for."""
    return f"You did not say what you came for. Your last line was “{unstopped(own)}”."
