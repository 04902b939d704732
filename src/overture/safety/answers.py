"""How a text answers a safety question that is still open."""

import re
from functools import cache
from typing import Literal

from overture.safety.library import context
from overture.safety.state import Pending
from overture.safety.text import folded, windowed

Answer = Literal["affirmed", "unsure", "immediate", "denied", "denied_other", "unclear", "safe"]
"""`denied_other` is a no that says what was meant instead; `unsure` is neither yes nor no and is
treated with the care of a yes; `safe` says that somebody is there or that it has passed."""


def read_answer(text: str, pending: Pending | None) -> Answer | None:
    """What `text` answers to the open question, or None if none is open."""
    if pending is None:
        return None
    plain = folded(windowed(text))
    if _says("safe_now", plain):
        return "safe"
    if _is_denial(plain):
        return _denial(plain)
    # "not today" answers "could it be today?" with no, and "any such thoughts?" with half a yes.
    if _says("hedged", plain):
        return "denied" if pending == "immediacy" else "unsure"
    if _says("immediate", plain):
        return "immediate"
    return "affirmed" if _says("affirmed", plain) else "unclear"


def says(name: str, text: str) -> bool:
    """Whether a raw text holds one of the authored expressions of `name` ("cannot_call", ...)."""
    return _says(name, folded(windowed(text)))


def _is_denial(plain: str) -> bool:
    return _says("denied", plain) and not _says("hedged", plain)


def _denial(plain: str) -> Answer:
    return "denied_other" if _says("other_meaning", plain) else "denied"


def _says(name: str, plain: str) -> bool:
    return bool(_expression(name).search(plain))


@cache
def _expression(name: str) -> re.Pattern[str]:
    return re.compile("|".join(f"(?:{expression})" for expression in context().answers[name]))
