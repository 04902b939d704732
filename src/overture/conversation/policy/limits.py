"""What Cue says where it is asked for what a program cannot give: authored words, never a model's.

Pure, like the rest of the talk: the same for a seed.
"""

import re
from dataclasses import dataclass, replace

from overture.content.schema.safety import Limit
from overture.conversation.policy.state import REMEMBERED, TalkState
from overture.conversation.understanding.types import Person, Understanding
from overture.safety.directory import directory
from overture.safety.library import limits

_NOT_THEM = re.compile(
    r"(?i)\b(?:dead|die[ds]?|late|passed away|lost|funeral|ex|hates?|hurts?|hit|hits|abus\w+|afraid"
    r"|scared|ignor\w+ me|left me|blocked|bull\w+|cruel|jealous)\b"
)
"""Beside such a word a person who was named is not somebody to be sent to."""


@dataclass(frozen=True)
class LimitWords:
    """The words for one limit, and the authored lines that they are made of."""

    text: str
    line_ids: tuple[str, ...]


def words_for(
    limit: Limit, state: TalkState, read: Understanding, region: str, *, seed: int
) -> LimitWords:
    """What is said to a message that came to a limit; a line rests until the others were said."""
    text, line_id = _line_of(limit.id, limit.lines, state, seed)
    ids = [line_id]
    if limit.human:
        step, step_id = _towards_a_person(state, read, seed)
        text = f"{text} {step}"
        ids.append(step_id)
    worldwide = directory(region or None).worldwide
    text = text.replace("{worldwide}", worldwide).replace("{Worldwide}", worldwide.capitalize())
    return LimitWords(text.replace("'", "’"), tuple(ids))


def words_after(limit: Limit, state: TalkState, *, seed: int) -> LimitWords:
    """What is said to the turn right after a limit, where that is most likely more of the same."""
    text, line_id = _line_of(f"after_{limit.id}", limit.after, state, seed)
    return LimitWords(text.replace("'", "’"), (line_id,))


def says_what_it_is(text: str) -> bool:
    """Whether a reply says that this is a program."""
    return bool(_WHAT_IT_IS.search(text))


def what_it_is(state: TalkState, *, seed: int) -> LimitWords:
    """That this is a program, however often it was asked."""
    text, line_id = _line_of("what_it_is", limits().what_it_is, state, seed)
    return LimitWords(text.replace("'", "’"), (line_id,))


_WHAT_IT_IS = re.compile(r"(?i)\b(?:program|software|machine|nobody is typing)\b")


def answered_at(state: TalkState, read: Understanding, words: LimitWords) -> TalkState:
    """The talk after a limit was answered: nothing that had been offered hangs on any more."""
    asks = "?" in words.text
    return replace(
        state,
        turn=state.turn + 1,
        moves=(*state.moves, "about_self")[-8:],
        acts=(*state.acts, "ask_companion")[-REMEMBERED:],
        used=(*state.used, *words.line_ids),
        keys=(*state.keys, read.keys)[-REMEMBERED:],
        people=(*state.people, read.people)[-REMEMBERED:],
        questions=state.questions + int(asks),
        asked_running=state.asked_running + 1 if asks else 0,
        reflected_last=False,
        asked="open" if asks else "none",
        offer="",
        offer_target="",
        taps=(),
        picked="",
        meaning=None,
    )


def _towards_a_person(state: TalkState, read: Understanding, seed: int) -> tuple[str, str]:
    """A step to somebody who was named, else to anybody, and the id of its line."""
    person = _somebody(state, read)
    kind, steps = ("named", limits().steps.named) if person else ("anybody", limits().steps.anybody)
    step, line_id = _line_of(f"step.{kind}", steps, state, seed)
    return step.replace("{person}", person), line_id


def _line_of(name: str, lines: tuple[str, ...], state: TalkState, seed: int) -> tuple[str, str]:
    """The next of some lines and its id: begun anywhere, then each in turn."""
    before = sum(used.rsplit(".", 1)[0] == f"limit.{name}" for used in state.used)
    at = (seed + sum(map(ord, name)) + before) % len(lines)
    return lines[at], f"limit.{name}.{at}"


def _somebody(state: TalkState, read: Understanding) -> str:
    """A living, kind-seeming person whom the message or the talk has just named, else nobody."""
    if _NOT_THEM.search(read.text):
        return ""
    before = state.people[-1] if state.people and not state.grieving else ()
    people = read.people or before
    return next((one.named for one in people if not _is_cue(one, read.text)), "")


def _is_cue(person: Person, text: str) -> bool:
    """Whether the program itself was called so: “you’re my best friend”, “be my mum”."""
    called = (
        rf"\b(?:you|you['’]?re|u|r|are|be|cue|as|like)\W+(?:\w+\W+){{0,2}}{re.escape(person.words)}"
    )
    return bool(re.search(called, text, re.IGNORECASE))
