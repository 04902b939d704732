"""Understanding one member turn: the whole reading, put together."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

from overture.content.schema.acts import Act, Feeling, Topic
from overture.conversation.understanding import feelings as feeling_words
from overture.conversation.understanding import lexicon, measures
from overture.conversation.understanding.features import topic_words
from overture.conversation.understanding.grammar import Word, parse
from overture.conversation.understanding.keys import key_phrases
from overture.conversation.understanding.lexicon import phrases
from overture.conversation.understanding.model import Classifier, classifier
from overture.conversation.understanding.patterns import Facts, fired
from overture.conversation.understanding.people import people
from overture.conversation.understanding.short import Answer, answer, lead
from overture.conversation.understanding.text import Turn, prepare
from overture.conversation.understanding.types import (
    ActReading,
    Understanding,
    UnderstandingContext,
)
from overture.language import encoder

COUNTS = 0.36
"""Probability from which an act counts beside the first. The best threshold for F is half the F
that it reaches (Lipton, Elkan and Narayanaswamy 2014), and the heads reach about 0.7."""

TOPIC_FROM, FEELING_FROM, NAMED_FROM = 0.2, 0.3, 0.4
BANK_WORD = 0.1
"""What each word of a topic's bank adds to what the head heard, which has counted them already."""

PURSUIT_FROM = 0.1
"""An unknown word after "my" or "making" makes a pursuit likely enough to ask about."""

SENTENCES, WINDOW_WORDS, WINDOWS = 4, 60, 5
PART_WEIGHT = 0.6
"""What the clearest single sentence weighs against the whole turn."""

ILLEGIBLE = 0.5
"""Below this share of Latin letters the English model cannot read, and says so."""

CONFIDENCE_WHEN_ILLEGIBLE = 0.1

Row = NDArray[np.float32]


@dataclass(frozen=True)
class _Read:
    """What the classifier made of a turn."""

    acts: dict[Act, float]
    confidence: float
    topic: Topic | None
    feelings: dict[Feeling, float]


def understand(text: str, context: UnderstandingContext | None = None) -> Understanding:
    """Read one member turn in its talk. Any text is taken, of any length; nothing is refused.

    Same text and context give the same reading. Raises EncoderUnavailableError only when the
    sentence model is not installed; the classifier is built first where there is none yet.
    """
    context = context or UnderstandingContext()
    turn = prepare(text, lexicon.words().short.sign_off)
    number = measures.number(turn.text, context.asked)
    short = answer(turn, number, context)
    read = _short_read(short, turn) if short else _classified(turn, context, classifier())
    opening = None if short else lead(turn, number, context)
    if opening:
        read = _with_answer(read, opening)
    return _understood(turn, context, number, read)


def _understood(
    turn: Turn, context: UnderstandingContext, number: float | None, read: _Read
) -> Understanding:
    """Put the parts together."""
    words = parse(turn.text)
    mentioned = people(turn.text, words, context.companion_name)
    keys = key_phrases(turn, words, frozenset(person.words for person in mentioned))
    jokes = phrases(lexicon.words().short.laughter).found(turn.plain)
    facts = Facts(mentioned, keys, number, jokes)
    heard = feeling_words.named(turn.text)
    return Understanding(
        text=turn.text,
        acts=_ranked(read.acts),
        confidence=read.confidence,
        topic=read.topic,
        feelings=_strongest(read.feelings, heard),
        feelings_named=tuple(name for name, strength in heard.items() if strength >= NAMED_FROM),
        people=mentioned,
        time=measures.tense(turn.plain),
        keys=keys,
        patterns=fired(turn, facts, context),
        number=number,
        day=measures.day(turn.text),
        daypart=measures.daypart(turn.text),
        duration=measures.duration(turn.text),
        term=_term(words, read.acts, context),
        noun=measures.noun(turn.text),
        words=turn.words,
        jokes=jokes,
    )


def _short_read(short: Answer, turn: Turn) -> _Read:
    heard = feeling_words.named(turn.text)
    return _Read({short.act: short.probability}, short.probability, None, heard)


