"""The index of expressions leaves nothing out: it only saves time."""

import pytest

from overture.safety.library import examples
from overture.safety.measuring import SETS as MEASURED
from overture.safety.messages import SETS
from overture.safety.needs import beginnings, needed
from overture.safety.signals import _compiled, _found_in
from overture.safety.text import clauses, folded, sentences


def _clauses() -> set[str]:
    texts = {t for name in (*SETS, *MEASURED) for g in examples(name).group for t in g.texts}
    return {c for text in texts for s in sentences(folded(text)) for c in clauses(s)}


def test_every_expression_that_matches_is_tried() -> None:
    missed = []
    for clause in sorted(_clauses()):
        tried = {pattern.place for pattern, _ in _found_in(clause)}
        matching = {pattern.place for pattern in _compiled() if pattern.search(clause)}
        missed += [clause] if tried != matching else []
    assert missed == []


@pytest.mark.parametrize(
    ("expression", "words"),
    [
        (r"\b(?:wake|woke) up\b", {"wak", "wok"}),
        (r"\bkill(?:ing|ed)? (?:\w+ )?myself\b", {"kil"}),
        (r"\bends? (?:it )?all\b", {"end"}),
        (r"\bsleep(?! (?:in|late)\b)", {"sle"}),
        (r"^(?:\w+ ){0,3}dead$", {"dea"}),
        (r"\b\w*lifting weights\b", {"wei"}),
        (r"\bdo(?:ing)? suicide\b", {"sui"}),
    ],
)
def test_what_an_expression_needs(expression: str, words: set[str]) -> None:
    assert needed(expression) == frozenset(words)


def test_nothing_is_named_where_nothing_is_needed() -> None:
    assert needed(r"\b(?:dead|\w+)\b") is None
    assert needed(r"(?:die )?") is None


def test_beginnings_of_short_and_long_words() -> None:
    assert beginnings(["do", "wake"]) == {"d", "do", "w", "wa", "wak"}
