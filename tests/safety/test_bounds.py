"""Nothing that a member can paste makes the screen slow: the work is bounded, whatever is sent."""

import pytest
from benchmarks.hostile import HOSTILE

from overture.language import encoder
from overture.language.embedding import TOKENS
from overture.safety import ScreenState, screen, screening, signals, text, units
from tests.safety.talks import START

READ = 3_000
"""Characters that the first expression may be given: both ends, and around words of weight."""
FOLDED = 6_000
"""Characters of what they fold to: a comma becomes one with room around it."""


class Watched:
    """The encoder, with what was asked of it."""

    def __init__(self) -> None:
        self.texts: list[str] = []

    def encode(self, texts: list[str]) -> object:
        self.texts += texts
        return encoder().encode(texts)


@pytest.fixture
def watched(monkeypatch) -> Watched:
    seen = Watched()
    monkeypatch.setattr(screening, "encoder", lambda: seen)
    return seen


@pytest.mark.parametrize("name", HOSTILE)
def test_only_a_few_short_texts_reach_the_encoder(name: str, watched: Watched) -> None:
    found = screen(HOSTILE[name], ScreenState(), now=START)
    assert found.reason != "screen_failed"
    assert len(watched.texts) <= 1 + screening.PARTS
    assert all(len(one) <= units.MOST_CHARACTERS for one in watched.texts)
    tokens = [len(encoder().tokeniser.ids(one, limit=10 * TOKENS)) for one in watched.texts]
    assert sum(tokens) <= 3 * TOKENS


@pytest.mark.parametrize("name", HOSTILE)
def test_no_expression_reads_more_than_a_window(name: str, monkeypatch) -> None:
    given: list[str] = []
    folded = text.folded
    monkeypatch.setattr(screening, "folded", lambda one: given.append(one) or folded(one))
    screen(HOSTILE[name], ScreenState(), now=START)
    assert given == [text.windowed(HOSTILE[name])]
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
