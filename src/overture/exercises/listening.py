"""What a program can tell of a reflection that a member wrote: words picked up, and its manner.

It looks for words and their beginnings, nothing more. A person hears better, and the page says so.
"""

import re
from dataclasses import dataclass
from typing import Final

from overture.content.schema.drill import Aspect, DrillItem

RUN: Final = 4
"""So many words in a row that another said are that other's words, not a chance."""

FACTS_ALONE: Final = 0.7
"""What picking up the facts and nothing else counts for."""

SAME: Final = 0.6
"""From this share of another's words on, a reflection says the same back."""

LONGEST_UNMARKED: Final = 14
"""A question without its mark is no longer than so many words."""

_WORD = re.compile(r"[^\W_]+(?:'[^\W_]+)*")
_SENTENCE = re.compile(r"[^.?!\n]+[.?!]*")
_LEAD = r"(?:(?:and|but|so|oh|ah|well|then|ok|okay|right|sorry|excuse me)\b[, ]*)*"
_BE = r"(?:is|are|was|were|do|does|did|has|have|had|can|could|would|will|should)(?:n't)?"
_TURNED_ROUND = re.compile(
    rf"{_LEAD}{_BE} (?:i|you|u|he|she|it|they|we|there|this|that|these|those|any(?:one|body)?|some"
    r"|your|his|her|their|the)\b",
    re.IGNORECASE,
)
_ASKING_WORD = re.compile(
    rf"{_LEAD}(?:(?:what|when|where|who|which|whose)(?:'s|s| {_BE}| (?:kind|sort|about"
    r"|happen(?:s|ed)|made|brought|makes))\b|which\b|what \w+ (?:is|are|do|does|did)\b"
    r"|why (?!you\b)|where\W*$|any (?:plans|ideas|news)\b"
    rf"|how's\b|how (?:long|many|much|often|old|far|come|about|{_BE})\b)",
    re.IGNORECASE,
)
_CLEFT = re.compile(r"\b(?:what|who|where)(?:'s| is| was) .*\b(?:is|was|'s)\b", re.IGNORECASE)
"""Not a question: "what was good was the Sundays"."""

_TAG = re.compile(
    r",\s*(?:is|are|was|were|do|does|did|has|have|had|would|will|can|could)(?:n't| not)?"
    r"\s(?:it|that|you|he|she|they|there)\s*\?$|,\s*(?:right|yes|no|is that it)\s*\?$",
    re.IGNORECASE,
)
_ADVICE = re.compile(
    r"\byou (?:should|shouldn't|ought|must(?! (?:be|have|feel|miss|want|love))|mustn't|needn't"
    r"|'d better"
    r"|(?:need|have) to (?:call|ring|talk|tell|ask|let|stop|try|find|see|get)"
    r"|could (?:try|always|just|ask|call|ring|go|tell|talk|say|speak)|can (?:always|just|try))\b"
    r"|\bhave you (?:tried|thought|considered|asked|talked|spoken|told)\b"
    r"|\bwhy (?:don't|not)\b|\bif i were you\b|\bmy advice\b"
    r"|\bi(?:'d| would) (?:suggest|recommend|advise|tell (?:him|her|them)|just)\b"
    r"|\b(?:how|what) about (?!your|the|him|her|them)\w+ing\b"
    r"|(?:^|[.!?,;]\s*|\b(?:just|so|then|please|maybe) )(?:try|don't worry|cheer up|look on|forget"
    r"|ignore|stop|give (?:it|him|her|them)|talk to|speak to|ask (?:him|her|them)"
    r"|tell (?:him|her|them)|call|ring|go and|let it go|move on"
    r"|be (?:strong|brave|grateful|glad))\b",
    re.IGNORECASE,
)
_ONESELF = re.compile(r"\b(?:i|i'm|i'd|i've|i'll|me|my|mine|myself)\b", re.IGNORECASE)
_HEARING = re.compile(
    r"\b(?:i|i'm|i'd) (?:hear(?:ing)?|guess|imagine|think|wonder|wondering|gather|see|sense|suppose"
    r"|get the (?:feeling|impression|sense)|take it|can (?:hear|see|tell|imagine)|understand"
    r"|notice|believe|say|mean)\b|\b(?:tell|correct|stop) me\b"
    r"|\b(?:seems?|sounds?|looks?) to me\b|\blet me see\b|\bif i(?:'ve| have)? \w+ you\b",
    re.IGNORECASE,
)
"""Ways of saying "I" that are about hearing the other one."""

