"""The messages that the screen learns from, each with its label and the hand that wrote it."""

import zlib
from collections.abc import Iterator
from dataclasses import dataclass

from overture.safety import everyday, library
from overture.safety.text import folded

SETS = (
    *("risk", "benign", "development", "development-2", "development-3"),
    *("development-4", "development-5", "development-6", "development-7"),
    *("development-8", "development-9", "development-10", "development-11", "development-12"),
    *("development-13", "development-14"),
)
HELD_OUT = ("heldout", "heldout-2", "heldout-4", "heldout-5", "heldout-everyday")
HANDS = {
    "benign": "risk",
    "development-8": "development-7",
    "development-9": "development-7",
    "development-10": "development-6",
    "development-12": "development-11",
}
"""Files written by the hand of another file: they are left out together."""

SPOKEN_KEPT = 3
"""One line of a played partner in so many is learned from: members do not say them."""


@dataclass(frozen=True)
class Message:
    """One text to learn from. `group` names what was written in one breath with it."""

    text: str
    plain: str
    label: str
    group: str

    @property
    def hand(self) -> str:
        """Who wrote it, named by their first file."""
        file = self.group.split("/")[0]
        return HANDS.get(file, file)

    @property
    def ordinary(self) -> bool:
        """Whether it is talk of no kind in particular, and no near miss."""
        return self.label in {"ordinary", "offered"}

    @property
    def at_risk(self) -> bool:
        """Whether somebody writing this may be at risk."""
        return self.label in {"acute", "concern"}


def messages() -> list[Message]:
    """Everything that is learned from; of texts that fold alike only the first."""
    kept = set(_held_out())
    found: list[Message] = []
    for words, label, group in authored():
        plain = folded(words)
        if plain and plain not in kept:
            kept.add(plain)
            found.append(Message(words, plain, label, group))
    return found


def authored() -> Iterator[tuple[str, str, str]]:
    """Text, label and group of everything there is to learn from."""
    for name in SETS:
        for group in library.examples(name).group:
            yield from ((words, group.label, f"{name}/{group.style}") for words in group.texts)
    for ordinary in everyday.everyday():
        if ordinary.spoken and zlib.crc32(ordinary.text.encode()) % SPOKEN_KEPT:
            continue
        yield ordinary.text, "offered" if ordinary.offered else "ordinary", ordinary.group


def _held_out() -> Iterator[str]:
    for name in HELD_OUT:
        for group in library.examples(name).group:
            yield from map(folded, group.texts)
    yield from (folded(ordinary.text) for ordinary in everyday.held_out_acts())
