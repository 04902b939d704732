"""Text made ready for the patterns: windowed, then folded to plain words and full stops."""

import html
import re
import unicodedata
from collections.abc import Iterator
from functools import cache

from overture.language import WordPiece
from overture.safety.library import context

WHOLE = 2_400
"""Characters up to which a text, say a long note, is read whole."""

WINDOW = 700
"""Characters read at either end of a longer one."""

ANCHORED = 8
"""Places in the middle of a long text that are read as well, around a word of weight."""

SENTENCES = 80
"""Sentences of one text that are looked at, the first and the last in equal parts."""

_AROUND = 90
_MOST = 3_000
_ANCHORS = (
    *("suicid", "kill", "die ", "dead", "dying", "alive", "end it", "end my", "my life", "myself"),
    *("wake up", "without me", "overdose", "hurt me", "hits me", "goodbye", "exist", "self-harm"),
)
_TAG = re.compile(r"<[^<>]{0,200}>")
_REPEATED = re.compile(r"([a-z])\1{2,}")
_STOP = re.compile(r"(?:[.!?…][\"”»)]*)+(?=\s|$)|[\n\r]+|[.!?…]{2,}")
_PAUSE = re.compile(r"[.!?…,;:\t()\[\]{}\"“”«»/|—–]+| - ")
_INSIDE = re.compile(r"['’‘`´]")
_MASKED = re.compile(r"(?<=[a-z])[*@#$!1307](?=[a-z])")
_LETTER = str.maketrans({"@": "a", "!": "i", "1": "i", "3": "e", "0": "o", "7": "t", "$": "s"})
_OTHER = re.compile(r"[^\w., ]|_")
_SPACES = re.compile(r" +")
_LETTERS = "abcdefghijklmnopqrstuvwxyz"


def windowed(text: str) -> str:
    """At most some 3,000 characters of `text`: both ends, and around words of weight between.

    Nothing that a member can paste makes the screen slow, and a sentence in the middle of a long
    text is still read. Plain searches only: no expression runs over more than this returns.
    """
    if len(text) <= WHOLE:
        return text
    middle = text[WINDOW:-WINDOW]
    around = [middle[max(0, at - _AROUND) : at + _AROUND] for at in _weighty(middle.lower())]
    return "\n".join([text[:WINDOW], *around, text[-WINDOW:]])


def _weighty(lowered: str) -> list[int]:
    """Where words of weight stand, a window's width apart, first come first."""
    found: set[int] = set()
    for word in _ANCHORS:
        at = lowered.find(word)
        for _ in range(ANCHORED):
            if at < 0:
                break
            found.add(at)
            at = lowered.find(word, at + 2 * _AROUND)
    kept: list[int] = []
    for at in sorted(found):
        if len(kept) < ANCHORED and (not kept or at >= kept[-1] + _AROUND):
            kept.append(at)
    return kept


def folded(text: str) -> str:
    """Plain words: ` . ` between sentences, ` , ` between clauses, slang and slips put right."""
    plain = unicodedata.normalize("NFKC", html.unescape(_TAG.sub(" ", text))).casefold()
    plain = plain[:_MOST]  # one character may have stood for many
    plain = "".join(c for c in plain if unicodedata.category(c)[0] != "C" or c in "\n\r\t")
    plain = _MASKED.sub(lambda found: found.group(0).translate(_LETTER), plain)
    plain = _STOP.sub("\0", _INSIDE.sub("", plain))
    plain = _PAUSE.sub(" , ", plain).replace("\0", " . ")
    plain = _REPEATED.sub(r"\1", plain)
    plain = _SPACES.sub(" ", _OTHER.sub(" ", plain)).strip()
    return _corrected(_spelled(plain))


def sentences(text: str) -> list[str]:
    """The sentences of folded text, each once, empty ones left out, SENTENCES of them at most."""
    parts = (part.strip(" .,") for part in text.split(" . "))
    found = list(dict.fromkeys(part for part in parts if part))
    half = SENTENCES // 2
    return found if len(found) <= SENTENCES else found[:half] + found[-half:]


def clauses(sentence: str) -> list[str]:
    """The clauses of one folded sentence, each once, empty ones left out."""
    parts = (part.strip(" .,") for part in sentence.split(" , "))
    return list(dict.fromkeys(part for part in parts if part))


@cache
def _spelling() -> tuple[re.Pattern[str], dict[str, str]]:
    table = dict(context().spelling)
    longest_first = sorted(table, key=len, reverse=True)
    return re.compile(r"\b(?:" + "|".join(map(re.escape, longest_first)) + r")\b"), table


def _spelled(text: str) -> str:
    expression, table = _spelling()
    # Twice, because one slip may hide the phrase that another belongs to.
    for _ in range(2):
        text = expression.sub(lambda found: table[found.group(0)], text)
    return text


def _corrected(text: str) -> str:
    return re.sub(r"[a-z]{5,14}", lambda found: _nearest(found.group(0)), text)


def _nearest(word: str) -> str:
    """The word of weight that `word` is a slip of, or `word` itself if it is a word."""
    meant = _slips().get(word)
    return meant if meant and not _tokeniser().knows(word) else word


@cache
def _tokeniser() -> WordPiece:
    return WordPiece.packaged()


@cache
def _slips() -> dict[str, str]:
    words = context().fuzzy.words
    table = {slip: word for word in words for slip in _one_letter_off(word)}
    return {slip: word for slip, word in table.items() if slip not in words}


def _one_letter_off(word: str) -> Iterator[str]:
    """Words with a letter missing, doubled, changed, added or two letters swapped."""
    splits = [(word[:at], word[at:]) for at in range(len(word) + 1)]
    for left, right in splits:
        if right:
            yield left + right[1:]
        if len(right) > 1:
            yield left + right[1] + right[0] + right[2:]
        for letter in _LETTERS:
            yield left + letter + right
            if right:
                yield left + letter + right[1:]
