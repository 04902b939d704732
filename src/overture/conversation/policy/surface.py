"""What a turn says on its face: names, places and figures, and turns of phrase that are met alike
whatever act the turn was read as."""

import re
from collections.abc import Iterator, Mapping
from functools import cache
from typing import cast

from overture.content import LIBRARY
from overture.content.files import read_toml
from overture.content.schema.acts import Topic
from overture.content.schema.words import Pattern, PatternFile
from overture.conversation.policy import hearing
from overture.conversation.understanding import lexicon
from overture.conversation.understanding.patterns import Facts, holds
from overture.conversation.understanding.text import prepare
from overture.conversation.understanding.types import Understanding

_OF_A_LOSS = frozenset({"keeps_a_place", "all_the_talking", "loss_kept_silent"})
_BARE = 3
ABOUT = "about_"
"""How the lists are named that say what a turn is about."""

_NAME = r"[A-Z][\w'’-]*[a-zà-ÿ]"
_OWN_NAME = re.compile(
    rf"\b(?:[Mm]y name(?:['’]?s| is)|(?:[Yy]ou can )?[Cc]all me|I['’]?m called) ({_NAME})\b"
)
_IS_NAMED = re.compile(
    rf"^\W*(?:(?:hi|hello|hey|good (?:morning|afternoon|evening))\b[ ,.!]*)?I(?:['’]?m| am) "
    rf"(?!\w+(?:ish|ese|ian|ean)\b)({_NAME})(?=,| and I\b| from\b)",
)
_CALLED = re.compile(rf"\b(?:called|named|name(?:['’]s| is| was)) ({_NAME}(?: {_NAME})?)\b")
_THING = re.compile(
    r"\bit(?:['’]?s| is) (?:a thing |something )?called ([a-z][a-z'’-]+(?: [a-z'’-]+){0,2})\b"
)
_PLACE = re.compile(
    rf"\b(?:in|to|from|near|around|via|outside|over in|up in|down in|moved to)"
    rf" ({_NAME}(?: {_NAME}){{0,2}})(?![’'])\b"
)
_COUNTED = (
    r"people|times|quid|pounds|euros|miles?"
    r"|km|steps|pages|chapters|matches|messages|emails|calls|boxes|cats|dogs|rooms|floors|shifts"
    r"|lengths|laps|points|goals|episodes|games|dates|kids|children|kilos?|kg|stone|percent|%"
)
_SPAN = r"(?:seconds?|secs?|minutes?|mins?|hours?|hrs?|days?|nights?|weeks?|months?|years?|yrs?)"
_FIGURE = re.compile(
    rf"(?<![\w.:£$€-])((?:[£$€] ?)?\d[\d,]*(?:\.\d+)?(?:k\b)?(?: ?(?:{_COUNTED})\b)?)"
    rf"(?![\w:-]|\.\d| ?(?:am|pm|o['’]?clock|{_SPAN})\b)",
    re.IGNORECASE,
)
_MONEY = re.compile(
    r"[£$€]|\b(?:quid|pounds|euros|dollars|rent|owe|owed|bill|bills|debt|overdraft|mortgage|loan"
    r"|card|paid|pay|cost|costs|price)\b",
    re.IGNORECASE,
)
_NOT_A_FIGURE = re.compile(r"(?:19|20)\d\d|\d{1,2}(?:[.:]\d\d)|[1-9]|1\d|2[0-9]", re.IGNORECASE)
_CLOCK = re.compile(
    r"\b(?:at|by|since|till|until|from|around|about|aged|i am|i['’]?m) $", re.IGNORECASE
)
_OLD = re.compile(r"s?[ -]olds?\b")
_AT_HAND = re.compile(
    r"\b(?:i(?:['’]?ve| have)?|we(?:['’]?ve| have)?|only|just|another)(?: only| just| about)*"
    r" (?:got|have|for)(?: only| just| about)* $|\bgive me $"
)
_FIGURE_ALONE = re.compile(
    r"(?:maybe |about |like |probably |around )?[£$€]?\d[\d,.]*(?: ?(?:/|out of) ?\d+)?[.!]*",
    re.IGNORECASE,
)
_WORD_ALONE = re.compile(r"[A-Z][a-zà-ÿ'’-]{2,}[.!]?")


@cache
def listed() -> Mapping[str, Pattern]:
    """The turns of phrase of the library, in the order in which they are answered."""
    return read_toml(LIBRARY / "companion" / "surface.toml", PatternFile).patterns


@cache
def tellings() -> Mapping[str, Pattern]:
    """How a turn may be told, for turns that nothing more particular meets, in order."""
    return read_toml(LIBRARY / "companion" / "tellings.toml", PatternFile).patterns


