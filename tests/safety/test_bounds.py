"""Nothing that a member can paste makes the screen slow: the work is bounded, whatever is sent."""

import pytest
from benchmarks.hostile import HOSTILE

from overture.language import encoder
from overture.language.embedding import READ_TOKENS
from overture.safety import ScreenState, screen, screening, signals, text, units
from tests.safety.talks import START

READ = 3_000
"""Characters that the first expression may be given: both ends, and around words of weight."""
FOLDED = 6_000
"""Characters of what they fold to: a comma becomes one with room around it."""


class Watched:
    """The encoder, with what was asked of it."""

    def __init__(self) -> None:
        self.asked: list[list[list[str]]] = []

    def read(self, texts: list[list[str]]) -> object:
        self.asked.append(texts)
        return encoder().read(texts)


@pytest.fixture
def watched(monkeypatch) -> Watched:
    seen = Watched()
    monkeypatch.setattr(screening, "encoder", lambda: seen)
    return seen


@pytest.mark.parametrize("name", HOSTILE)
def test_one_short_text_reaches_the_encoder(name: str, watched: Watched) -> None:
    found = screen(HOSTILE[name], ScreenState(), now=START)
    assert found.reason != "screen_failed"
    pieces = [piece for texts in watched.asked for text_ in texts for piece in text_]
    assert sum(map(len, watched.asked)) <= 1
    assert sum(len(piece.split()) for piece in pieces) <= units.LONGEST_WORDS
    tokens, spans = encoder()._laid(pieces)
    assert len(tokens) <= READ_TOKENS
    assert all(end < READ_TOKENS for _, end in spans)


@pytest.mark.parametrize("name", HOSTILE)
def test_no_expression_reads_more_than_a_window(name: str, monkeypatch) -> None:
    given: list[str] = []
    folded = text.folded
    monkeypatch.setattr(screening, "folded", lambda one: given.append(one) or folded(one))
    screen(HOSTILE[name], ScreenState(), now=START)
    assert given == [screening.undrummed(text.windowed(HOSTILE[name]))]
    assert len(given[0]) <= READ


@pytest.mark.parametrize("name", HOSTILE)
def test_no_pattern_reads_more_than_a_window_folds_to(name: str, monkeypatch) -> None:
    read: list[str] = []
    clauses: list[str] = []
    read_folded, matches = screening.read_folded, signals._matches
    monkeypatch.setattr(screening, "read_folded", lambda one: read.append(one) or read_folded(one))
    monkeypatch.setattr(signals, "_matches", lambda one: clauses.append(one) or matches(one))
    screen(HOSTILE[name], ScreenState(), now=START)
    assert [len(one) <= FOLDED for one in read] == [True]
    assert sum(map(len, clauses)) <= FOLDED


def test_sentences_that_all_differ_are_looked_at_up_to_a_number(monkeypatch) -> None:
    read: list[str] = []
    in_sentence = signals._in_sentence
    monkeypatch.setattr(signals, "_in_sentence", lambda one: read.append(one) or in_sentence(one))
    screen(". ".join(f"I {n}" for n in range(400)), ScreenState(), now=START)
    assert 10 < len(read) <= text.SENTENCES


@pytest.mark.parametrize("text", ["x" * 41, "<b>ي🙂</b>" * 60, "Mia\nmia@example.org\n" + "x" * 41])
def test_a_key_that_was_held_down_says_nothing_about_anybody(text):
    assert screen(text, ScreenState(), now=START).next == "none"


def test_words_that_are_said_over_and_over_are_still_heard():
    assert screen("i want to kill myself " * 40, ScreenState(), now=START).next == "protocol"
