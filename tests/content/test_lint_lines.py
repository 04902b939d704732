"""What is wrong with a line of Cue's is said in one plain sentence."""

import pytest

from overture.content.lint_lines import (
    asks,
    left_open,
    taps,
    unknown_acts,
    unknown_conditions,
    wordings,
)
from overture.content.loader import conditions, slots
from overture.content.schema.companion import Line


def line(**changes):
    usual = {
        "id": "oq.test",
        "text": "What happened next?",
        "acts": ["share_neutral"],
        "use": "mid",
        "part": "whole",
        "tone": "plain",
        "length": "short",
        "rest": 3,
    }
    return Line.model_validate({**usual, **changes})


def test_a_sound_line_has_no_problem():
    sound = line()
    assert not [*asks(sound), *left_open(sound, slots()), *unknown_acts(sound), *taps(sound)]


def test_a_line_asks_one_thing():
    assert list(asks(line(text="Who was it? And then?")))


def test_a_lead_asks_nothing():
    assert list(asks(line(part="lead")))


@pytest.mark.parametrize(
    "changes",
    [
        {"text": "And {person}?"},
        {"slots": ["person"]},
        {"text": "And {shoe}?", "slots": ["shoe"]},
    ],
    ids=["not declared", "not used", "not known"],
)
def test_slots_are_declared_used_and_known(changes):
    assert list(left_open(line(**changes), slots()))


def test_an_unknown_act_is_named():
    assert list(unknown_acts(line(acts=["sneeze"]))) == ["there is no act 'sneeze'"]


@pytest.mark.parametrize(
    "when", ["feeling is tired", "key is np", "term unknown", "pattern joke", "pattern substitute"]
)
def test_wordings_of_the_conditions_file_are_known(when):
    known = wordings(conditions())
    assert not list(unknown_conditions(line(when=[when]), known, {"joke": object()}))


@pytest.mark.parametrize("when", ["moon full", "pattern juggling"])
def test_an_unknown_condition_is_named(when):
    assert list(unknown_conditions(line(when=[when]), frozenset({"pattern NAME"}), {}))


def test_taps_are_few_and_different():
    assert list(taps(line(taps=["Yes", "No", "Maybe", "Later", "Never"])))
    assert list(taps(line(taps=["Yes", "Yes"])))