def phrases_found(understanding: Understanding, *, mourning: bool) -> Iterator[str]:
    """Every listed turn of phrase that is there, in the order of the list.

    Some mean what they say only where somebody is missed.
    """
    turn = prepare(understanding.text)
    facts = Facts(
        understanding.people, understanding.keys, understanding.number, understanding.jokes
    )
    for name, pattern in (*listed().items(), *tellings().items()):
        if holds(pattern, turn, facts) and (mourning or name not in _OF_A_LOSS):
            yield name


def topic(understanding: Understanding, found: frozenset[str]) -> Topic | None:
    """What the turn is about, where a word in it bears out what was read.

    A turn of a word or two is about what the word says.
    """
    about = [name.removeprefix(ABOUT) for name in listed() if name in found and ABOUT in name]
    if understanding.topic == "grief" or understanding.topic in about:
        return understanding.topic
    bare = understanding.words <= _BARE and about
    return cast("Topic", about[0]) if bare else None


def marks(understanding: Understanding, echoed: tuple[str, ...]) -> Iterator[str]:
    """Names, places and figures that a line may take up, if they were not said back already."""
    text = understanding.text.strip()
    if hearing.told_otherwise(text):
        yield "fib"
    if hearing.denied_feelings(text):
        yield "says_what_rather" if hearing.rather(text) else "denies_a_feeling"
    for pattern, words in _named(understanding):
        if words and words.lower() not in echoed:
            yield pattern
    if understanding.day and understanding.words <= _BARE:
        yield "only_a_day"
    if _FIGURE_ALONE.fullmatch(text):
        yield "a_figure_alone"
    if _alone(text) and understanding.act != "greet":
        yield "a_name_alone"


def named(understanding: Understanding) -> tuple[str, ...]:
    """The names, places and figures of a turn, as a line may say them back."""
    return tuple(words for _pattern, words in _named(understanding) if words)


def _named(understanding: Understanding) -> Iterator[tuple[str, str]]:
    yield "gives_own_name", own_name(understanding.text)
    yield "called_by_name", called(understanding.text)
    yield "called_something", thing(understanding.text)
    yield "names_a_place", place(understanding)
    money = bool(_MONEY.search(understanding.text))
    yield "holds_money" if money else "holds_a_figure", figure(understanding.text)
    yield "holds_a_span", span(understanding)


def span(understanding: Understanding) -> str:
    """The span of time in the turn, unless it is the end of a longer number, an age, or the time
    that there is for this talk."""
    found, text = understanding.duration or "", understanding.text.lower()
    at = text.find(found.lower())
    no_span = _OLD.match(text, at + len(found)) or _AT_HAND.search(text[: max(at, 0)])
    return "" if no_span or f"-{found}" in text else found


def own_name(text: str) -> str:
    """The name that the member goes by, where the turn gives it."""
    found = _OWN_NAME.search(text) or _IS_NAMED.search(text)
    name = found.group(1) if found else ""
    return "" if name.lower() in lexicon.words().mentions.not_names else name


def called(text: str) -> str:
    """The name of somebody or something that the turn introduces: "her dog is called Kevin"."""
    found = None if own_name(text) else _CALLED.search(text)
    return found.group(1) if found else ""


def thing(text: str) -> str:
    """What a pursuit or a thing is called, where the turn says so: "it's called change ringing"."""
    found = _THING.search(text)
    return found.group(1) if found else ""


def place(understanding: Understanding) -> str:
    """A place named in the turn, as typed; nothing where the name is a person's or a day's."""
    people = {person.named.lower() for person in understanding.people}
    known = lexicon.words().mentions
    for found in _PLACE.finditer(understanding.text):
        low = found.group(1).lower()
        if low not in people | known.not_names | known.names and not _all_capitals(found.group(1)):
            return found.group(1)
    return ""


def figure(text: str) -> str:
    """A figure that says something only to the member: "412", "£780", "43 minutes".

    Clock times, years, dates and small bare numbers are none.
    """
    for found in _FIGURE.finditer(text):
        words = found.group(1).strip(" ,")
        bare = _NOT_A_FIGURE.fullmatch(words) or _CLOCK.search(text[: found.start()])
        if words and not bare and words != text.strip():
            return words
    return ""


def alone(text: str) -> str:
    """A turn that is one word with a capital, which may be a name."""
    return text.strip(" .!") if _alone(text.strip()) else ""


def _alone(text: str) -> bool:
    if not _WORD_ALONE.fullmatch(text):
        return False
    low = text.strip(".!").lower()
    grammar, words = lexicon.grammar(), lexicon.words()
    usual = grammar.function | grammar.adjectives | grammar.adverbs | grammar.verbs
    said = {word for kind in vars(words.short).values() for word in kind}
    felt = {word for group in words.feelings.values() for word in group}
    topics = {word for group in words.topics.values() for word in group}
    kin = words.mentions.kin | words.mentions.bare_kin | words.mentions.roles
    return low not in usual | said | felt | topics | kin | words.mentions.not_names


def _all_capitals(words: str) -> bool:
    return words.isupper()
