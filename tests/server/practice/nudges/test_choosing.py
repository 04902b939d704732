"""Choices are kept as they were made, and refused where they make no sense."""

from datetime import time, timedelta

import pytest
from tests.support.nudging import BEFORE, DAY, EVERY_DAY, MORNING, NINE, wants

from overture.planning.nudges import Window, Wish
from overture.server.practice.models import Nudging
from overture.server.practice.nudges import choosing
from overture.server.practice.nudges.choosing import Chosen

pytestmark = pytest.mark.django_db


def test_they_are_off_until_somebody_wants_them(ada):
    assert choosing.nudging_of(ada) is None
    wants(ada, on=False)
    assert (Nudging.objects.get().on, Nudging.objects.get().next_at) == (False, None)


def test_what_was_chosen_comes_back_as_it_was(ada):
    wishes = (EVERY_DAY, Wish("quiet", quiet_days=5), Wish("a step is planned"))
    windows = (MORNING, Window(time(18), time(20)))
    kept = wants(ada, wishes=wishes, windows=windows)
    choices = choosing.choices_of(kept)
    assert (choices.on, choices.wishes, choices.windows) == (True, wishes, windows)


@pytest.mark.parametrize(
    "chosen",
    [
        Chosen(True, (), (), "discreet"),
        Chosen(True, (MORNING, Window(time(10), time(12))), (), "discreet"),
        Chosen(True, (MORNING,), (), "loud"),
    ],
    ids=["no window", "overlap", "no such words"],
)
def test_what_makes_no_sense_is_refused_and_nothing_changes(ada, chosen):
    with pytest.raises(ValueError, match=r"need|overlap|choice"):
        choosing.choose(member=ada, chosen=chosen, zone="Europe/London", now=BEFORE)
    assert not Nudging.objects.exists()


def test_switched_on_within_a_window_the_next_one_is_the_first(ada):
    kept = wants(ada, now=NINE)
    assert kept.next_at.date() == (NINE + DAY).date()


def test_a_snooze_is_one_of_those_offered(ada):
    with pytest.raises(ValueError, match="snooze"):
        choosing.snooze(member=ada, days=365, now=BEFORE)
    choosing.snooze(member=ada, days=7, now=BEFORE)
    assert Nudging.objects.get().snoozed_until == BEFORE + timedelta(days=7)


def test_off_keeps_what_was_chosen_for_another_time(ada):
    wants(ada)
    choosing.off(member=ada, now=NINE)
    kept = Nudging.objects.get()
    assert (kept.on, kept.next_at) == (False, None)
    assert choosing.choices_of(kept).windows == (MORNING,)
