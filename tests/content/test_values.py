"""Cards of what may matter: short, from many lives, and each with a small step towards people."""

import re

import pytest

from overture.content import ContentError
from overture.content.values import value_cards

EVERY = pytest.mark.parametrize("card", value_cards().values(), ids=value_cards())


def test_there_are_about_three_dozen_cards():
    assert 34 <= len(value_cards()) <= 40


@EVERY
def test_a_card_can_stand_in_a_sentence_to_the_member(card):
    assert re.match(r"(?:being|having|keeping|doing|\w+ing)\b", card.words)
    assert not re.search(r"\b(?:I|my|me)\b|\.$", card.words)


@EVERY
def test_a_step_is_a_small_thing_and_no_order(card):
    assert not re.search(r"\b(?:must|should|always|never)\b", card.step)
    assert not card.step.endswith(".")


def test_a_card_that_stands_there_twice_is_refused(tmp_path):
    card = '[[card]]\nid = "one"\nwords = "being one"\nabout = "One."\nstep = "Say one"\n'
    head = 'schema = "values/1"\nversion = "1"\nreviewed_by = "nobody"\n'
    (tmp_path / "values.toml").write_text(head + card * 30, "utf-8")
    with pytest.raises(ContentError, match="a card stands here twice"):
        value_cards(tmp_path)
