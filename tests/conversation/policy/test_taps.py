"""Which tap a turn takes, and what it means there."""

import pytest

from overture.content import companion_lines
from overture.conversation.policy.taps import picked

TWO = ("Tired", "Nothing much")
THREE = ("Small talk", "Stay quiet", "Stop here")


@pytest.mark.parametrize(
    ("said", "taps", "tap", "meaning"),
    [
        ("2nd one", TWO, "Nothing much", "answer"),
        ("the first one please", TWO, "Tired", "answer"),
        ("last one", THREE, "Stop here", "stop"),
        ("small talk", THREE, "Small talk", "chat"),
        ("small talk i guess", THREE, "Small talk", "chat"),
        ("Don’t write it down", ("Yes", "Don't write it down"), "Don't write it down", "no"),
        ("done", ("Done", "Smaller", "Not today"), "Done", "done"),
        ("done", ("Something left", "Done"), "Done", "quiet"),
        ("Something else", (), "Something else", "else"),
    ],
)
def test_a_tap_is_known_by_its_words_or_its_place(
    said: str, taps: tuple[str, ...], tap: str, meaning: str
) -> None:
    found = picked(said, taps)
    assert found is not None
    assert (found.tap, found.meaning) == (tap, meaning)


@pytest.mark.parametrize(
    "said",
    ["", "not tired", "no its quiet here all day long really", "4th one", "my sister rang", "2"],
)
def test_other_words_take_no_tap(said: str) -> None:
    assert picked(said, ("Tired",)) is None


def test_every_tap_of_the_bank_is_taken_when_it_is_pressed() -> None:
    for lines in companion_lines().values():
        for line in lines:
            for tap in line.taps:
                found = picked(tap.replace("'", "’"), line.taps)
                assert found is not None, tap
                assert found.tap == tap
