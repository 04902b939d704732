"""Pieces of content share what they can, and nothing that one of them could change for another."""

import pytest
from pydantic import ValidationError

from overture.content.schema.base import Authored


class Piece(Authored):
    """Something authored."""

    says: str
    rest: int = 0


def test_which_fields_were_named_is_kept_once_for_all_pieces_that_name_the_same():
    one, other, more = Piece(says="a"), Piece(says="b"), Piece(says="c", rest=1)
    assert one.model_fields_set is other.model_fields_set
    assert one.model_fields_set == {"says"}
    assert more.model_fields_set == {"says", "rest"}


def test_a_changed_copy_changes_no_other_piece():
    one, other = Piece(says="a"), Piece(says="b")
    copy = one.model_copy(update={"rest": 2})
    assert copy.model_fields_set == {"says", "rest"}
    assert one.model_fields_set == other.model_fields_set == {"says"}


def test_a_piece_cannot_be_changed_and_takes_no_unknown_field():
    with pytest.raises(ValidationError):
        Piece(says="a").rest = 1
    with pytest.raises(ValidationError):
        Piece(says="a", sais="b")
