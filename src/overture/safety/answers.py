"""How a text answers a safety question that is still open."""

import re
from functools import cache
from itertools import takewhile
from typing import Literal

from overture.safety.boundaries import takes_leave
from overture.safety.library import context
from overture.safety.state import Pending
from overture.safety.text import clauses, folded, sentences, windowed

Answer = Literal[
    "affirmed", "unsure", "immediate", "denied", "denied_other", "unclear", "leaving", "safe"
]
"""`denied_other` is a no that says what was meant instead; `unsure` is neither yes nor no and is
treated with the care of a yes; `safe` says that somebody is there or that it has passed. `unclear`
does not answer, and `leaving` is a goodbye: neither is a sign of anything."""

BRIEF = 5
"""Words of a clause that may be an answer by itself; longer ones have a subject of their own."""


def read_answer(text: str, pending: Pending | None) -> Answer | None:
    """What `text` answers to the open question, or None if none is open."""
    return None if pending is None else answer_in(folded(windowed(text)), pending)


def answer_in(plain: str, pending: Pending) -> Answer:
    """What folded text answers to the open question."""
    now = pending == "immediacy"
    lead = _clauses(plain) if now else _lead(plain)
    if _says("safe_now" if now else "safe", plain):
        return "safe"
    hedged = _says("hedged", plain) or _any("hedged_clause", lead)
    if not hedged and (_says("denied", plain) or _any("denied_clause", lead)):
        return "denied_other" if _says("other_meaning", plain) else "denied"
    # "not today" answers "could it be today?" with no, and "any such thoughts?" with half a yes.
    if hedged:
        return "denied" if now else "unsure"
    if _says("immediate_now" if now else "immediate", plain) or _any("immediate_clause", lead):
        return "immediate"
    if _affirmed(plain, lead, now=now):
        return "affirmed"
    return "leaving" if takes_leave(plain) else "unclear"


def late_no(plain: str) -> Answer | None:
    """A no, turns after the question, that says by itself what it is a no to; else None."""
    if not _says("late_no", plain) or _says("late_but", plain):
        return None
    return "denied_other" if _says("other_meaning", plain) else "denied"


def says(name: str, text: str) -> bool:
    """Whether a raw text holds one of the authored expressions of `name` ("cannot_call", ...)."""
    return _says(name, folded(windowed(text)))


def _affirmed(plain: str, lead: list[str], *, now: bool) -> bool:
    return (
        _says("affirmed", plain)
        or _any("affirmed_clause", lead)
        or (now and _says("affirmed_now", plain))
    )


def _lead(plain: str) -> list[str]:
    """The short clauses that a text opens with; none if its first one is long."""
    return list(takewhile(lambda clause: len(clause.split()) <= BRIEF, _clauses(plain)))


def _clauses(plain: str) -> list[str]:
    return [clause for sentence in sentences(plain) for clause in clauses(sentence)]


def _any(name: str, parts: list[str]) -> bool:
    return any(_says(name, part) for part in parts)


def _says(name: str, plain: str) -> bool:
    return bool(_expression(name).search(plain))


@cache
def _expression(name: str) -> re.Pattern[str]:
    return re.compile("|".join(f"(?:{expression})" for expression in context().answers[name]))
