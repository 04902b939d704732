"""What Cue may know in a talk comes from the member's own rows, by the member's own clock."""

from datetime import date, timedelta
from uuid import uuid4
from zoneinfo import ZoneInfo

import pytest
from django.utils import timezone
from tests.support import factories
from tests.support.factories import NOW

from overture.content import scenes
from overture.conversation.messages import StepInFocus
from overture.server.accounts.services import choose
from overture.server.conversations import services
from overture.server.conversations.facts import facts_for
from overture.server.conversations.models import UsedLine
from overture.server.practice import services as practice

pytestmark = pytest.mark.django_db

TODAY = NOW.date()


def _plan(member, day: date | None, title: str = "Wave to Sam", when: str = ""):
    return practice.plan_own_step(
        member=member, title=title, key=uuid4(), now=NOW, day=day, when_words=when
    )


def _talk(member, *, days: int = 0, ended: bool = True):
    at = NOW + timedelta(days=days)
    talk = services.open_talk(member=member, now=at)
    if ended:
        services.stop(conversation=talk, now=at)
    return talk


def test_somebody_new_is_known_by_nothing_but_the_clock(ada):
    choose(member=ada, choices={"name": ""})
    facts = facts_for(ada, now=NOW)
    assert facts.now == NOW
    assert (facts.talks_before, facts.record_size, facts.member_name) == (0, 0, "")
    assert (facts.room, facts.step, dict(facts.rests)) == (None, StepInFocus(), {})
    assert (facts.talks_this_week, facts.people_this_week) == (0, 0)


def test_what_was_chosen_is_known(ada):
    choose(member=ada, choices={"pace": "quick", "plain_style": True})
    practice.say_room(member=ada, day=TODAY, room="hardly any")
    factories.attempt(ada)
    facts = facts_for(ada, now=NOW)
    assert (facts.member_name, facts.pace, facts.plain_style) == ("Ada", "quick", True)
    assert (facts.room, facts.record_size, facts.people_this_week) == ("hardly any", 1, 1)


def test_nothing_of_somebody_else_is_known(ada, di):
    _talk(ada)
    _plan(ada, TODAY)
    factories.attempt(ada)
    practice.say_room(member=ada, day=TODAY, room="some")
    facts = facts_for(di, now=NOW)
    assert (facts.talks_before, facts.record_size, facts.talks_this_week) == (0, 0, 0)
    assert (facts.room, facts.step, dict(facts.rests)) == (None, StepInFocus(), {})


def test_the_open_talk_is_not_one_before(ada):
    _talk(ada)
    assert facts_for(ada, now=NOW).talks_before == 1
    _talk(ada, ended=False)
    assert facts_for(ada, now=NOW).talks_before == 1


def test_a_line_of_the_talk_before_has_rested_for_one_whether_the_next_is_open_or_opening(ada):
    line = next(iter(_lines_of(_talk(ada))))
    assert facts_for(ada, now=NOW).rests[line] == 1
    _talk(ada, ended=False)
    assert facts_for(ada, now=NOW).rests[line] == 1


def test_a_line_of_this_talk_has_not_rested(ada):
    line = next(iter(_lines_of(_talk(ada, ended=False))))
    assert facts_for(ada, now=NOW).rests[line] == 0


def test_after_talks_are_erased_no_line_rests_for_ever(ada):
    for _ in range(5):
        _talk(ada)
    services.erase_talks(member=ada, now=NOW)
    _talk(ada)
    assert set(facts_for(ada, now=NOW).rests.values()) == {1}
    assert UsedLine.objects.exists()


def _lines_of(talk) -> set[str]:
    return {line for one in talk.opening["spoken"] for line in one["line_ids"]}


def test_talks_and_people_are_counted_over_the_last_seven_days(ada):
    _talk(ada)
    factories.attempt(ada)
    in_time, late = NOW + timedelta(days=7), NOW + timedelta(days=7, seconds=1)
    assert facts_for(ada, now=in_time).talks_this_week == 1
    assert facts_for(ada, now=in_time).people_this_week == 1
    assert facts_for(ada, now=late).talks_this_week == 0
    assert facts_for(ada, now=late).people_this_week == 0


@pytest.mark.parametrize(
    ("days", "status", "when"),
    [(0, "due", "today"), (1, "planned", "tomorrow"), (-1, "missed", ""), (-7, "missed", "")],
)
def test_a_step_is_known_by_its_day(ada, days, status, when):
    _plan(ada, TODAY + timedelta(days=days))
    assert facts_for(ada, now=NOW).step == StepInFocus(status, "Wave to Sam", when)


@pytest.mark.parametrize("day", [None, TODAY + timedelta(days=2), TODAY - timedelta(days=8)])
def test_a_step_without_a_day_far_off_or_long_gone_is_not_brought_up(ada, day):
    _plan(ada, day)
    assert facts_for(ada, now=NOW).step == StepInFocus()


def test_what_is_ahead_comes_before_what_was_missed(ada):
    _plan(ada, TODAY - timedelta(days=2), "Missed")
    _plan(ada, TODAY + timedelta(days=1), "Tomorrow")
    assert facts_for(ada, now=NOW).step.words == "Tomorrow"
    _plan(ada, TODAY, "Today", "at six")
    assert facts_for(ada, now=NOW).step == StepInFocus("due", "Today", "at six")


@pytest.mark.parametrize("status", ["started", "done", "resting"])
def test_a_step_that_is_not_planned_any_more_is_not_brought_up(ada, status):
    step = _plan(ada, TODAY)
    type(step).objects.filter(pk=step.pk).update(status=status)
    assert facts_for(ada, now=NOW).step == StepInFocus()


def test_today_is_the_members_own(ada):
    _plan(ada, TODAY + timedelta(days=1))
    with timezone.override(ZoneInfo("Asia/Kolkata")):  # there it is past midnight
        facts = facts_for(ada, now=NOW)
    assert facts.step.status == "due"
    assert facts.now.hour == 0


def test_every_scene_can_be_offered_and_the_privacy_words_are_there(ada):
    facts = facts_for(ada, now=NOW)
    assert {card.id for card in facts.scenes} == set(scenes())
    assert facts.privacy_words
