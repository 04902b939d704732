"""What was missing in a scene or did harm, each in a sentence or two that says what was there.

The order is that of what changed most. Nothing is said of what there was no occasion for.
"""

from collections.abc import Callable
from dataclasses import dataclass

from overture.conversation.scene import literal
from overture.conversation.scene.exchanges import Pair
from overture.conversation.scene.looking import Look
from overture.conversation.scene.quoting import (
    effect_words,
    listed,
    number,
    quoted,
    scene_words,
    several,
    times,
    told,
    unstopped,
)

MOST_OF_IT = 0.7
MANY_QUESTIONS, QUESTIONS_ALONE = 3, 4
"""Questions in a row that are named where the answers grew shorter, and that are named anyway."""
SORRY_OFTEN, SILENT_OFTEN, BRIEF_OFTEN = 3, 3, 3
SHOWN = 3


@dataclass(frozen=True)
class Lack:
    """Something that was missing or did harm, by its measure, and the sentence that names it."""

    measure: str
    words: str


def lacks(look: Look) -> tuple[Lack, ...]:
    """Everything that was missing or did harm, what changed most first."""
    found = ((name, words_of(look)) for name, words_of in _LACKS)
    return tuple(Lack(name, words) for name, words in found if words)


def _authored(look: Look, name: str, pair: Pair, *, lack: bool = False, **parts: str) -> str:
    """The scene's own sentence about a pair."""
    entry = look.entry(name)
    if entry is None:
        return ""
    template = entry.say_if_not if lack else entry.say_if_true
    return told(
        template if pair.own else template.replace("“{own}”", "silence"),
        own=unstopped(pair.own),
        hers=unstopped(pair.hers),
        who=look.who(pair),
        effect=effect_words(pair.effect),
        **parts,
    )


def _rude(look: Look) -> str:
    rude = look.measures.rude
    if not rude:
        return ""
    if look.literal:
        return literal.rude(look, rude[0])
    drawn = f"You wrote “{unstopped(rude[0].own)}”, and a line was drawn."
    return f"{drawn} You mended it afterwards." if look.measures.mended else drawn


def _taken_back(look: Look) -> str:
    back = look.measures.ask.taken_back
    if back is None:
        return ""
    return (
        literal.taken_back(look, back) if look.literal else _authored(look, "ask_taken_back", back)
    )


def _put_down(look: Look) -> str:
    if not look.measures.put_downs:
        return ""
    first = look.measures.put_downs[0]
    return (
        literal.put_down(look, first) if look.literal else _authored(look, "self_put_downs", first)
    )


def _silent(look: Look) -> str:
    met = look.measures
    unsaid = met.ask.due and not met.ask.made
    if met.silences < (2 if unsaid else SILENT_OFTEN):
        return ""
    after = [e.said[0] for e in look.state.exchanges if e.act == "silence" and e.said]
    if look.literal or not after:
        return literal.silent(look)
    return f"You said nothing {times(met.silences)}. After the last time: {scene_words(after[-1])}"


def _unasked(look: Look) -> str:
    ask = look.measures.ask
    if not ask.due or ask.made:
        return ""
    if look.literal:
        return literal.unasked(look)
    return "What you came for was not said."


def _helped(look: Look) -> str:
    if not look.measures.ask.helped:
        return ""
    if look.literal:
        return literal.helped(look)
    return f"{look.name} said what you had come for, and you agreed."


def _sorry(look: Look) -> str:
    found, spoken = look.measures.apologies, look.measures.spoken
    if len(found) < SORRY_OFTEN and not (len(found) == SORRY_OFTEN - 1 and spoken <= SORRY_OFTEN):
        return ""
    if look.literal:
        return literal.sorry(look, found)
    lines = listed(pair.own for pair in found[:SHOWN])
    every = "each" if len(found) == spoken else number(len(found))
    there = f"There is a sorry in {every} of your {number(spoken)} lines"
    return f"{there}: {lines}. Nobody had asked for one."


def _unanswered(look: Look) -> str:
    if not look.measures.unanswered:
        return ""
    first = look.measures.unanswered[0]
    if look.literal:
        return literal.unanswered(look, first)
    asked = f"{look.who(first)} asked “{quoted(first.hers)}”"
    return f"{asked} and your next line was “{unstopped(first.own)}”. The question stayed open."


