"""The pieces that a text is read by: its sentences, longer ones parted at their commas.

A sentence that matters is often one of ten. In the mean of ten it disappears, so each piece is
heard by itself as well, and the strongest counts. All go through the encoder together.
"""

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from overture.safety.text import clauses, folded, sentences

LONGEST_WORDS = 48
"""Words of a text that are encoded at once; of a longer one those pieces that tell most."""

PIECE_WORDS = 22
"""Words of a piece at most."""

_ENDS = re.compile(r"(?<=[.!?…])[\"”’»)]*\s+|[\n\r]+")
_COMMAS = re.compile(r"(?<=[,;:—–])\s+")


@dataclass(frozen=True)
class Piece:
    """One piece of a text, as it is encoded and folded."""

    text: str
    plain: str

    @property
    def length(self) -> int:
        """How many words it has."""
        return len(self.text.split())


def pieces(text: str, plain: str) -> list[Piece]:
    """The pieces of a text with its folding, at least one.

    As they were written where the text is short; a long one, or one that is mostly markup, by what
    it folds to.
    """
    if len(plain.split()) > LONGEST_WORDS or len(text) > 2 * len(plain) + 40:
        found = [Piece(one, one) for sentence in sentences(plain) for one in _folded(sentence)]
    else:
        found = _joined(_written(text))
    return found or [Piece(plain, plain)]


def chosen(found: Sequence[Piece], telling: Callable[[str], float]) -> list[Piece]:
    """All pieces of a short text; of a long one those that tell most, as many as are encoded."""
    if sum(piece.length for piece in found) <= LONGEST_WORDS:
        return list(found)
    left, kept = LONGEST_WORDS, set[int]()
    for place in sorted(range(len(found)), key=lambda at: telling(found[at].plain), reverse=True):
        if found[place].length <= left:
            kept.add(place)
            left -= found[place].length
    return [found[place] for place in sorted(kept)] or [found[0]]


def chunks(found: Sequence[Piece]) -> Iterator[list[Piece]]:
    """All pieces one after another, so many at a time as are encoded at once."""
    held: list[Piece] = []
    for piece in found:
        if held and sum(one.length for one in held) + piece.length > LONGEST_WORDS:
            yield held
            held = []
        held.append(piece)
    if held:
        yield held


def _written(text: str) -> Iterator[str]:
    for sentence in _ENDS.split(text):
        parts = _COMMAS.split(sentence) if len(sentence.split()) > PIECE_WORDS else [sentence]
        yield from _runs(parts)


def _folded(sentence: str) -> Iterator[str]:
    long = len(sentence.split()) > PIECE_WORDS
    return _runs(clauses(sentence) if long else [sentence.replace(" , ", " ")])


def _runs(parts: Sequence[str]) -> Iterator[str]:
    """The parts of one sentence, put together and cut up so that none is longer than a piece."""
    held: list[str] = []
    for words in (part.split() for part in parts):
        if held and len(held) + len(words) > PIECE_WORDS:
            yield " ".join(held)
            held = []
        held += words
        while len(held) > PIECE_WORDS:
            yield " ".join(held[:PIECE_WORDS])
            held = held[PIECE_WORDS:]
    if held:
        yield " ".join(held)


def _joined(written: Iterator[str]) -> list[Piece]:
    """The pieces with their foldings; what folds to no word stays with the piece before it."""
    found: list[Piece] = []
    for one in written:
        plain = folded(one)
        if found and not re.search(r"\w", plain):
            found[-1] = Piece(f"{found[-1].text} {one}", found[-1].plain)
        else:
            found.append(Piece(one, plain))
    return found
