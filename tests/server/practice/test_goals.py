"""A goal belongs to its day: set in one line, told of in one tap, owed to nobody."""

from datetime import timedelta
from uuid import uuid4

import pytest
from tests.support import factories
from tests.support.factories import LIBRARY_STEP, NOW

from overture.content import real_steps
from overture.server.audit.models import Event
from overture.server.practice import goals, planning, selectors, services
from overture.server.practice.models import Attempt, DailyGoal, Step

pytestmark = pytest.mark.django_db

TODAY = NOW.date()


def setting(owner, words="Nod to the driver", **given) -> DailyGoal:
    return goals.set_goal(member=owner, day=TODAY, now=NOW, words=words, **given)


def test_b3_a_goal_is_one_line_and_another_takes_its_place(ada):
    setting(ada, "  Nod to   the driver ")
    assert goals.goal_on(ada, TODAY).words == "Nod to the driver"
    setting(ada, "Ask for the time")
    assert DailyGoal.objects.get().words == "Ask for the time"
    assert not Step.objects.exists()


def test_what_has_no_words_or_is_not_there_is_no_goal(ada):
    with pytest.raises(ValueError, match="few words"):
        setting(ada, "  ")
    with pytest.raises(KeyError):
        setting(ada, "", library_id="nowhere/nothing")


def test_a_goal_that_was_told_of_stays_as_it_was(ada):
    goals.say(goal=setting(ada), said="not_today", now=NOW)
    assert setting(ada, "Something else").words == "Nod to the driver"


def test_did_it_begins_no_attempt_before_it_is_told_how_it_went(ada):
    goal = setting(ada)
    assert [goals.say(goal=goal, said="did", now=NOW) for _ in range(2)] == [None, None]
    assert Step.objects.get().title == "Nod to the driver"
    assert not Attempt.objects.exists()
    assert Event.objects.filter(action="goal.said").count() == 1


def test_an_attempt_at_a_goal_is_begun_once_and_found_from_then_on(ada):
    goal = setting(ada)
    goals.say(goal=goal, said="did", now=NOW)
    both = [goals.begin(goal=goal, now=NOW) for _ in range(2)]
    assert both[0] == both[1] == Attempt.objects.get()
    assert both[0].step == Step.objects.get()
    assert goals.say(goal=goal, said="did", now=NOW) == both[0]


def test_b9_began_is_a_near_miss_with_a_step_behind_it(ada):
    attempt = goals.say(goal=setting(ada, "", library_id=LIBRARY_STEP), said="began", now=NOW)
    attempt.refresh_from_db()
    assert attempt.outcome.reach == "started"
    assert attempt.step.library_id == LIBRARY_STEP
    assert attempt.step.status == "started"


def test_a_step_of_the_list_is_the_one_that_is_tried(ada):
    step = factories.own_step(ada, "Ring Sam")
    goal = setting(ada, "", step=step)
    goals.say(goal=goal, said="did", now=NOW)
    assert goals.begin(goal=goal, now=NOW).step == step
    assert Step.objects.count() == 1


@pytest.mark.parametrize("said", ["began", "did"])
def test_a_second_tap_finds_the_attempt_that_was_open_already(ada, said):
    step = factories.own_step(ada, "Ring Sam")
    open_one = services.begin_attempt(step=step, key=uuid4(), now=NOW)
    goal = setting(ada, "", step=step)
    assert goals.say(goal=goal, said=said, now=NOW) == open_one
    services.happened(attempt=open_one, outcome=services.Happened(reach="done"), now=NOW)
    assert goals.say(goal=goal, said=said, now=NOW + timedelta(seconds=1)) == open_one
    assert Attempt.objects.get() == open_one


def test_not_today_leaves_nothing_behind(ada):
    assert goals.say(goal=setting(ada), said="not_today", now=NOW) is None
    assert not Step.objects.exists()
    assert not Attempt.objects.exists()


def test_the_first_word_holds(ada):
    goal = setting(ada)
    goals.say(goal=goal, said="not_today", now=NOW)
    assert goals.say(goal=goal, said="did", now=NOW) is None
    with pytest.raises(ValueError, match="not an answer"):
        goals.say(goal=goal, said="perhaps", now=NOW)


def test_nothing_is_carried_over_and_no_list_is_kept_of_what_was_not_done(ada):
    setting(ada)
    tomorrow = TODAY + timedelta(days=1)
    assert goals.goal_on(ada, tomorrow) is None
    assert goals.lately(ada, tomorrow) == []
    goals.say(goal=goals.goal_on(ada, TODAY), said="not_today", now=NOW)
    assert goals.lately(ada, tomorrow) == []


def test_what_was_done_is_seen_for_a_week(ada, di):
    goal = setting(ada)
    goals.say(goal=goal, said="did", now=NOW)
    assert goals.lately(ada, TODAY + timedelta(days=7)) == [goal]
    assert goals.lately(ada, TODAY + timedelta(days=8)) == []
    assert goals.lately(di, TODAY + timedelta(days=1)) == []


def test_somebody_elses_goal_does_not_exist(ada, di):
    assert goals.goal_of(di, setting(ada).pk) is None
    assert goals.goal_on(di, TODAY) is None


def test_small_steps_to_pick_from_have_somebody_in_them_and_make_no_plan(ada):
    small = planning.small_with_people(member=ada, now=NOW, seed=7, most=3)
    assert len(small) == 3
    for name, title in small:
        assert real_steps()[name].step.title == title
        assert real_steps()[name].step.features.channel != "none"
    assert not ada.plans.exists()
    assert selectors.checklist(ada) == []
