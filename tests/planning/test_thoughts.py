"""A thought record takes its parts in one order, and may end in two ways."""

from dataclasses import replace

import pytest

from overture.planning.thoughts import Written, stage

CAUGHT = Written()
EXAMINED = replace(CAUGHT, examined=True)
READ = replace(EXAMINED, readings=True)
TESTED = replace(READ, test=True)
MET = replace(TESTED, met=True)


@pytest.mark.parametrize(
    ("written", "comes"),
    [
        (CAUGHT, "examine"),
        (EXAMINED, "readings"),
        (READ, "test"),
        (TESTED, "waiting"),
        (MET, "happened"),
        (replace(MET, kept=True), "done"),
        (replace(READ, friend=True), "done"),
    ],
)
def test_each_part_leads_to_the_next(written, comes):
    assert stage(written) == comes


def test_a_step_that_was_tried_means_nothing_before_it_was_chosen():
    assert stage(replace(READ, met=True)) == "test"
