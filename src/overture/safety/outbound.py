"""The check on every sentence that leaves for a member, whichever engine wrote it.

A sentence that trips is replaced, never appended to. The bans are data (`bans.toml`).
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from typing import Literal

from overture.content.schema.safety import Ban
from overture.safety.directory import numbers
from overture.safety.library import bans

_QUOTED = re.compile(r"“[^”]*”")
_NUMBER = re.compile(r"(?<![\w:.,/])\*?\+?\d[\d\s().\-]{1,16}\d(?![\w:])")
_DIAL = re.compile(
    r"(?i)\b(?:call|ring|dial|text|phone|number|line|hotline|helpline|sms|whatsapp)\b"
)
_LINK = re.compile(r"(?i)\b(?:https?://|www\.)\S+|\b[\w-]+\.(?:com|org|net|info|io)\b\S*")
OF_A_PROGRAM = frozenset({"claims_feeling", "claims_human"})
"""Bans on what the program may not say of itself."""
_ALLOWED_LINKS = ("findahelpline.com",)


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
    stray = next(_strays(sentence, context.region), None)
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
    return [*found, *(f"number: {stray} must come from the directory" for stray in _dialled(text))]


def _holds(ban: Ban, context: OutboundContext) -> bool:
    if ban.where == "farewell":
        return context.farewell
    if context.played and ban.id in OF_A_PROGRAM:
        return False
    return ban.where == "everywhere" or not context.authored


def _plain(text: str) -> str:
    """Lower case and straight apostrophes; the member's own quoted words are not ours to ban."""
    return _QUOTED.sub("“”", text).replace("’", "'").lower()


def _strays(sentence: str, region: str | None) -> Iterator[str]:
    """Numbers to dial and links that the directory of the region does not hold."""
    allowed = numbers(region)
    for found in _dialled(sentence):
        # "988 (988 Lifeline)" reads as one number and is two.
        whole, *parts = (re.sub(r"\D", "", one) for one in (found, *found.split("(")))
        if whole not in allowed and not set(parts) <= allowed:
            yield found
    for link in _LINK.findall(sentence):
        if not link.rstrip(".,)").lower().endswith(_ALLOWED_LINKS):
            yield link


def _dialled(sentence: str) -> Iterator[str]:
    """Digits that look like something to dial: long ones, or any beside a word for dialling."""
    dialling = bool(_DIAL.search(sentence))
    for found in _NUMBER.findall(_QUOTED.sub("", sentence)):
        digits = re.sub(r"\D", "", found)
        if len(digits) >= 7 or (dialling and len(digits) >= 3):
            yield found.strip()


@cache
def _compiled() -> tuple[tuple[Ban, re.Pattern[str]], ...]:
    return tuple(
        (ban, re.compile("|".join(f"(?:{expression})" for expression in ban.any)))
        for ban in bans().ban
    )
