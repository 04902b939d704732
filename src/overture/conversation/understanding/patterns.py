"""Which of the authored patterns a turn fires, alone and in its talk."""

from dataclasses import dataclass

from overture.content.schema.words import Need, Pattern
from overture.conversation.understanding import lexicon
from overture.conversation.understanding.lexicon import phrases
from overture.conversation.understanding.text import Turn, plain
from overture.conversation.understanding.types import KeyPhrase, Person, UnderstandingContext

FEW = 3
"""A turn of so many words says what it says and no more."""


@dataclass(frozen=True)
class Facts:
    """What else was read of the turn, for patterns that need more than words."""

    people: tuple[Person, ...] = ()
    keys: tuple[KeyPhrase, ...] = ()
    number: float | None = None
    jokes: bool = False


def fired(turn: Turn, facts: Facts, context: UnderstandingContext) -> frozenset[str]:
    """Names of all patterns that hold for the turn."""
    listed = lexicon.patterns().patterns
    alone = {name for name, pattern in listed.items() if holds(pattern, turn, facts)}
    return frozenset(alone | _over_the_talk(facts, context))


def by_words(turn: Turn) -> list[bool]:
    """For each pattern in order, whether its words alone are there; features for the classifier."""
    return [_has_words(pattern, turn) for pattern in lexicon.patterns().patterns.values()]


def holds(pattern: Pattern, turn: Turn, facts: Facts) -> bool:
    """Whether a pattern's words are in a turn, with all that it needs beside them."""
    return _has_words(pattern, turn) and all(_met(need, turn, facts) for need in pattern.needs)


def _has_words(pattern: Pattern, turn: Turn) -> bool:
    if pattern.unless and phrases(pattern.unless).found(turn.plain):
        return False
    if pattern.within == "sentence":
        return any(_both(pattern, plain(sentence)) for sentence in turn.sentences)
    return _both(pattern, turn.plain)


def _both(pattern: Pattern, shown: str) -> bool:
    if not phrases(pattern.any).found(shown):
        return False
    return not pattern.also or phrases(pattern.also).found(shown)


def _met(need: Need, turn: Turn, facts: Facts) -> bool:
    kinds = {person.kind for person in facts.people}
    there: dict[Need, bool] = {
        "person": bool(kinds),
        "kin": "kin" in kinds,
        "name": "name" in kinds,
        "number": facts.number is not None,
        "joke": facts.jokes,
        "quote": any(key.kind == "speech" for key in facts.keys),
        "question": "?" in turn.text,
        "short": turn.words <= FEW,
    }
    return there[need]


def _over_the_talk(facts: Facts, context: UnderstandingContext) -> set[str]:
    found = set()
    if context.disclosed:
        found.add("after_disclosure")
    if _same_event_again(facts, context):
        found.add("same_event_three_times")
    return found


def _same_event_again(facts: Facts, context: UnderstandingContext) -> bool:
    """The same person in three turns running, and nothing in this one that was not there before."""
    if len(context.people) < 2:
        return False
    earlier = [{person.named for person in turn} for turn in context.people[-2:]]
    shared = {person.named for person in facts.people}.intersection(*earlier)
    before = {key.verbatim.lower() for turn in context.keys for key in turn}
    nouns = [key.verbatim.lower() for key in facts.keys if key.kind in {"np", "place"}]
    return bool(shared) and all(phrase in before for phrase in nouns)
