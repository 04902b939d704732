"""Numbers, addresses and links in a sentence, and those that the directory does not hold.

Whoever is in danger may dial what stands on the page, so a number is either ours or not said.
"""

import re
import unicodedata
from collections.abc import Iterator
from functools import cache

from overture.safety.directory import directory, numbers, regions

LONG = 5
"""Digits from which on any run looks like something to dial."""

SHORT = 3
"""Digits from which on a run is one beside a word for dialling, or where a line anywhere has it."""

_QUOTED = re.compile(r"“[^”]*”")
_DASHES = str.maketrans(dict.fromkeys("‐‑‒–—−·•/\u00a0\u2009\u202f_~|", " "))
_HARMLESS = re.compile(
    r"(?<!\d)(?:[01]?\d|2[0-3]):[0-5]\d(?![\d:])"  # a time of day
    r"|(?<![\d.,+])[1-9]\d{0,2}(?:,\d{3})+(?![\d,])"  # thousands
    r"|(?<![\d.,+])\d{1,2}[./]\d{1,2}[./](?:\d{2}|\d{4})(?![\d./])"  # a date
)
_RUN = re.compile(r"[*+(]*\d(?:[\s().,:\-]*\d)*")
_DIAL = re.compile(
    r"(?i)\b(?:call|ring|dial|text|phone|telephone|number|line|hotline|helpline|sms|whatsapp|tel"
    r"|reach|contact|message)\b"
)
_DIGIT_WORDS = {
    word: str(at % 10)
    for at, word in enumerate(
        ["zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "oh"]
    )
}
_ONE_WORD = rf"(?:(?:double|triple)[\s,-]+)?(?:{'|'.join(_DIGIT_WORDS)})"
_SPELT = re.compile(rf"(?i)\b{_ONE_WORD}(?:[\s,.-]+{_ONE_WORD}){{1,}}\b")
_MAIL = re.compile(r"\S+@\S+|\b[\w.]+ ?(?:\(at\)|\[at\]) ?[\w.]+", re.IGNORECASE)
_ENDS = (
    "com|org|net|info|io|co|uk|de|fr|es|it|nl|eu|us|ca|au|nz|ie|ai|app|chat|help|gov|edu|xyz|site"
    "|online|health|care|life|support|today|tv|gg|ly|link"
)
_LINK = re.compile(
    rf"(?i)\b(?:https?|ftp|tel|sms|mailto):\S+|\bwww\.\S+|\b(?:[\w-]+\.)+(?:{_ENDS})\b(?:/\S*)?"
)


def strays(sentence: str, region: str | None, *, quoting: bool = True) -> Iterator[str]:
    """Numbers to dial, mail addresses and links that the directory of the region does not hold.

    With `quoting`, what stands in quotation marks is the member's own words and may hold theirs.
    """
    allowed = numbers(region) | _in_names(region)
    sentence = _QUOTED.sub(" ", sentence) if quoting else sentence
    for found in dialled(sentence):
        if not _is_one_of(found, allowed):
            yield found
    yield from _MAIL.findall(sentence)
    hosts = _hosts(region)
    for link in _LINK.findall(sentence):
        if _host(link) not in hosts:
            yield link


def dialled(sentence: str) -> Iterator[str]:
    """What looks like something to dial, in figures or spelt out."""
    plain = "".join(map(_figure, unicodedata.normalize("NFKC", sentence)))
    plain = _HARMLESS.sub(" ", plain).translate(_DASHES)
    dialling = bool(_DIAL.search(plain))
    for found in _RUN.findall(plain):
        digits = re.sub(r"\D", "", found)
        known = digits in _anywhere()
        if len(digits) >= LONG or (len(digits) >= SHORT and (dialling or known)):
            yield found.strip()
    for found in map(_spelt, _SPELT.findall(plain)):
        called = dialling and len(found) >= SHORT
        if called or len(found) >= LONG or found in _anywhere():
            yield found


def _figure(character: str) -> str:
    """A digit of any script as one of ours."""
    value = unicodedata.decimal(character, None)
    return character if value is None else str(value)


def _spelt(words: str) -> str:
    """ "nine double eight" as 988."""
    figures, times = "", 1
    for word in re.findall(r"[a-z]+", words.lower()):
        if word in {"double", "triple"}:
            times = 2 if word == "double" else 3
        else:
            figures, times = figures + times * _DIGIT_WORDS[word], 1
    return figures


def _is_one_of(found: str, allowed: frozenset[str]) -> bool:
    """Whether a run is a number of ours, or several of them one after another."""
    return _parted(tuple(re.findall(r"\d+", found)), allowed)


def _parted(groups: tuple[str, ...], allowed: frozenset[str]) -> bool:
    """Whether groups of digits, in their order, make up numbers of ours and nothing else."""
    if not groups:
        return True
    ends = range(1, len(groups) + 1)
    return any("".join(groups[:end]) in allowed and _parted(groups[end:], allowed) for end in ends)


@cache
def _anywhere() -> frozenset[str]:
    """Every number of three digits or more that the directory holds for anybody."""
    every = (number for code, _ in regions() for number in numbers(code))
    return frozenset(number for number in every if len(number) >= SHORT)


@cache
def _in_names(region: str | None) -> frozenset[str]:
    """Figures in the names of lines, such as 1800RESPECT."""
    names = " ".join(line.name for line in directory(region).lines)
    return frozenset(re.sub(r"\D", "", found) for found in re.findall(r"\d+(?:[ -]\d+)*", names))


@cache
def _hosts(region: str | None) -> frozenset[str]:
    known = directory(region)
    chats = [line.chat for line in known.lines if line.chat]
    return frozenset(_host(address) for address in (known.worldwide, *chats))


def _host(link: str) -> str:
    """The host of a link, without what stands before and after it."""
    bare = re.sub(r"(?i)^(?:https?://)?(?:www\.)?", "", link).lower()
    return re.split(r"[/?#:]", bare, maxsplit=1)[0].rstrip(".,)")
