"""Signs of risk in one text: which patterns match, and what their context makes of them."""

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cache

from overture.content.schema.safety import Strength, Topic
from overture.safety.library import context, patterns
from overture.safety.needs import beginnings, needed
from overture.safety.text import clauses, folded, sentences, windowed

Search = Callable[[str], re.Match[str] | None]

LONGEST_SPAN = 10
"""Words of a matched span that may be quoted back."""


SHORT_SENTENCE = 16
"""Words up to which "film" or "work" anywhere in a sentence colours all of it."""


@dataclass(frozen=True)
class Sign:
    """One matched pattern that its context did not take away.

    `cues` are those of the sentence or clause it stands in, `Reading.cues` the whole text's.
    """

    id: str
    topic: Topic
    strength: Strength
    span: str
    cues: frozenset[str]


@dataclass(frozen=True)
class Reading:
    """What one text holds.

    `signs` are what is left after negation and idiom; `set_aside` names what was taken away;
    `cues` names what kind of text it is ("fiction", "past", ...); `folded` is what was read.
    """

    signs: tuple[Sign, ...]
    set_aside: frozenset[str]
    cues: frozenset[str]
    folded: str

    def of(self, topic: Topic, *strengths: Strength) -> tuple[Sign, ...]:
        """The signs of one topic with one of these strengths."""
        return tuple(s for s in self.signs if s.topic == topic and s.strength in strengths)


@dataclass(frozen=True)
class _Compiled:
    """One expression of a signal. `place` is the signal's in the file."""

    place: int
    id: str
    topic: Topic
    strength: Strength
    negatable: bool
    search: Search


def read(text: str) -> Reading:
    """Read a text of any size or kind; never slow, never raises for odd characters."""
    return read_folded(folded(windowed(text)))


def read_folded(plain: str) -> Reading:
    """`read` of text that is folded already."""
    masked = _idioms().sub(" ", plain)
    aside = {"idiom"} if masked != plain else set()
    signs: list[Sign] = []
    for sentence in sentences(masked):
        for sign in _in_sentence(sentence):
            if sign is None:
                aside.add("negated")
            else:
                signs.append(sign)
    return Reading(tuple(signs), frozenset(aside), _cues(plain), plain)


def _in_sentence(sentence: str) -> Iterator[Sign | None]:
    """Signs of one sentence. In a long one a cue speaks for its own clause only."""
    short = len(sentence.split()) <= SHORT_SENTENCE
    for clause in clauses(sentence):
        found = list(_matches(clause))
        # Cues are looked for only where there is something to be coloured by them.
        cues = _cues(sentence if short else clause) if found else frozenset()
        yield from (sign and replace(sign, cues=cues) for sign in found)


def _matches(clause: str) -> Iterator[Sign | None]:
    """Signs in one clause; None stands for one that was denied or is another person's."""
    for pattern, found in _found_in(clause):
        if pattern.negatable and _denied(clause, found):
            yield None
        elif pattern.topic == "self_harm" and _of_another(clause):
            continue
        else:
            span = " ".join(found.group(0).split()[:LONGEST_SPAN])
            yield Sign(pattern.id, pattern.topic, pattern.strength, span, frozenset())


def _found_in(clause: str) -> Iterator[tuple[_Compiled, re.Match[str]]]:
    """The first match of each signal, signals in the order of their file."""
    held, index = beginnings(clause.split()), _index()
    tried = {number for beginning in held & index.keys() for number in index[beginning]}
    first: dict[int, tuple[_Compiled, re.Match[str]]] = {}
    for pattern in (_compiled()[number] for number in sorted(tried)):
        found = pattern.search(clause)
        known = first.get(pattern.place)
        if found and (known is None or found.start() < known[1].start()):
            first[pattern.place] = (pattern, found)
    yield from first.values()


def _denied(clause: str, found: re.Match[str]) -> bool:
    """Whether a denial governs the match, counted from the last "I" in it."""
    words = _negation()
    own = list(_SUBJECT.finditer(clause, found.start(), found.end()))
    start = own[-1].start() if own else found.start()
    before = words["before_subject" if own else "before"]
    return bool(
        before.search(clause[:start])
        or words["within"].search(clause[start : found.end()])
        or words["after"].search(clause[found.end() :])
    )


_SUBJECT = re.compile(r"\b(?:i|im|ive|id|ill) ")
_ANOTHER = re.compile(
    r"^(?!(?:i|im|ive|id|ill|me|my|myself)\b)"
    r"(?!(?:\w+ ){0,14}(?:and|but|because|so|then) (?:i|im|ive)\b)"
    r"(?:\w+ ){0,3}(?:he|she|they|we all|people|everyone|the (?:man|girl|woman|guy|lad|lady|"
    r"character|hero|heroine|narrator|singer|detective|villain|king)|romeo|juliet|his|her)"
    r"(?: \w+){0,2} (?:says?|said|shouts?|shouted|sang|sings|keeps? saying|always says|wants?|"
    r"wanted|wishes|wished|kills?|killed|dies|died|took|takes|tried)\b"
)


def _of_another(clause: str) -> bool:
    """Whether the words belong to somebody else ("he said i want to die")."""
    return bool(_ANOTHER.match(clause))


@cache
def _compiled() -> tuple[_Compiled, ...]:
    library, negative = patterns(), set(context().negation.never_negates)
    return tuple(
        _Compiled(
            place,
            signal.id,
            signal.topic,
            signal.strength,
            signal.id not in negative,
            re.compile(library.expanded(expression)).search,
        )
        for place, signal in enumerate(library.signal)
        for expression in signal.any
    )


@cache
def _index() -> dict[str, frozenset[int]]:
    """Which expressions are worth trying where a word has this beginning."""
    library = patterns()
    expressions = [library.expanded(one) for signal in library.signal for one in signal.any]
    index: dict[str, set[int]] = {}
    for number, expression in enumerate(expressions):
        # One that names nothing is tried on every word.
        for beginning in needed(expression) or _ANY:
            index.setdefault(beginning, set()).add(number)
    return {beginning: frozenset(numbers) for beginning, numbers in index.items()}


_ANY = frozenset("abcdefghijklmnopqrstuvwxyz0123456789")


@cache
def _idioms() -> re.Pattern[str]:
    return _joined(context().idioms.spans)


@cache
def _negation() -> dict[str, re.Pattern[str]]:
    words = context().negation
    names = ("before", "before_subject", "within", "after")
    return {name: re.compile(getattr(words, name)) for name in names}


@cache
def _cue_patterns() -> dict[str, re.Pattern[str]]:
    return {name: _joined(expressions) for name, expressions in context().cues.items()}


def _cues(plain: str) -> frozenset[str]:
    return frozenset(name for name, cue in _cue_patterns().items() if cue.search(plain))


def _joined(expressions: Sequence[str]) -> re.Pattern[str]:
    return re.compile("|".join(f"(?:{expression})" for expression in expressions))