_TURNED = {
    "you": "i", "your": "my", "yours": "mine", "yourself": "myself", "you're": "i'm",
    "you've": "i've", "you'd": "i'd", "you'll": "i'll",
}  # fmt: skip


@dataclass(frozen=True)
class Reflection:
    """What was found in a member's reflection.

    `picked_up` names what of the other's telling is in it. The rest is its manner: whether it
    asks, gives advice, turns to oneself, or says mostly the other's own words back.
    """

    picked_up: frozenset[Aspect]
    asks: bool = False
    advises: bool = False
    about_oneself: bool = False
    same_words: bool = False

    @property
    def is_plain(self) -> bool:
        """Whether it reflects and does nothing else."""
        return not (self.asks or self.advises or self.about_oneself or self.same_words)

    @property
    def credit(self) -> float:
        """For the choice of the next item alone, from 0 to 1. It is shown to nobody.

        The feeling or what lies under it is the whole; the facts alone are a fair reflection, and
        most of it. A question, advice or a turn to oneself takes the talk elsewhere, however well
        it began.
        """
        heard = FACTS_ALONE if self.picked_up == {"happened"} else float(bool(self.picked_up))
        return heard if self.is_plain else min(heard, 0.5)


def read(item: DrillItem, said: str) -> Reflection:
    """What a reflection on a listening item does. Raises ValueError for an item of another kind."""
    if item.heard is None:
        raise ValueError(f"nothing is listened to in {item.id!r}")
    plain = said.replace("’", "'").strip()
    return Reflection(
        picked_up=item.heard.picked_up(plain),
        asks=_asks(plain),
        advises=bool(_ADVICE.search(plain)),
        about_oneself=_is_about_oneself(plain),
        same_words=_says_the_same(item.text, plain),
    )


def _asks(said: str) -> bool:
    """Whether a sentence asks: by its mark, but for "…, isn't it?", or by how a part begins."""
    sentences = [found.group().strip() for found in _SENTENCE.finditer(said)]
    return any(
        not _TAG.search(one) if one.endswith("?") else _asks_unmarked(one) for one in sentences
    )


def _asks_unmarked(sentence: str) -> bool:
    if len(sentence.split()) > LONGEST_UNMARKED or _CLEFT.search(sentence):
        return False
    return any(_begins_asking(part.strip()) for part in sentence.split(","))


def _begins_asking(part: str) -> bool:
    return bool(_TURNED_ROUND.match(part) or _ASKING_WORD.match(part))


def _is_about_oneself(said: str) -> bool:
    """Whether it speaks of oneself: more often than of the other, or in a story of one's own."""
    without = _HEARING.sub(" ", said)
    own = len(_ONESELF.findall(without))
    other = len(re.findall(r"\b(?:you|you're|you've|you'd|your|yours)\b", without, re.IGNORECASE))
    story = re.search(
        r"\b(?:same (?:here|for me|with me)|me too|happened to me|i know (?:exactly )?(?:how|what)"
        r"|when i was|when my|my own|i(?:'ve| have) been there|i had (?:the same|that))\b",
        without,
        re.IGNORECASE,
    )
    return bool(story) or own > other


def _says_the_same(told: str, said: str) -> bool:
    """Whether most of it is the other's own words in the other's order, "I" turned into "you"."""
    quoted = re.findall(r"[\"“]([^\"“”]+)[\"”]", told)
    theirs = _words(" ".join(quoted) or told)
    ours = [_TURNED.get(word, word) for word in _words(said)]
    if len(ours) < RUN:
        return False
    runs = {tuple(theirs[n : n + RUN]) for n in range(len(theirs) - RUN + 1)}
    taken = {
        n + step
        for n in range(len(ours) - RUN + 1)
        if tuple(ours[n : n + RUN]) in runs
        for step in range(RUN)
    }
    return len(taken) >= SAME * len(ours)


def _words(text: str) -> list[str]:
    return _WORD.findall(text.lower().replace("’", "'"))
