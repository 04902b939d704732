"""Somebody's own words are set somewhere, and that is known by the places and people they name."""

import pytest

from overture.content.families import FAMILIES
from overture.content.places import PLACES, places_named


def test_every_kind_of_situation_has_its_places_and_no_word_stands_for_two():
    assert set(PLACES) == set(FAMILIES) - {"own"}
    words = " ".join(PLACES.values()).split()
    assert len(words) == len(set(words))


@pytest.mark.parametrize(
    ("words", "first"),
    [
        ("An appointment by phone. The receptionist will be short with me", "phone"),
        ("The lift this morning. She thinks I am odd", "neighbour"),
        ("Sunday at my aunt’s, they will ask about work", "group"),
        ("The Monday MEETING", "meeting"),
        ("Choir practice, they only put up with me", "club"),
        ("A message from Noor", "online"),
    ],
)
def test_the_place_is_found(words, first):
    assert places_named(words)[0] == first


def test_words_that_name_no_place_name_none():
    assert places_named("I am simply odd") == []
