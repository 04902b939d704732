"""What is agreed holds for what is offered, and means nothing where it is none."""

from datetime import timedelta

import pytest
from tests.planning.test_caseload import NOW

from overture.planning import Record, Settings
from overture.planning.agreed import Agreed, agreed_from, checked
from overture.planning.feasibility import is_full, is_held
from overture.planning.record import is_harder_run


@pytest.mark.parametrize(
    ("setting", "value"),
    [("hardest", 6), ("new_a_week", 0), ("likely", 7), ("cue_minutes", 20), ("hold", True)],
)
def test_a_value_that_there_is_is_kept(setting, value):
    assert checked(setting, value) == value


@pytest.mark.parametrize(
    ("setting", "value"),
    [
        ("hardest", 0),
        ("hardest", True),
        ("cue_minutes", 7),
        ("hold", 1),
        ("no_go", ["football"]),
        ("no_go", "dating"),
        ("warmth", 3),
    ],
)
def test_a_value_that_there_is_not_is_refused(setting, value):
    with pytest.raises(ValueError, match="not "):
        checked(setting, value)


def test_kinds_that_are_not_offered_are_kept_in_their_own_order():
    assert checked("no_go", ["dating", "phone"]) == ["phone", "dating"]


def test_what_a_place_leaves_to_the_member_alone_does_not_hold():
    said = {"hardest": 5, "cue_minutes": 20, "practise_first": True}
    assert agreed_from(said, prescribing=False) == Agreed(hardest=5)
    both = Agreed(hardest=5, cue_minutes=20, practise_first=True)
    assert agreed_from(said, prescribing=True) == both


def test_a_value_of_another_version_counts_for_nothing():
    assert agreed_from({"hardest": 40, "gone": 1}, prescribing=True) == Agreed()


def test_a_week_is_full_when_it_has_had_so_many_new_steps():
    some = Record(new_humans=(NOW - timedelta(days=8), NOW - timedelta(days=2), NOW))
    assert is_full(Settings(new_a_week=2), some, NOW)
    assert not is_full(Settings(new_a_week=3), some, NOW)
    assert not is_full(Settings(), some, NOW)


def test_steps_are_held_only_where_that_was_agreed():
    run = Record(leads=(-1.0, 2.0, -1.0, -3.0))
    assert is_held(Settings(hold=True), run)
    assert not is_held(Settings(), run)
    assert not is_held(Settings(hold=True), Record(leads=(1.0, 2.0, -1.0, -3.0)))


def test_a_run_looks_at_the_last_four_alone():
    assert is_harder_run([-1, -1, -1, 1])
    assert not is_harder_run([-1, -1, -1, 1, 1])
