"""Six taps shift a start, and nothing else; a skipped one shifts nothing."""

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from overture.measures import PROFILE, read_profile

ITEMS = [item.id for item in PROFILE]
answers = st.dictionaries(st.sampled_from(ITEMS), st.integers(0, 3))


def test_there_are_six_questions_with_four_answers_each():
    assert len(ITEMS) == len(set(ITEMS)) == 6
    assert all(len(set(item.answers)) == 4 for item in PROFILE)


def test_questions_and_answers_are_short_and_grade_nobody():
    for item in PROFILE:
        assert item.asks.endswith("?")
        assert len(item.asks) <= 90
        assert all(len(answer) <= 30 for answer in item.answers)
        assert not {"score", "normal", "should"} & set(item.asks.lower().split())


def test_nothing_answered_shifts_nothing():
    start = read_profile({})
    assert start.anxiety is None


@pytest.mark.parametrize("item", ITEMS)
def test_an_item_without_weight_of_its_own_leaves_the_rest_alone(item):
    weighs = {"dread", "energy", "trust"}
    changed = read_profile({item: 0}) != read_profile({})
    assert changed == (item in weighs)


def test_more_dread_starts_higher():
    starts = [read_profile({"dread": answer}).anxiety for answer in range(4)]
    assert all(low < high for low, high in pairwise(starts))


def test_more_energy_reaches_further():
    reaches = [read_profile({"energy": answer}).reach for answer in range(4)]
    assert all(low < high for low, high in pairwise(reaches))


def test_having_been_let_down_makes_the_first_reach_smaller():
    assert read_profile({"trust": 0}).reach < read_profile({"trust": 3}).reach
    assert read_profile({"trust": 3}) == read_profile({})


@given(answers)
def test_whatever_is_answered_the_start_stays_within_the_scale(given_answers):
    found = read_profile(given_answers)
    assert 0 <= found.reach <= 10
    assert found.anxiety is None or -3 <= found.anxiety <= 3


@pytest.mark.parametrize("wrong", [{"dread": 4}, {"dread": -1}, {"shoes": 1}, {"": 0}])
def test_what_is_no_answer_is_refused(wrong):
    with pytest.raises(ValueError, match="not an answer to this profile"):
        read_profile(wrong)
