"""The two tables cover every act, and their cells can be read."""

import pytest

from overture.content.schema.acts import TALK_ACTS
from overture.conversation.policy.tables import PLACES, PRESSED, Choice, read_cell


def test_every_act_has_a_row_in_both_tables() -> None:
    for act in TALK_ACTS:
        assert all(PLACES[act, place] for place in ("first", "mid", "after_reflection", "again"))
        assert (act, "low_energy") in PRESSED


def test_a_cell_is_read_in_the_order_of_preference() -> None:
    assert read_cell("SR+OQ > OC(t)") == (
        Choice("simple_reflection", "open_question"),
        Choice("offer_choice", taps=True),
    )


def test_an_unknown_move_is_an_error() -> None:
    with pytest.raises(KeyError):
        read_cell("XX")
