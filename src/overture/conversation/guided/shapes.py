"""The shape of a reply: how it begins and ends, so that two running are not made alike."""

import re

_OPENINGS = ("so", "and", "that", "that's", "it", "it's", "there", "there's", "you", "no")
_THEN = re.compile(r", then[.:]")
_WORD = re.compile(r"[\w']+")


def shape(text: str) -> str:
    """A name for how a reply's first sentence is made: a quotation, "X, then", "So …".

    Empty where it is made in no way that would be noticed twice.
    """
    plain = text.replace("’", "'").strip()
    if plain.startswith("“"):
        return "quote"
    first = re.split(r"(?<=[.?!]) ", plain, maxsplit=1)[0]
    if _THEN.search(first):
        return "then"
    opening = _WORD.match(plain.lower())
    return opening.group() if opening and opening.group() in _OPENINGS else ""


def skeleton(text: str) -> str:
    """A reply without what it took from the member: quotations and numbers out, words in order."""
    plain = re.sub(r"“[^”]*”|\d[\d,.]*", " ", text.replace("’", "'").lower())
    return " ".join(_WORD.findall(plain))
