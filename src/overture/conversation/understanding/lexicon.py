"""The authored word lists, read once, and phrase matching over the plain form of a text."""

import re
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from overture.content.files import read_toml
from overture.content.loader import LIBRARY
from overture.content.schema.words import Grammar, PatternFile, WordFile
from overture.conversation.understanding.text import plain


@cache
def words(library: Path = LIBRARY) -> WordFile:
    """The word lists. Raises ContentError, naming file and line, if they cannot be read."""
    return read_toml(library / "companion" / "words.toml", WordFile)


@cache
def patterns(library: Path = LIBRARY) -> PatternFile:
    """The patterns. Raises ContentError, naming file and line, if they cannot be read."""
    return read_toml(library / "companion" / "patterns.toml", PatternFile)


def grammar() -> Grammar:
    """The word classes of the shipped library."""
    return words().grammar


@dataclass(frozen=True)
class PhraseList:
    """Phrases compiled to one expression over plain text (see `text.plain`)."""

    expression: re.Pattern[str]

    def count(self, text: str) -> int:
        """How often any phrase stands in a plain text."""
        return len(self.expression.findall(text))

    def found(self, text: str) -> bool:
        """Whether any phrase stands in a plain text."""
        return self.expression.search(text) is not None

    def within(self, text: str) -> bool:
        """Whether any phrase stands in a text as typed."""
        return self.found(plain(text))


@cache
def phrases(given: tuple[str, ...]) -> PhraseList:
    """Compile phrases, `word*` taking any ending and `..` bridging up to four words."""
    longest_first = sorted(given, key=len, reverse=True)
    alternatives = "|".join(map(_expression, longest_first)) or r"(?!)"
    return PhraseList(re.compile(f"(?<= )(?:{alternatives})"))


def _expression(phrase: str) -> str:
    return "".join(map(_part, plain_phrase(phrase)))


def plain_phrase(phrase: str) -> list[str]:
    """The words of an authored phrase, its two marks kept whole."""
    parts: list[str] = []
    for word in phrase.split():
        if word == "..":
            parts.append(word)
        elif word.endswith("*"):
            parts += [*plain(word[:-1]).split()[:-1], plain(word[:-1]).split()[-1] + "*"]
        else:
            parts += plain(word).split()
    return parts


def _part(word: str) -> str:
    if word == "..":
        return r"(?:\S+ ){0,4}"
    if word.endswith("*"):
        return re.escape(word[:-1]) + r"\S* "
    return re.escape(word) + " "
