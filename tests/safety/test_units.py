"""A text is read by its pieces, and none of it is lost but what a long text tells least with."""

import pytest

from overture.safety import units
from overture.safety.text import folded
from overture.safety.units import LONGEST_WORDS, PIECE_WORDS, Piece, chosen, chunks, pieces

LONG = " ".join(f"We had number {n} and it was quite good, I thought." for n in range(12))


def _pieces(text: str) -> list[Piece]:
    return pieces(text, folded(text))


def test_a_short_text_is_read_by_its_sentences_as_they_were_written() -> None:
    found = _pieces("I don't know. The bus was LATE! so i went home")
    assert [piece.text for piece in found] == [
        "I don't know.",
        "The bus was LATE!",
        "so i went home",
    ]
    assert found[0].plain == "i dont know ."


def test_lines_are_pieces_as_well() -> None:
    assert [piece.text for piece in _pieces("tired\nso tired")] == ["tired", "so tired"]


def test_what_has_no_word_stays_with_what_stands_before_it() -> None:
    assert [piece.text for piece in _pieces("lol. 💀 💀. bye")] == ["lol. 💀 💀.", "bye"]


@pytest.mark.parametrize("text", ["", "...", "💀", "hello", LONG, "word " * 300])
def test_there_is_a_piece_and_none_is_long(text: str) -> None:
    found = _pieces(text)
    assert found
    assert all(piece.length <= PIECE_WORDS for piece in found)


def test_of_a_long_text_what_tells_most_is_read_in_its_order() -> None:
    found = _pieces(LONG + " I am so tired of all of it. " + LONG)
    kept = chosen(found, lambda plain: float("tired" in plain))
    assert any("tired" in piece.plain for piece in kept)
    assert sum(piece.length for piece in kept) <= LONGEST_WORDS
    places = [found.index(piece) for piece in kept]
    assert places == sorted(places)


def test_all_of_a_short_text_is_read() -> None:
    found = _pieces("One. Two. Three.")
    assert chosen(found, lambda plain: 0.0) == found


def test_chunks_hold_every_piece_once() -> None:
    found = _pieces(LONG)
    held = list(chunks(found))
    assert [piece for chunk in held for piece in chunk] == found
    assert all(sum(piece.length for piece in chunk) <= units.LONGEST_WORDS for chunk in held)