def _hushed(look: Look) -> str:
    hushed = [met for met in look.measures.cues_met if met.hushed]
    if not hushed:
        return ""
    if look.literal:
        return literal.hushed(hushed[0])
    return _authored(look, "unclear_cues", hushed[0].pair, lack=True, truth=hushed[0].cue.truth)


def _most_of_it(look: Look) -> str:
    """A share above seven tenths, with a line of the partner's to show for it."""
    entry = look.entry("share_of_talk")
    lines = [line.text for line in look.state.spoken_lines if line.text]
    if entry is None or not lines or (look.measures.share_of_talk or 0.0) <= MOST_OF_IT:
        return ""
    longest = max(lines, key=len)
    if look.literal:
        return literal.most_of_it(look, longest)
    return told(entry.say_if_true, hers=unstopped(longest))


def _questions(look: Look) -> str:
    entry, run = look.entry("questions_in_a_row"), look.measures.question_run
    if entry is None or len(run) < MANY_QUESTIONS:
        return ""
    first, last = run[0].effect.shown, run[-1].effect.shown
    shorter = len(last.split()) < len(first.split())
    if look.literal and (shorter or len(run) >= QUESTIONS_ALONE):
        return literal.questions(look, run)
    if shorter:
        return told(entry.say_if_true, n=number(len(run)), hers=unstopped(last))
    if len(run) < QUESTIONS_ALONE:
        return ""
    things = several(len(run), "thing", "things")
    return f"You asked {things} one after another, with nothing of your own between them."


def _left_lying(look: Look) -> str:
    met = look.measures
    if met.openings_returned_to:
        back = met.openings_returned_to[0]
        return literal.came_back(look, back) if look.literal else _came_back(back)
    if not met.openings_missed:
        return ""
    first = met.openings_missed[0]
    if look.literal:
        return literal.left_lying(look, first)
    return _authored(look, "follow_ups", first, lack=True)


def _came_back(back: Pair) -> str:
    return (
        f"“{unstopped(back.hers)}” was left lying, and you came back to it a little later with "
        f"“{unstopped(back.own)}”. That is when more came out. It can be picked up at once, too."
    )


def _at_length(look: Look) -> str:
    if not look.measures.at_length:
        return ""
    longest = max(look.measures.at_length, key=lambda pair: len(pair.own.split()))
    if look.literal:
        return literal.at_length(look, longest)
    words = len(longest.own.split())
    answer = effect_words(longest.effect)
    went = f" What came back: {answer}" if answer else ""
    return f"“{unstopped(longest.own)}” was {words} words about you in one go.{went}"


def _brief(look: Look) -> str:
    met = look.measures
    often = len(met.brief) >= BRIEF_OFTEN and 3 * len(met.brief) >= 2 * met.spoken
    if not often or not met.stuck:
        return ""
    lines = listed(pair.own for pair in met.brief[:SHOWN])
    if look.literal:
        return literal.brief(look, lines)
    theirs = f"{met.partner_words} of the {met.partner_words + met.own_words} words"
    return f"Your lines were a word or two: {lines}. {theirs} were left to {look.name}."


def _cool(look: Look) -> str:
    if not look.measures.warm_missed:
        return ""
    first = look.measures.warm_missed[0]
    return (
        literal.cool(look, first) if look.literal else _authored(look, "warmth", first, lack=True)
    )


_LACKS: tuple[tuple[str, Callable[[Look], str]], ...] = (
    ("rudeness", _rude),
    ("ask_taken_back", _taken_back),
    ("self_put_downs", _put_down),
    ("silences", _silent),
    ("ask_made", _unasked),
    ("ask_helped", _helped),
    ("apologies", _sorry),
    ("unanswered", _unanswered),
    ("unclear_cues", _hushed),
    ("share_of_talk", _most_of_it),
    ("questions_in_a_row", _questions),
    ("follow_ups", _left_lying),
    ("at_length", _at_length),
    ("few_words", _brief),
    ("warmth", _cool),
)
