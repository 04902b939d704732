"""Word lists that the reading of a turn leans on, and the patterns made of them."""

from typing import Annotated, Literal

from pydantic import BeforeValidator, Field

from overture.content.schema.acts import Feeling, Topic
from overture.content.schema.base import Authored


def _as_words(value: object) -> object:
    """An author may write single words as one block of text."""
    return frozenset(value.split()) if isinstance(value, str) else value


Words = Annotated[frozenset[str], BeforeValidator(_as_words)]
"""Single words, lower case."""

Phrases = tuple[str, ...]
"""Phrases in lower case; `word*` takes any ending, `..` bridges up to four words."""

Need = Literal["person", "kin", "name", "number", "joke", "quote", "question", "short"]
"""What else a turn must hold for a pattern: structure that a word list cannot say."""


class Pattern(Authored):
    """A small word list beside the classifier: it opens lines, it does not decide acts.

    Fires when one of `any` is there, one of `also` if it has some, every need, and none of
    `unless`. With `within = "sentence"`, `any` and `also` must meet in one sentence.
    """

    means: str
    any: Phrases = Field(min_length=1)
    also: Phrases = ()
    unless: Phrases = ()
    needs: tuple[Need, ...] = ()
    within: Literal["turn", "sentence"] = "turn"


class PatternFile(Authored):
    """All patterns by name."""

    schema_: Literal["patterns/1"] = Field(alias="schema")
    patterns: dict[str, Pattern]


class Grammar(Authored):
    """Word classes, as far as safe echoing needs them."""

    function: Words
    adjectives: Words
    adverbs: Words
    verbs: Words
    irregular: dict[str, str]
    doubling: Words
    not_nouns: Words
    determiners: Words
    noun_links: Words
    before_places: Words
    two_objects: Words
    nouns_in_ly: Words
    before_gerunds: Words
    before_infinitives: Words
    modals: Words
    state_verbs: Words
    verbs_alone: Words
    clause_starts: Words
    phrase_ends: Words
    negations: Words
    never_last: Words
    not_kinds: Words
    empty: Words


class Mentions(Authored):
    """People, places and the like."""

    female_kin: Words
    male_kin: Words
    kin: Words
    roles: Words
    names: Words
    names_also_words: Words
    not_names: Words
    places: Words
    coping: Phrases
    titles: Words
    bare_kin: Words


class Refused(Authored):
    """Words that keep a span from being echoed."""

    self_insult: Phrases
    abuse: Phrases
    risk: Phrases


class Short(Authored):
    """Whole short turns, read by what was asked before."""

    yes: Phrases
    no: Phrases
    filler: Phrases
    leave: Phrases
    stop: Phrases
    choice: Phrases
    laughter: Phrases
    greetings: Phrases
    sign_off: Phrases


class WordFile(Authored):
    """All word lists of the reading."""

    schema_: Literal["words/1"] = Field(alias="schema")
    grammar: Grammar
    mentions: Mentions
    refused: Refused
    short: Short
    feelings: dict[Feeling, Phrases]
    stronger: Words
    weaker: Phrases
    topics: dict[Topic, Words]
    upcoming: Phrases
    past: Phrases
    went_well: Phrases
    went_badly: Phrases
    pursuits: Phrases
