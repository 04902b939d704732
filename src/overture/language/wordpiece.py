"""The uncased BERT WordPiece tokeniser, small enough to read at a sitting.

It follows the published algorithm: clean and fold the text, split it at white space and
punctuation, then cover each word greedily with the longest vocabulary entries. Markers such as
`[SEP]` that a person types are ordinary text here and never become control tokens.
"""

import unicodedata
from collections.abc import Iterator, Mapping
from functools import cache
from importlib.resources import files
from itertools import islice
from typing import Self

LONGEST_WORD = 100
"""Characters; a longer run without a break is one unknown word, as in the original."""

CHARACTERS_PER_TOKEN = 32
"""Text beyond this many characters for each token asked for is not looked at."""

_CONTROL = frozenset({"Cc", "Cf", "Co", "Cs"})
_ASCII_PUNCTUATION = frozenset("!\"#$%&'()*+,-./:;<=>?@[\\]^_`{|}~")
_IDEOGRAPHS = (
    (0x3400, 0x4DBF),
    (0x4E00, 0x9FFF),
    (0xF900, 0xFAFF),
    (0x20000, 0x2CEAF),
    (0x2F800, 0x2FA1F),
)


@cache
def _replacement(character: str) -> str:
    """What one character becomes: nothing, a space, or itself, lowered or with breaks around."""
    code, category = ord(character), unicodedata.category(character)
    if character in "\t\n\r" or category == "Zs":
        return " "
    if character == "\ufffd" or category in _CONTROL:
        return ""
    if character in _ASCII_PUNCTUATION or category[0] == "P":
        return f" {character} "
    if any(first <= code <= last for first, last in _IDEOGRAPHS):
        return f" {character} "
    return character.lower()


def words(text: str) -> list[str]:
    """Split text into folded words and single punctuation marks."""
    cleaned = "".join(map(_replacement, text))
    if not cleaned.isascii():
        decomposed = unicodedata.normalize("NFD", cleaned)
        cleaned = "".join(c for c in decomposed if unicodedata.category(c) != "Mn")
    return cleaned.split()


class WordPiece:
    """A tokeniser over one vocabulary: entry to id, continuation entries beginning with `##`."""

    def __init__(self, vocabulary: Mapping[str, int]) -> None:
        self._vocabulary = vocabulary
        self._unknown = vocabulary["[UNK]"]
        self._first, self._last = vocabulary["[CLS]"], vocabulary["[SEP]"]

    @classmethod
    def packaged(cls) -> Self:
        """Read the vocabulary that ships with the package."""
        lines = files("overture.language").joinpath("data/vocab.txt").read_text("utf-8")
        return cls({entry: number for number, entry in enumerate(lines.split("\n")) if entry})

    def ids(self, text: str, *, limit: int = 128) -> list[int]:
        """Token ids of `text`, at most `limit` with the opening and closing marker counted."""
        shown = text[: limit * CHARACTERS_PER_TOKEN]
        return [self._first, *islice(self._pieces(shown), limit - 2), self._last]

    def knows(self, word: str) -> bool:
        """Whether a lower-case word is an entry of its own, as the commoner English words are."""
        return word in self._vocabulary

    def _pieces(self, text: str) -> Iterator[int]:
        for word in words(text):
            yield from self._cover(word)

    def _cover(self, word: str) -> list[int]:
        """Longest entries from the left; a word that cannot be covered whole is unknown."""
        if len(word) > LONGEST_WORD:
            return [self._unknown]
        found: list[int] = []
        start = 0
        while start < len(word):
            lead = "##" if start else ""
            for end in range(len(word), start, -1):
                number = self._vocabulary.get(lead + word[start:end])
                if number is not None:
                    break
            else:
                return [self._unknown]
            found.append(number)
            start = end
        return found
