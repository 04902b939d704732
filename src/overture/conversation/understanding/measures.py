"""Numbers, days, spans of time and single words that a line may need."""

import re
from itertools import pairwise

from overture.content.schema.acts import TOPICS
from overture.conversation.understanding import lexicon
from overture.conversation.understanding.grammar import Word
from overture.conversation.understanding.lexicon import phrases
from overture.conversation.understanding.types import Asked, Time
from overture.language import WordPiece

_DIGITS = (
    *("zero", "one", "two", "three", "four", "five", "six"),
    *("seven", "eight", "nine", "ten", "eleven", "twelve"),
)
_UNITS = (
    r"(?:seconds?|secs?|min(?:ute)?s?|hours?|hrs?|days?|nights?|weeks?|wks?|months?|mths?|years?|"
    r"yrs?|decades?)"
)
_COUNT = rf"(?:\d+(?:\.\d+)?|{'|'.join(_DIGITS[1:])}|a|an|half an?|a couple of|a few|several)"
_DURATION = re.compile(rf"\b({_COUNT}\s?(?:whole |long |more )?{_UNITS})\b", re.IGNORECASE)
_VAGUE = re.compile(r"^(?:a|an)\s(?:second|sec|minute|min|day|night)$", re.IGNORECASE)
_SCALE = re.compile(
    rf"\b(\d+(?:\.\d+)?|{'|'.join(_DIGITS)})\s*(?:/|out of|in)\s*(?:10|ten)\b", re.IGNORECASE
)
_NUMBER = re.compile(
    rf"(?<![\w.,£$€#:/-])(\d+(?:\.\d+)?|{'|'.join(_DIGITS)})\b(?![:/%]|[.,]\d)", re.IGNORECASE
)
_COUNTED = re.compile(
    rf"\s*(?:{_UNITS}\b|[ap]m\b|o['’]?clock|pounds?\b|quid\b|p\b|k\b|th\b|st\b|%|percent|per cent|"
    r"down\b|times?\b|of\b|people\b|friends?\b|more\b|thing)",
    re.IGNORECASE,
)
_NAMING = re.compile(r"\b(?:at|past|by|number|no|flat|room|bus|year|since|aged)\s$", re.IGNORECASE)
_PERCENT = re.compile(r"\b(\d{1,3})\s*(?:%|percent|per cent)", re.IGNORECASE)
_DAY = re.compile(r"\b((?:mon|tues|wednes|thurs|fri|satur|sun)day|yesterday)s?\b", re.IGNORECASE)
_DAYPARTS = {
    "morning": r"\bmornings?\b|\bbreakfast\b|\b(?:[6-9]|1[01])(?:[:.]\d\d)?\s?am\b",
    "afternoon": r"\bafternoons?\b|\blunch(?:time)?\b|\bmidday\b|\b[1-4](?:[:.]\d\d)?\s?pm\b",
    "evening": r"\bevenings?\b|\btonight\b|\bsupper\b|\b(?:[5-9])(?:[:.]\d\d)?\s?pm\b",
    "night": r"\bnights?\b|\bmidnight\b|\b(?:12|[1-5])(?:[:.]\d\d)?\s?am\b|\b1[01]\s?pm\b",
}
_EACH = re.compile(r"\b(?:each|every|all the|all my|all of the)\s+([a-z]{3,})\b", re.IGNORECASE)


def number(text: str, asked: Asked) -> float | None:
    """The last number given as an answer might give one, 0-10 where a scale is named.

    Spans of time, clock times, prices and dates are no answers. A lone "one" counts only where a
    number was asked for and nothing stands around it, since "one" is mostly a pronoun.
    """
    scaled = _SCALE.findall(text)
    if scaled:
        return _value(scaled[-1])
    percent = _PERCENT.findall(text)
    if asked == "number" and percent:
        return min(int(percent[-1]), 100) / 10
    given = [
        match
        for match in _NUMBER.finditer(text)
        if not _COUNTED.match(text, match.end()) and not _NAMING.search(text[: match.start()])
    ]
    values = [_value(m.group(1)) for m in given if _stands_alone(m, text)]
    return values[-1] if values else None


def _stands_alone(match: re.Match[str], text: str) -> bool:
    if match.group(1).lower() != "one":
        return True
    rest = (text[: match.start()] + text[match.end() :]).strip(" .,!?…")
    return rest == ""


def _value(word: str) -> float:
    low = word.lower()
    return float(_DIGITS.index(low)) if low in _DIGITS else float(word)


def duration(text: str) -> str | None:
    """The first span of time, as typed: "7 weeks"."""
    spans: list[str] = [
        m.group(1) for m in _DURATION.finditer(text) if not _VAGUE.match(m.group(1))
    ]
    return spans[0] if spans else None


def day(text: str) -> str | None:
    """The last weekday named, with its capital, or "yesterday"."""
    found = _DAY.findall(text)
    if not found:
        return None
    last = str(found[-1]).lower()
    return last if last == "yesterday" else last.capitalize()


def daypart(text: str) -> str | None:
    """The part of the day that the turn names first."""
    places = {part: re.search(sign, text, re.IGNORECASE) for part, sign in _DAYPARTS.items()}
    named = {part: match.start() for part, match in places.items() if match}
    return min(named, key=lambda part: named[part]) if named else None


def tense(plain: str) -> Time:
    """Whether the turn speaks of what was, is, or is to come, by counting its signs."""
    lists = lexicon.words()
    coming, gone = phrases(lists.upcoming).count(plain), phrases(lists.past).count(plain)
    if coming > gone or (coming and coming == gone and phrases(("tomorrow",)).found(plain)):
        return "upcoming"
    return "past" if gone else "now"


def noun(text: str) -> str | None:
    """The head after each, every or all, in the singular."""
    for found in _EACH.finditer(text):
        word = found.group(1).lower()
        if word in lexicon.grammar().not_kinds or word in lexicon.grammar().adjectives:
            continue
        return word[:-1] if re.search(r"[^su]s$", word) else word
    return None


def term(words: list[Word], tokeniser: WordPiece, known: frozenset[str]) -> str | None:
    """A word for a pursuit that no bank and no common vocabulary knows, as typed."""
    lists = lexicon.words()
    banks = known.union(*(lists.topics.get(topic, frozenset()) for topic in TOPICS))
    for before, word in pairwise(words):
        if before.low not in lists.pursuits or before.last or word.low in banks:
            continue
        if len(word.low) > 2 and word.low.isalpha() and not _common(word.low, tokeniser):
            return word.text
    return None


def _common(word: str, tokeniser: WordPiece) -> bool:
    """Whether the word, or what is left without a usual ending, is in the vocabulary."""
    stems = {word, *(word.removesuffix(end) for end in ("s", "es", "ed", "ing", "ly", "er", "y"))}
    stems |= {f"{word.removesuffix('ing')}e", f"{word.removesuffix('ies')}y"}
    mentions = lexicon.words().mentions
    return any(map(tokeniser.knows, stems)) or word in mentions.names | mentions.not_names
