"""Where somebody stands is said in words, with doubt, and never as a number or a grade."""

import re

import pytest

from overture.exercises.skill_words import TOO_FEW, in_words, stands
from overture.exercises.staircase import Answered, Item, Standing

POOL = tuple(Item(f"item-{n}", n % 5 + 1, 0.25) for n in range(60))
GRADES = re.compile(r"\d|%|\b(?:you|your|score|level|good|bad|poor|right|wrong)\b", re.IGNORECASE)


def standing(count, credit=1.0, hard=3):
    item = Item("x", hard, 0.25)
    return Standing(tuple(Answered(item, credit) for _ in range(count)))


@pytest.mark.parametrize("count", [0, 5])
def test_under_six_answers_nothing_is_claimed(count):
    assert stands(standing(count), POOL, "faces") == TOO_FEW


def test_plain_and_open_items_are_told_apart():
    mixed = Standing(standing(8).answers + standing(6, credit=0.0, hard=4).answers)
    said = stands(mixed, POOL, "faces")
    assert re.match(
        r"[A-Z][a-z ]+ of the plain ones, and [a-z ]+ of those with two readings\. ", said
    )


def test_few_answers_are_said_to_be_few():
    assert "may well be off" in stands(standing(6), POOL, "choice")


def test_many_answers_still_leave_a_doubt():
    steady = Standing(tuple(Answered(Item("x", n % 5 + 1, 0.0), float(n % 2)) for n in range(60)))
    said = stands(steady, POOL, "choice")
    assert said.endswith("That may be a little off.")


@pytest.mark.parametrize("credit", [0.0, 0.5, 1.0])
@pytest.mark.parametrize("kind", ["faces", "choice", "listening"])
def test_no_number_stands_there_and_nobody_is_graded(credit, kind):
    assert not GRADES.search(stands(standing(20, credit), POOL, kind))


def test_better_answers_are_never_told_as_fewer():
    order = ["few", "fewer than half", "about half", "more than half", "most", "nearly all"]
    told = [in_words(n / 20) for n in range(21)]
    assert [order.index(words) for words in told] == sorted(order.index(words) for words in told)
    assert set(told) == set(order)


def test_what_is_the_same_of_both_is_said_once():
    few = Standing(tuple(Answered(Item("x", hard, 0.25), 0.0) for hard in (1, 2, 3, 4, 5) * 4))
    said = stands(few, POOL, "faces")
    assert re.match(r"Few, of the plain ones and of those with two readings alike\. ", said)


def test_a_drill_of_plain_items_alone_says_nothing_of_others():
    said = stands(standing(10), [Item("y", 1, 0.25)], "faces")
    assert "two readings" not in said
