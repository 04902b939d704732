"""The short profile is kept as tapped, once, and read by the member alone."""

from datetime import timedelta
from uuid import uuid4

import pytest
from tests.support.factories import NOW

from overture.measures import PROFILE, read_profile
from overture.server.assessments import services
from overture.server.assessments.models import Administration

pytestmark = pytest.mark.django_db

ANSWERS = {"contact": 1, "dread": 2, "wanting": 3, "enjoying": 0, "trust": 0, "energy": 2}


def _answer(member, answers, *, key=None, now=NOW):
    return services.answer_profile(member=member, answers=answers, key=key or uuid4(), now=now)


def test_answers_are_kept_as_they_were_tapped_with_the_instruments_version(ada):
    _answer(ada, ANSWERS)
    row = Administration.objects.get()
    assert (row.answers, row.at) == (ANSWERS, NOW)
    assert (row.instrument, row.version) == ("social-reward-profile", "1")


def test_a_double_tap_is_one_answer_and_the_first_one_stands(ada):
    key = uuid4()
    _answer(ada, {"dread": 3}, key=key)
    _answer(ada, {"dread": 0}, key=key)
    assert Administration.objects.get().answers == {"dread": 3}


def test_the_latest_answers_count_and_the_earlier_ones_stay(ada):
    _answer(ada, {"dread": 3})
    _answer(ada, {"dread": 0}, now=NOW + timedelta(days=30))
    assert services.profile_of(ada) == read_profile({"dread": 0})
    assert Administration.objects.count() == 2


def test_skipping_all_is_an_answer_that_shifts_nothing(ada):
    assert not services.has_profile(ada)
    _answer(ada, {})
    assert services.has_profile(ada)
    assert services.profile_of(ada) == read_profile({})


@pytest.mark.parametrize("wrong", [{"dread": 4}, {"dread": -1}, {"height": 1}, {"dread": None}])
def test_an_answer_that_it_does_not_have_is_refused_whole(ada, wrong):
    with pytest.raises(ValueError, match="not an answer"):
        _answer(ada, {"contact": 1, **wrong})
    assert not Administration.objects.exists()


def test_a_stranger_has_a_profile_of_her_own_only(ada, di):
    _answer(ada, ANSWERS)
    assert not services.has_profile(di)
    assert services.profile_of(di) == read_profile({})


def test_the_same_key_of_another_member_is_another_answer(ada, di):
    key = uuid4()
    _answer(ada, {"dread": 3}, key=key)
    _answer(di, {"dread": 1}, key=key)
    assert services.profile_of(di) == read_profile({"dread": 1})


def test_six_questions_are_asked():
    assert services.profile_items() == PROFILE
    assert len(PROFILE) == 6
