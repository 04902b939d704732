"""As much English grammar as safe echoing needs: verb forms, and turning "I" towards "you"."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache

from overture.conversation.understanding import lexicon
from overture.conversation.understanding.text import words_of

_TURNS = {
    "i": "you", "me": "you", "my": "your", "mine": "yours", "myself": "yourself", "our": "your",
    "im": "you're", "i'm": "you're", "ive": "you've", "i've": "you've", "i'll": "you'll",
    "id": "you'd", "i'd": "you'd",
}  # fmt: skip
_VERB_AFTER_I = {"am": "are", "was": "were", "wasn't": "weren't", "wasnt": "weren't"}
_SPELT_OUT = re.compile(r"(ie|ee|oe|ye|c|e)$")


@dataclass(frozen=True)
class Word:
    """A word of the text with its place; `low` has no apostrophe; `last` ends its stretch."""

    text: str
    low: str
    start: int
    end: int
    last: bool

    @property
    def capital(self) -> bool:
        """Whether it is written with a capital, and not in capitals throughout."""
        return self.text[0].isupper() and not (len(self.text) > 1 and self.text.isupper())


def parse(text: str) -> list[Word]:
    """The words of a text; a word before any mark but a space ends its stretch."""
    found = words_of(text)
    parsed = []
    for number, match in enumerate(found):
        following = found[number + 1].start() if number + 1 < len(found) else len(text)
        gap = text[match.end() : following]
        low = re.sub(r"['’]", "", match.group().lower())
        closed = number + 1 == len(found) or gap != " "
        parsed.append(Word(match.group(), low, match.start(), match.end(), last=closed))
    return parsed


def span(text: str, words: Sequence[Word]) -> str:
    """The text from the first to the last of `words`, exactly as typed."""
    return text[words[0].start : words[-1].end]


@cache
def gerund(base: str) -> str:
    """The -ing form of a verb."""
    if base in lexicon.grammar().doubling:
        return f"{base}{base[-1]}ing"
    ending = _SPELT_OUT.search(base)
    match ending.group() if ending else "":
        case "ie":
            return f"{base[:-2]}ying"
        case "c":
            return f"{base}king"
        case "e":
            return f"{base[:-1]}ing"
        case _:
            return f"{base}ing"


def _third_person(base: str) -> str:
    if base.endswith(("s", "sh", "ch", "x", "z", "o")):
        return f"{base}es"
    return f"{base[:-1]}ies" if re.search(r"[^aeiou]y$", base) else f"{base}s"


def _past(base: str) -> str:
    if base in lexicon.grammar().doubling:
        return f"{base}{base[-1]}ed"
    if base.endswith("e"):
        return f"{base}d"
    return f"{base[:-1]}ied" if re.search(r"[^aeiou]y$", base) else f"{base}ed"


@cache
def _bases() -> dict[str, str]:
    """Every known verb form, with its base."""
    grammar = lexicon.grammar()
    forms = {base: base for base in grammar.verbs}
    for base in grammar.verbs | grammar.irregular.keys():
        past = grammar.irregular.get(base, _past(base)).split()
        for form in (_third_person(base), gerund(base), *past):
            forms.setdefault(form, base)
    return forms


def base_of(word: str) -> str | None:
    """The base of a known verb form; None for any other word."""
    return _bases().get(word)


def is_base(word: str) -> bool:
    """Whether the word is the base of a known verb."""
    return word in lexicon.grammar().verbs


def is_gerund(word: str) -> bool:
    """Whether the word is the -ing form of a known verb."""
    base = base_of(word)
    return base is not None and gerund(base) == word


def is_past(word: str) -> bool:
    """Whether the word is a past form of a known verb and cannot be its base."""
    base = base_of(word)
    return base not in {None, word} and not word.endswith(("ing", "s"))


def turned(text: str) -> str:
    """Turn the speaker into the listener: "how I am" becomes "how you are"."""
    words = text.split(" ")
    result: list[str] = []
    for number, word in enumerate(words):
        low = word.lower().replace("’", "'")
        before = words[number - 1].lower() if number else ""
        after = words[number + 1].lower() if number + 1 < len(words) else ""
        if low in _VERB_AFTER_I and "i" in (before, after):
            result.append(_VERB_AFTER_I[low])
        else:
            result.append(_TURNS.get(low, word))
    return " ".join(result)
