"""Facts that last: what a member says of their own life that is still so next week.

Narrow on purpose. Nothing is kept without a yes, but already the question is a claim to have
followed, so only plain present-tense statements are asked about, never a mood, a state of health
or a judgement.
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from overture.conversation.policy.capture import quotable
from overture.conversation.policy.plainly import hurtful
from overture.conversation.policy.taps import bare
from overture.conversation.understanding.grammar import turned
from overture.conversation.understanding.refusals import risky
from overture.conversation.understanding.types import Understanding

LONGEST_WORDS = 14

_SENTENCE = re.compile(r"[.!?;\n]+|,? (?:and|but|so|because|cos) ")
_PASSING = re.compile(
    r"\b(?:today|tonight|tomorrow|yesterday|now|just|currently|this (?:week|morning|evening)"
    r"|at the moment|maybe|if|when|never|not|no|\w+n['’]t|dont|cant|wish|wont|used to)\b",
    re.IGNORECASE,
)
_NAMED = re.compile(
    r"\bmy (?P<who>[a-z][a-z -]{2,24}?)"
    r"(?:['’]?s name is| is (?:called|named)|['’]s (?:called|named)) "
    r"(?P<name>[^\W\d_][\w'’-]*(?: [A-Z][\w'’-]*)?)(?=$|[\s,])",
    re.IGNORECASE,
)
_DOES = re.compile(
    r"^(?:well |so |also |and )*(?P<clause>i (?:live|work|study|volunteer|teach|play|sing|paint"
    r"|knit|garden|bake|run|swim|cycle|collect|keep(?! \w+ing\b)|grow|mend|repair|build|write) "
    r"(?:(?:in|at|with|for|as|on|near|the|a|an|my) )?[\w'’ -]{3,60})$",
    re.IGNORECASE,
)
_HAS = re.compile(
    r"^(?:well |so |also )*(?P<clause>i(?: have|['’]ve| have got|['’]ve got) "
    r"(?:a|an|one|two|three|four|five|\d) (?:\w+ ){0,2}"
    r"(?:sisters?|brothers?|sons?|daughters?|kids?|child|children|grandchild|grandchildren"
    r"|grandsons?|granddaughters?|dogs?|cats?|rabbits?|birds?|horses?|hens|fish|twins?"
    r"|allotment|garden|flatmates?|housemates?|neighbours?|cousins?|nieces?|nephews?)"
    r"(?: (?:called|named) [\w'’ -]{2,30})?)$",
    re.IGNORECASE,
)
_FROM = re.compile(
    r"^(?:[Ww]ell |[Ss]o |[Aa]lso )*(?P<clause>[Ii](?: am|['’]?m| come) from [A-Z][\w'’ -]{2,30}"
    r"|[Ii] grew up in [A-Z][\w'’ -]{2,30})$"
)


_GOES_ON = re.compile(
    r"\b(?:he|she|they|its|it['’]s|(?:he|she|they)['’]?(?:s|re)|but|w|abt|cos|so)\b", re.IGNORECASE
)
"""What begins a second statement in the same breath: no one fact can be said back then."""


@dataclass(frozen=True)
class LastingFact:
    """Something that will still be so: as a clause to the member, and what it is about.

    `clause` is turned ("your sister is called Mia"), `about` a noun phrase or empty.
    """

    clause: str
    about: str = ""


def lasting_fact(understanding: Understanding) -> LastingFact | None:
    """The first lasting fact of a turn, or None where there is none that may be said back."""
    if risky(understanding.text) or hurtful(understanding.text):
        return None
    return next(_found(understanding.text), None)


def is_known(clause: str, remembered: Iterable[str]) -> bool:
    """Whether a fact is among those remembered, whoever worded them."""
    return _bare(clause) in {_bare(words) for words in remembered}


def _bare(words: str) -> str:
    return bare(turned(words))


def _found(text: str) -> Iterator[LastingFact]:
    for part in _SENTENCE.split(text):
        sentence = part.strip(' ,:-–—"“”')
        if not 3 <= len(sentence.split()) <= LONGEST_WORDS or _PASSING.search(sentence):
            continue
        fact = _named(sentence) or _told(sentence)
        if fact and quotable(fact.clause):
            yield fact


def _named(sentence: str) -> LastingFact | None:
    found = _NAMED.search(sentence)
    if not found:
        return None
    who, name = found["who"].lower(), found["name"]
    return LastingFact(f"your {who} is called {name[:1].upper()}{name[1:]}", f"your {who}")


def _told(sentence: str) -> LastingFact | None:
    found = _DOES.match(sentence) or _HAS.match(sentence) or _FROM.match(sentence)
    if not found or _GOES_ON.search(found["clause"]):
        return None
    clause = found["clause"]
    return LastingFact(turned(f"i{clause[1:]}"))
