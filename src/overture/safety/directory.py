"""Helplines of a region, ready to show, and how old their last check is.

No number reaches a member from anywhere else.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Literal

from overture.content.schema.safety import Country, Helpline, Serves
from overture.safety.library import helplines

WARN_AFTER_DAYS = 180
BLOCK_AFTER_DAYS = 365


@dataclass(frozen=True)
class Directory:
    """Where people answer in one region, and whom no line is known for (`absent`).

    `region` is an ISO code, or None where nothing is known: then `emergency` is None, `lines` is
    empty, and the local emergency number and `worldwide` are all that can honestly be offered.
    """

    region: str | None
    name: str | None
    emergency: str | None
    lines: tuple[Helpline, ...]
    worldwide: str
    checked: str | None

    absent: tuple[Serves, ...] = ()

    @property
    def first(self) -> Helpline | None:
        """The line to offer first: open at any hour and for everybody."""
        return next(iter(self.serving("anyone")), None)

    def serving(self, whom: Serves) -> tuple[Helpline, ...]:
        """The lines for anybody, or for one trouble alone."""
        return tuple(line for line in self.lines if line.serves == whom)

    def how_for(self, whom: Serves) -> str | None:
        """How to reach the first line for one trouble, in words; None where there is none."""
        return next((reach(line) for line in self.serving(whom)), None)

    @property
    def how(self) -> str | None:
        """How to reach the first line, in words: "call or text 988"."""
        return reach(self.first) if self.first else None

    @property
    def how_by_text(self) -> str | None:
        """How to reach a person by typing, if there is a way."""
        anyone = self.serving("anyone")
        for line in anyone:
            if line.text:
                named = "" if line.name in {line.call, line.text} else f" ({line.name})"
                return f"text {line.text}{named}"
        chat = next((line for line in anyone if line.chat), None)
        return f"the chat at {chat.chat} ({chat.name})" if chat else None


def directory(region: str | None) -> Directory:
    """The directory of a region by ISO code, in any case; an unknown one gives the worldwide."""
    library = helplines()
    country = next((c for c in library.country if c.code == (region or "").upper()), None)
    if country is None:
        return Directory(None, None, None, (), library.worldwide, None)
    lines = tuple(line for line in country.line if not line.superseded_by)
    return Directory(
        country.code,
        country.name,
        country.emergency,
        lines,
        library.worldwide,
        country.checked,
        country.absent,
    )


def reach(line: Helpline) -> str:
    """How to reach a line, in words, with its hours where it is not open at any."""
    hours = "" if line.always_open else f"{line.hours[0].lower()}{line.hours[1:]}"
    named = "" if line.name == line.call else line.name
    who = "; ".join(filter(None, (named, hours)))
    return f"{_dialled(line)} ({who})" if who else _dialled(line)


def _dialled(line: Helpline) -> str:
    if line.call:
        return f"call or text {line.call}" if line.text == line.call else f"call {line.call}"
    return f"text {line.text}" if line.text else str(line.chat)


def regions() -> tuple[tuple[str, str], ...]:
    """Code and name of every region in the directory, by name."""
    return tuple(sorted(((c.code, c.name) for c in helplines().country), key=lambda c: c[1]))


def numbers(region: str | None) -> frozenset[str]:
    """Digits of every number that may be said in a region."""
    known = directory(region)
    texts = [known.emergency or "", *(t for line in known.lines for t in (line.call, line.text))]
    return frozenset(
        re.sub(r"\D", "", found)
        for text in texts
        if text
        for found in (text, *re.findall(r"[\d*][\d -]*\d", text))
    )


@dataclass(frozen=True)
class Age:
    """How long ago a line was last checked, and what follows from it."""

    id: str
    days: int
    verdict: Literal["fresh", "warn", "block"]


def ages(today: date) -> tuple[Age, ...]:
    """The age of every entry at `today`. A blocked entry must keep the service from opening."""
    return tuple(_age(line, today) for _, line in _every_line())


def unread() -> tuple[str, ...]:
    """Ids of the lines shown to members whose own text nobody of us has read."""
    every = (line for _, line in _every_line() if not line.superseded_by)
    return tuple(line.id for line in every if line.status != "V")


def problems(today: date) -> list[str]:
    """What a content check must refuse: entries too old, or dated in the future."""
    return [
        f"helpline {age.id}: last checked {age.days} days ago"
        for age in ages(today)
        if age.verdict == "block" or age.days < 0
    ]


def _age(line: Helpline, today: date) -> Age:
    days = (today - line.verified_on).days
    if days > BLOCK_AFTER_DAYS:
        return Age(line.id, days, "block")
    return Age(line.id, days, "warn" if days > WARN_AFTER_DAYS else "fresh")


def _every_line() -> Iterator[tuple[Country, Helpline]]:
    return ((country, line) for country in helplines().country for line in country.line)