def _classified(turn: Turn, context: UnderstandingContext, model: Classifier) -> _Read:
    vocabulary = "scene" if context.in_scene else "talk"
    rows = model.features(_parts(turn))
    acts = _over_parts(model.read(vocabulary, rows))
    confidence = model.confidence(vocabulary, acts)
    if turn.legible < ILLEGIBLE:
        confidence = min(confidence, CONFIDENCE_WHEN_ILLEGIBLE)
    topics = model.read("topics", rows).max(axis=0)
    strengths = model.read("feelings", rows).max(axis=0)
    return _Read(
        acts=dict(zip(model.names(vocabulary), map(float, acts), strict=True)),  # type: ignore[arg-type]
        confidence=confidence,
        topic=_topic(turn, topics, model.names("topics")),
        feelings={
            name: float(strength)  # type: ignore[misc]
            for name, strength in zip(model.names("feelings"), strengths, strict=True)
            if strength >= FEELING_FROM
        },
    )


def _with_answer(read: _Read, opening: Answer) -> _Read:
    """The reading with an answer that opens the turn put first."""
    acts = {**read.acts, opening.act: max(opening.probability, read.acts.get(opening.act, 0.0))}
    return replace(read, acts=acts, confidence=max(read.confidence, opening.probability))


def _parts(turn: Turn) -> list[str]:
    """What is read of a turn: its last sentences one by one, and the whole at the end.

    A long turn is read in stretches of some sixty words instead, the first and the last four.
    """
    if len(turn.tokens) <= WINDOW_WORDS:
        sentences = turn.sentences[-SENTENCES:]
        return [*sentences, turn.text] if len(turn.sentences) > 1 else [turn.text]
    words = turn.text.split()
    stretches = [
        " ".join(words[start : start + WINDOW_WORDS])
        for start in range(0, len(words), WINDOW_WORDS)
    ]
    return stretches if len(stretches) <= WINDOWS else [stretches[0], *stretches[1 - WINDOWS :]]


def _over_parts(read: Row) -> Row:
    """The last part, which is the whole or the end, with what any other part does best."""
    if len(read) == 1:
        return np.asarray(read[0], dtype=np.float32)
    others = read[:-1].max(axis=0)
    return np.asarray((read[-1] + PART_WEIGHT * others) / (1 + PART_WEIGHT), dtype=np.float32)


def _topic(turn: Turn, read: Row, names: tuple[str, ...]) -> Topic | None:
    """The likeliest topic, its bank's own words in the turn counting for it."""
    scores = {
        name: float(heard) + BANK_WORD * count
        for name, heard, count in zip(names, read, topic_words(turn), strict=True)
    }
    best = max(scores, key=lambda name: scores[name])
    return best if scores[best] >= TOPIC_FROM else None  # type: ignore[return-value]


def _ranked(acts: Mapping[Act, float]) -> tuple[ActReading, ...]:
    """The first act, and all others that are likely enough to count."""
    ordered = sorted(acts.items(), key=lambda item: -item[1])
    kept = [item for place, item in enumerate(ordered) if place == 0 or item[1] >= COUNTS]
    return tuple(ActReading(name, round(probability, 4)) for name, probability in kept)


def _strongest(
    read: Mapping[Feeling, float], heard: Mapping[Feeling, float]
) -> dict[Feeling, float]:
    """Feelings heard between the lines and in the words, each with the greater strength."""
    names = sorted({*read, *heard}, key=lambda name: -max(read.get(name, 0), heard.get(name, 0)))
    return {name: round(max(read.get(name, 0.0), heard.get(name, 0.0)), 2) for name in names}


def _term(
    words: list[Word], acts: Mapping[Act, float], context: UnderstandingContext
) -> str | None:
    """An unknown word, where the turn speaks of a pursuit, or of something "about my"."""
    named = any(one.low == "about" and two.low == "my" for one, two in pairwise(words))
    if acts.get("hobby_talk", 0.0) < PURSUIT_FROM and not named:
        return None
    return measures.term(words, encoder().tokeniser, frozenset(context.known_terms))
