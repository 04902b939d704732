"""Kinds of contact: each moment is of one, and more is asked only where a tap leaves it open."""

import pytest
from hypothesis import given
from tests.support.learning import situations

from overture.learning import Situation
from overture.measures.contact import (
    CONTACTS,
    QUESTIONS,
    Kinds,
    contact_of,
    read_kinds,
    worth_asking,
)


@pytest.mark.parametrize(
    ("situation", "kind"),
    [
        (Situation("familiar"), "familiar"),
        (Situation("acquaintance", audience=0.2), "acquaintance"),
        (Situation("stranger"), "stranger"),
        (Situation("acquaintance", audience=0.4), "group"),
        (Situation("stranger", audience=0.9, channel="phone"), "phone"),
        (Situation("familiar", channel="text"), "online"),
        (Situation("stranger", channel="none"), None),
        (Situation("ai"), None),
    ],
)
def test_a_moment_is_of_one_kind(situation, kind):
    assert contact_of(situation) == kind


@given(situations)
def test_every_moment_with_people_is_of_a_kind_that_can_be_tapped(situation):
    kind = contact_of(situation)
    assert (kind in CONTACTS) == (situation.is_human and situation.channel != "none")


def ids(profile):
    return [one.id for one in worth_asking(profile)]


def test_b1_the_first_pass_asks_only_what_the_six_taps_leave_open():
    assert ids({}) == []
    assert ids({"dread": 0, "wanting": 0, "enjoying": 0, "trust": 3}) == []
    assert ids({"dread": 2}) == ["dreaded"]
    assert ids({"wanting": 1, "trust": 0}) == ["wanted", "trusted"]
    assert len(ids({"dread": 3, "wanting": 3, "enjoying": 3, "trust": 1})) == len(QUESTIONS) == 4


def test_what_was_not_asked_is_not_an_empty_answer():
    assert read_kinds({}) == Kinds()
    assert read_kinds({"dreaded": []}).dreaded == frozenset()
    assert read_kinds({"dreaded": ["phone", "phone"]}).dreaded == {"phone"}


@pytest.mark.parametrize("wrong", [{"hated": ["phone"]}, {"dreaded": ["cats"]}])
def test_what_there_is_not_is_refused(wrong):
    with pytest.raises(ValueError, match="not an answer about kinds"):
        read_kinds(wrong)
