"""How a reply is made is known by its first sentence."""

import pytest

from overture.conversation.guided.shapes import shape, skeleton


@pytest.mark.parametrize(
    ("text", "made"),
    [
        ("“Up north.” How did that go down?", "quote"),
        ("The linen cupboard, then. Nothing is asked.", "then"),
        ("So that's how it is.", "so"),
        ("That’s hard.", "that's"),
        ("Thumb noted.", ""),
        ("", ""),
    ],
)
def test_a_shape_is_what_would_be_noticed_twice(text: str, made: str) -> None:
    assert shape(text) == made


def test_a_skeleton_leaves_out_what_the_member_brought() -> None:
    assert skeleton("“The tie.” I'd keep that, all 412 of it.") == "i'd keep that all of it"
