"""Cards of what may matter: short, from many lives, and each with a small step towards people."""

import re

import pytest

from overture.content import ContentError
from overture.content.values import value_cards, value_groups

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


def written(folder, cards):
    head = 'schema = "values/1"\nversion = "1"\nreviewed_by = "nobody"\n'
    (folder / "values.toml").write_text(f'{head}[group]\na = "A"\nb = "B"\n{cards}', "utf-8")


def card(name, group="a"):
    lines = f'id = "{name}"\ngroup = "{group}"\nwords = "being {name}"\nabout = "One."'
    return f'[[card]]\n{lines}\nstep = "Say one"\n'


def test_a_card_that_stands_there_twice_is_refused(tmp_path):
    written(tmp_path, card("one") * 30)
    with pytest.raises(ContentError, match="a card stands here twice"):
        value_cards(tmp_path)


@pytest.mark.parametrize("group", ["a", "c"])
def test_a_heading_without_words_or_with_too_many_cards_is_refused(tmp_path, group):
    names = (f"{one}-{'x' * n}" for one in "ab" for n in range(1, 16))
    written(tmp_path, "".join(card(name, group) for name in names))
    with pytest.raises(ContentError, match="a heading needs words and three to nine cards"):
        value_groups(tmp_path)


def test_every_card_lies_under_one_heading():
    laid = [one for cards in value_groups().values() for one in cards]
    assert sorted(one.id for one in laid) == sorted(value_cards())
