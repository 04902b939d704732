from datetime import timedelta

import pytest
from tests.support.factories import NOW
from tests.support.noticing import practised, standing_still, weeks_with_people

from overture.learning.monitor import Practised
from overture.server.audit.models import Event
from overture.server.practice import noticing, services
from overture.server.practice.models import Answer, Attempt, Away

pytestmark = pytest.mark.django_db

QUIETER = (*[4] * 10, 1, 1, 0)


def told(member, now=NOW, talks=()):
    return noticing.notice(member=member, now=now, talks=talks)


def say(member, said, now=NOW):
    return noticing.answer(member=member, said=said, now=now, talks=())


def test_fewer_moments_with_people_are_told_in_the_numbers_of_the_record(ada):
    weeks_with_people(ada, QUIETER, NOW)
    found = told(ada)
    assert found.sign == "withdrawal"
    assert found.words.seen == (
        "You usually note about four moments with people in a week. "
        "In the last three weeks there were two."
    )
    assert found.by_weeks


def test_a_steady_record_is_left_alone(ada):
    weeks_with_people(ada, (4, 3, 4, 5, 3, 4, 4, 3, 4, 5), NOW)
    assert told(ada) is None


def test_who_has_hardly_begun_is_left_alone(ada):
    assert told(ada) is None
    weeks_with_people(ada, (3, 0, 0, 0, 0, 0, 0), NOW)
    assert told(ada) is None


def test_weeks_in_which_nothing_was_opened_say_nothing(ada):
    weeks_with_people(ada, (*[4] * 10, 0, 0, 0), NOW, opened=False)
    assert told(ada) is None


def test_nothing_of_ada_is_told_to_a_stranger(ada, di):
    weeks_with_people(ada, QUIETER, NOW)
    assert told(di) is None
    assert say(di, "not_now") is False
    assert not Answer.objects.exists()


def test_what_is_retracted_does_not_count(ada):
    weeks_with_people(ada, (*[4] * 10, 4, 4, 4), NOW)
    assert told(ada) is None
    lately = Attempt.objects.filter(begun_at__gte=NOW - timedelta(weeks=4)).order_by("begun_at")
    for attempt in lately[2:]:
        services.retract(attempt=attempt, now=NOW)
    assert told(ada).sign == "withdrawal"


def test_more_time_with_the_program_and_less_with_people_is_told(ada):
    weeks_with_people(ada, (4, 4, 4, 4, 5, 4, 2), NOW)
    monday = NOW - timedelta(days=NOW.weekday())
    for back, times in ((3, 2), (2, 5), (1, 9)):
        practised(ada, monday - timedelta(weeks=back), times)
    found = told(ada)
    assert found.sign == "substitution"
    assert "five moments with people" in found.words.seen
    assert "two moments and about" in found.words.seen


def test_talks_with_cue_count_as_time_with_the_program(ada):
    weeks_with_people(ada, (4, 4, 4, 4, 5, 4, 2), NOW)
    monday = NOW - timedelta(days=NOW.weekday())
    talks = [
        Practised(monday - timedelta(weeks=back), minutes)
        for back, minutes in ((3, 10.0), (2, 30.0), (1, 55.0))
        for _ in range(2)
    ]
    assert told(ada, talks=talks) is not None
    assert told(ada, talks=talks).sign == "substitution"


def test_expecting_the_same_although_it_goes_easier_is_told(ada):
    standing_still(ada, NOW)
    found = told(ada)
    assert found.sign == "stagnation"
    assert "Your last 14 moments with people" in found.words.seen
    assert not found.by_weeks


def test_any_answer_is_kept_once_with_what_was_seen_and_makes_it_rest(ada):
    weeks_with_people(ada, QUIETER, NOW)
    assert say(ada, "not_now")
    assert not say(ada, "not_now")
    kept = Answer.objects.get()
    assert (kept.sign, kept.said, kept.seen["moments"]) == ("withdrawal", "not_now", 2)
    assert Event.objects.filter(action="noticed.answered", detail="not_now").count() == 1
    assert told(ada, NOW + timedelta(days=7)) is None


def test_after_not_now_it_may_come_up_again(ada):
    weeks_with_people(ada, (*[4] * 10, 1, 1), NOW - timedelta(weeks=3))
    say(ada, "not_now", NOW - timedelta(weeks=3))
    weeks_with_people(ada, (1, 0, 0), NOW)
    assert told(ada) is not None


def test_not_it_asks_for_more_before_the_same_is_told_again(ada, di):
    """Two records alike but for an answer of eight weeks ago."""
    for member in (ada, di):
        weeks_with_people(member, (*[4] * 20, 1, 1, 0), NOW)
    assert told(di).sign == "withdrawal"
    for _ in range(4):
        Answer.objects.create(
            member=ada, sign="withdrawal", said="not_it", seen={}, at=NOW - timedelta(weeks=8)
        )
    assert told(ada) is None


def test_days_away_count_for_nothing_from_then_on(ada):
    weeks_with_people(ada, QUIETER, NOW)
    assert say(ada, "away")
    away = Away.objects.get()
    assert away.first == (NOW - timedelta(weeks=3)).date()
    assert away.last == NOW.date()
    Answer.objects.all().delete()
    assert told(ada) is None


def test_days_away_explain_nothing_about_what_is_expected(ada):
    standing_still(ada, NOW)
    with pytest.raises(ValueError, match="explain nothing"):
        say(ada, "away")
    assert not Answer.objects.exists()


def test_any_other_word_is_refused(ada):
    weeks_with_people(ada, QUIETER, NOW)
    with pytest.raises(ValueError, match="not an answer"):
        say(ada, "never")


def test_only_moments_with_somebody_are_counted(ada):
    """A step without anybody in it is no moment with people."""
    weeks_with_people(ada, (*[4] * 10, 4, 4, 4), NOW)
    lately = Attempt.objects.filter(begun_at__gte=NOW - timedelta(weeks=4))
    lately.update(features={**services.OWN_STEP_FEATURES, "channel": "none"})
    assert told(ada).sign == "withdrawal"


def test_looking_writes_nothing(ada):
    weeks_with_people(ada, QUIETER, NOW)
    before = Event.objects.count()
    told(ada)
    assert Event.objects.count() == before
    assert not Answer.objects.exists()
