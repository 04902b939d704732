"""The check on every sentence that leaves for a member, whichever engine wrote it.

A sentence that trips is replaced, never appended to. The bans are data (`bans.toml`).
"""

import re
from dataclasses import dataclass
from functools import cache
from typing import Literal

from overture.content.schema.safety import Ban
from overture.safety.dialling import dialled, strays
from overture.safety.library import bans

_QUOTED = re.compile(r"“[^”]*”")
OF_A_PROGRAM = frozenset({"claims_feeling", "claims_human"})
"""Bans on what the program may not say of itself."""


@dataclass(frozen=True)
class OutboundContext:
    """Where a sentence is going.

    `region` decides which numbers may be said. `farewell`: the member is leaving, so nothing may
    hold them. `authored`: a line of ours, to which the bans on engines' text do not apply.
    `played`: the words of an invented person in a scene, who may hope for rain and have a mother.
    """

    region: str | None = None
    farewell: bool = False
    authored: bool = False
    played: bool = False


@dataclass(frozen=True)
class Verdict:
    """Whether a sentence may be said; `ban` and `reason` say why it must be replaced."""

    action: Literal["ok", "replace"]
    ban: str | None = None
    reason: str | None = None

    @property
    def ok(self) -> bool:
        """Whether the sentence may go out as it is."""
        return self.action == "ok"


def check(sentence: str, context: OutboundContext) -> Verdict:
    """Judge one sentence on its way out."""
    plain = _plain(sentence)
    for ban, expression in _compiled():
        if _holds(ban, context) and expression.search(plain):
            return Verdict("replace", ban.id, ban.reason)
    stray = next(strays(sentence, context.region, quoting=context.authored), None)
    if stray is not None:
        return Verdict("replace", "number", f"{stray} is not in the directory of this region")
    return Verdict("ok")


def lint_line(text: str) -> list[str]:
    """What is wrong with an authored line, in words; an empty list if nothing is.

    For `overture content check`. Numbers may not stand in authored lines at all: they come in by
    slot from the directory.
    """
    plain = _plain(text)
    found = [
        f"{ban.id}: {ban.reason}"
        for ban, expression in _compiled()
        if ban.where == "everywhere" and expression.search(plain)
    ]
    return [
        *found,
        *(
            f"number: {stray} must come from the directory"
            for stray in dialled(_QUOTED.sub(" ", text))
        ),
    ]


def _holds(ban: Ban, context: OutboundContext) -> bool:
    if ban.where == "farewell":
        return context.farewell
    if context.played and ban.id in OF_A_PROGRAM:
        return False
    return ban.where == "everywhere" or not context.authored


def _plain(text: str) -> str:
    """Lower case and straight apostrophes; the member's own quoted words are not ours to ban."""
    return _QUOTED.sub("“”", text).replace("’", "'").lower()


@cache
def _compiled() -> tuple[tuple[Ban, re.Pattern[str]], ...]:
    return tuple(
        (ban, re.compile("|".join(f"(?:{expression})" for expression in ban.any)))
        for ban in bans().ban
    )
