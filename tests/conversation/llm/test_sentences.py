"""A stream is cut into sentences as they become whole, and into nothing else."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from overture.conversation.llm.sentences import (
    LONGEST,
    EndlessSentenceError,
    Sentences,
    sentences_of,
)


def fed(*pieces: str) -> tuple[list[str], str]:
    cutter = Sentences()
    found = [sentence for piece in pieces for sentence in cutter.feed(piece)]
    return found, cutter.rest()


def test_a_sentence_is_whole_once_something_follows_it():
    assert fed("One. ") == (["One."], "")
    assert fed("One.") == ([], "One.")
    assert fed("One? Two… Three") == (["One?", "Two…"], "Three")


def test_a_line_end_is_an_end_too():
    assert fed("One\nTwo\n") == (["One", "Two"], "")


def test_neither_a_decimal_nor_an_abbreviation_ends_a_sentence():
    assert fed("It is 3.", "5 km, e.g. to Dr. Okafor. ") == (
        ["It is 3.5 km, e.g. to Dr. Okafor."],
        "",
    )


def test_a_closing_quotation_mark_belongs_to_its_sentence():
    assert fed("“I let it ring.” So you said. ") == (["“I let it ring.”", "So you said."], "")


def test_what_never_ends_is_refused():
    with pytest.raises(EndlessSentenceError):
        fed("and " * LONGEST)


@given(st.lists(st.sampled_from(["One. ", "Two? ", "Three, four. ", "Five…\n"]), max_size=8))
def test_however_it_is_cut_into_pieces_the_sentences_are_the_same(parts):
    text = "".join(parts)
    one_by_one, rest = fed(*text)
    assert (tuple(one_by_one), rest) == (sentences_of(text), "")
