"""The bank and the engine speak the same language."""

from overture.content import companion_lines
from overture.conversation.guided.choose import Shelf
from overture.conversation.guided.conditions import WAITING, check_for, checks_for
from overture.conversation.guided.slots import FILLERS

LINES = [line for lines in companion_lines().values() for line in lines]


def test_every_condition_of_the_bank_has_a_test_or_is_known_to_wait() -> None:
    for line in LINES:
        for condition in line.when:
            assert condition in WAITING or check_for(condition), f"{line.id}: {condition}"


def test_every_slot_of_a_line_that_does_not_wait_can_be_filled() -> None:
    unfilled = {slot for line in LINES if checks_for(line.when) for slot in line.slots} - set(
        FILLERS
    )
    assert unfilled <= {"part_np", "change_ger", "step_to", "fact_clause", "anchor_np"}


def test_a_waiting_line_is_not_on_the_shelf() -> None:
    shelf = Shelf(companion_lines())
    ids = {line.id for line in shelf.lines("ask_permission", ("whole", "tail"), "worry_upcoming")}
    assert "ap.record" not in ids
    assert "ap.write" in ids
