"""What is noted in passing: kept once, taken out and put back, counted as met and never learned."""

from datetime import timedelta
from uuid import uuid4

import pytest
from tests.support import factories
from tests.support.factories import NOW
from tests.support.noticing import weeks_with_people

from overture.server.audit.models import Event
from overture.server.conversations.facts import facts_for
from overture.server.practice import logs, noticing, planning, services
from overture.server.practice.models import FeltWord, Interaction, Learned

pytestmark = pytest.mark.django_db


def noted(owner, at=NOW, **given) -> Interaction:
    details = {"who": "friend", "key": uuid4()} | given
    return logs.keep_interaction(member=owner, now=at, **details)


def test_b10_a_word_is_kept_once_however_often_it_is_tapped(ada):
    key = uuid4()
    both = [logs.keep_word(member=ada, feeling="restless", key=key, now=NOW) for _ in range(2)]
    assert both[0] == both[1]
    assert Event.objects.filter(action="word.kept").count() == 1


def test_a_word_that_there_is_not_is_refused(ada):
    with pytest.raises(ValueError, match="no such feeling"):
        logs.keep_word(member=ada, feeling="blissful", key=uuid4(), now=NOW)
    kept = logs.keep_word(member=ada, feeling="calm", key=uuid4(), now=NOW)
    with pytest.raises(ValueError, match="no such feeling"):
        logs.add_to_word(word=kept, second="blissful")


def test_a_second_word_and_a_note_are_added_and_the_first_is_not_said_twice(ada):
    kept = logs.keep_word(member=ada, feeling="calm", key=uuid4(), now=NOW)
    logs.add_to_word(word=kept, second="calm", note="After the rain")
    assert (kept.second, kept.note) == ("", "After the rain")
    logs.add_to_word(word=kept, second="tired")
    kept.refresh_from_db()
    assert (kept.feeling, kept.second, kept.note) == ("calm", "tired", "After the rain")


@pytest.mark.parametrize("given", [{"who": "cat"}, {"long": "ages"}, {"felt": 11}, {"felt": -1}])
def test_an_answer_that_there_is_not_is_refused(ada, given):
    with pytest.raises(ValueError, match=r"not a|off the scale"):
        noted(ada, **given)
    assert not Interaction.objects.exists()


def test_what_was_taken_out_counts_for_nothing_can_be_put_back_and_is_gone_a_day_later(ada):
    word = logs.keep_word(member=ada, feeling="calm", key=uuid4(), now=NOW)
    moment = noted(ada)
    for entry in (word, moment):
        logs.take_out(entry=entry, now=NOW)
    assert logs.words_since(ada, NOW) == logs.interactions_since(ada, NOW) == []
    assert logs.days_with_people(ada, NOW, NOW) == []
    logs.put_back(entry=word, now=NOW)
    assert logs.words_since(ada, NOW) == [word]
    assert logs.forget_taken_out(now=NOW + timedelta(hours=23)) == 0
    assert logs.forget_taken_out(now=NOW + timedelta(hours=25)) == 1
    assert FeltWord.objects.exists()
    assert not Interaction.objects.exists()


def test_b10_a_noted_moment_is_a_moment_met_and_moves_no_belief(ada):
    before = planning.fading_of(ada, NOW)
    noted(ada, at=NOW - timedelta(days=1), felt=9)
    noted(ada, at=NOW - timedelta(days=1), felt=2)
    after = planning.fading_of(ada, NOW)
    assert after.people_a_week == before.people_a_week + 0.5  # one day of two weeks, once
    assert after.offered < before.offered
    assert not Learned.objects.exists()
    assert services.state_of(ada)[0].belief.at is None


def test_what_was_a_step_already_does_not_count_twice(ada):
    factories.attempt(ada)
    before = planning.fading_of(ada, NOW)
    noted(ada, was_a_step=True)
    assert planning.fading_of(ada, NOW) == before


def test_a_step_told_of_today_is_asked_about_and_one_of_yesterday_is_not(ada, di):
    assert logs.may_be_a_step(ada, NOW) == ""
    step = factories.own_step(ada, "Ring Sam")
    factories.attempt(ada, of=step, now=NOW)
    assert logs.may_be_a_step(ada, NOW + timedelta(hours=2)) == "Ring Sam"
    assert logs.may_be_a_step(ada, NOW + timedelta(hours=20)) == ""
    assert logs.may_be_a_step(di, NOW) == ""


def test_days_in_the_log_keep_a_quiet_stretch_of_steps_from_being_told(ada, di):
    weeks = (*[4] * 10, 0, 0, 0)
    for member in (ada, di):
        weeks_with_people(member, weeks, NOW)
    monday = NOW - timedelta(days=NOW.weekday())
    for back in range(1, 4):
        for day in range(4):
            noted(ada, at=monday - timedelta(weeks=back) + timedelta(days=day))
    assert noticing.notice(member=di, now=NOW, talks=()).sign == "withdrawal"
    assert noticing.notice(member=ada, now=NOW, talks=()) is None


def test_cue_knows_of_people_that_were_noted(ada):
    assert facts_for(ada, now=NOW).people_this_week == 0
    noted(ada, at=NOW - timedelta(hours=3))
    assert facts_for(ada, now=NOW).people_this_week == 1


def test_somebody_elses_entry_does_not_exist(ada, di):
    word = logs.keep_word(member=ada, feeling="calm", key=uuid4(), now=NOW)
    moment = noted(ada)
    assert logs.word_of(di, word.pk) is None
    assert logs.interaction_of(di, moment.pk) is None
    assert logs.words_since(di, NOW) == logs.interactions_since(di, NOW) == []
