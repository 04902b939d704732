"""The shipped faces can be drawn, are named by what is drawn, and are described, not solved."""

import pytest

from overture.content.drills import drills
from overture.exercises.faces import between, features

ITEMS = drills()["faces"].items
EVERY = pytest.mark.parametrize("item", ITEMS, ids=[item.id for item in ITEMS])


def drawn(item):
    return between(item.face.reading, item.face.towards, item.face.mix, item.face.strength)


@EVERY
def test_what_fits_best_is_what_is_drawn_most(item):
    assert item.questions[0].best.text.lower() == item.face.reading
    assert item.face.mix <= 0.5
    assert bool(item.face.towards) == (item.face.mix > 0)


@EVERY
def test_the_words_for_whoever_cannot_see_it_do_not_hold_the_answer(item):
    said = features(drawn(item))
    assert not [a.text for a in item.questions[0].answers if a.text.lower() in said]


def test_no_two_items_show_the_same_face_in_the_same_hair_with_the_same_answers():
    shown = [
        (drawn(item), item.face.hair, frozenset(a.text for a in item.questions[0].answers))
        for item in ITEMS
    ]
    assert len(set(shown)) == len(ITEMS)


def test_what_is_hard_is_mixed_or_faint():
    for item in ITEMS:
        if item.hard <= 2:
            assert not item.face.towards
            assert item.face.strength >= 0.8
        else:
            assert item.face.towards or item.face.strength < 0.8
