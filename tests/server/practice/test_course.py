"""The course as one member goes through it: their words, their ticks and their record."""

from datetime import timedelta
from uuid import uuid4

import pytest
from tests.support import factories
from tests.support.factories import NOW

from overture.content.drills import drills as authored_drills
from overture.server.audit.models import Event
from overture.server.practice import (
    anchors,
    course,
    course_kinds,
    drills,
    logs,
    quiet_plans,
    thoughts,
)
from overture.server.practice import services as practice
from overture.server.practice.models import CourseAnswer, CourseChoice, CourseTick
from overture.server.practice.nudges.circumstances import circumstances

pytestmark = pytest.mark.django_db

MIDNIGHT = NOW.replace(hour=0, minute=0)


def say(member, said, week="", key=None):
    course.say(member=member, said=said, week=week, key=key or uuid4(), now=NOW)


def met(member) -> set[str]:
    return {f"{one.week}/{one.thing}" for one in course.where(member).met}


def test_nobody_is_in_the_course_until_they_begin(ada):
    assert course.where(ada).standing == "not begun"
    assert course.open_week(ada) is None
    say(ada, "began")
    assert course.open_week(ada).id == "week-1"


def test_pausing_and_leaving_close_the_week_and_keep_the_place(ada):
    say(ada, "began")
    say(ada, "on", "week-1")
    for away, again in (("paused", "up"), ("left", "began")):
        say(ada, away)
        assert course.open_week(ada) is None
        assert course.where(ada).week.id == "week-2"
        say(ada, again)
        assert course.open_week(ada).id == "week-2"


def test_time_alone_moves_nobody(ada):
    say(ada, "began")
    before = course.where(ada)
    CourseChoice.objects.update(at=NOW - timedelta(days=400))
    assert course.where(ada) == before


def test_one_form_sent_twice_is_one_word_and_two_buttons_of_a_page_are_two(ada):
    key = uuid4()
    for said in ("on", "on", "stay"):
        say(ada, said, "week-1", key)
    assert [one.said for one in ada.course_choices.all()] == ["on", "stay"]
    assert Event.objects.filter(action="course.said").count() == 2


@pytest.mark.parametrize(("said", "week"), [("offered", ""), ("jump", ""), ("on", "week-99")])
def test_no_other_word_and_no_other_week_is_kept(ada, said, week):
    with pytest.raises(ValueError, match=r"not a word|no week"):
        say(ada, said, week)
    assert not CourseChoice.objects.exists()


def test_a_tick_is_kept_once_and_can_be_taken_away(ada):
    for _ in range(2):
        course.tick(member=ada, week="week-1", thing="noticing", is_met=True, now=NOW)
    assert CourseTick.objects.count() == 1
    assert met(ada) == {"week-1/noticing"}
    course.tick(member=ada, week="week-1", thing="noticing", is_met=False, now=NOW)
    assert met(ada) == set()
    with pytest.raises(ValueError, match="no thing"):
        course.tick(member=ada, week="week-1", thing="dance", is_met=True, now=NOW)


def test_the_record_meets_things_without_a_tick(ada, di):
    attempt = factories.attempt(ada)
    assert met(ada) == {"week-1/one-guess"}
    practice.review(attempt=attempt, got_in_the_way="", another_reading="", change="", now=NOW)
    anchors.declare(
        member=ada, title="Choir", first=NOW.date(), every="week", at=None, key=uuid4(), now=NOW
    )
    quiet_plans.keep(member=ada, words={"signs": "No calls"}, key=uuid4(), now=NOW)
    scene = factories.scene(ada)
    practice.happened(attempt=scene.attempt, outcome=factories.HAPPENED, now=NOW)
    assert met(ada) == {
        "week-1/one-guess",
        "week-3/with-a-neighbour",
        "week-4/a-near-miss",
        "week-5/one-regular-thing",
        "week-5/a-plan",
        "after/regular-things",
        "after/your-plan",
    }
    assert met(di) == set()


def test_a_drill_counts_once_something_in_it_was_answered(ada):
    sitting = drills.begin(member=ada, drill_id="open-turn-close", key=uuid4(), now=NOW)
    assert met(ada) == set()
    item = next(iter(authored_drills()["open-turn-close"].items)).id
    sitting.answers.create(item=item, hard=2, floor=0.25, credit=1.0, at=NOW)
    assert met(ada) == {"week-3/open-turn-close"}


def test_a_moment_that_was_noted_in_the_log_counts_until_it_is_taken_out(ada):
    noted = logs.keep_interaction(member=ada, who="friend", key=uuid4(), now=NOW)
    assert met(ada) == {"week-3/afterwards"}
    logs.take_out(entry=noted, now=NOW)
    assert met(ada) == set()


def test_a_thought_counts_once_a_step_is_to_test_it(ada):
    thought = thoughts.catch(
        member=ada, about="ahead", moment="", words="They sigh", sure=8, key=uuid4(), now=NOW
    )
    assert met(ada) == set()
    step = factories.own_step(ada)
    for _ in range(2):
        thoughts.test(thought=thought, step=step, feared_event="", key=uuid4(), now=NOW)
    assert met(ada) == {"week-4/a-thought"}
    assert course_kinds.KINDS["thought"].kept(ada) == {"": 1}


def test_what_matters_counts_once_it_was_sorted(ada):
    factories.value(ada)
    assert met(ada) == {"week-1/what-for"}


def test_what_was_turned_back_from_or_taken_back_meets_nothing(ada):
    factories.attempt(ada, outcome=practice.Happened(reach="stopped"))
    mistaken = factories.attempt(ada)
    practice.retract(attempt=mistaken, now=NOW)
    assert met(ada) == set()


def test_the_last_answer_to_a_question_is_the_one_shown_and_every_one_is_kept(ada, di):
    for words in ("Mia", "Mia and Sol"):
        course.answer(member=ada, week="week-3", words=words, key=uuid4(), now=NOW)
    course.answer(member=ada, week="week-1", words="That they sigh", key=uuid4(), now=NOW)
    assert [one.words for one in course.answers_of(ada)] == ["That they sigh", "Mia and Sol"]
    assert CourseAnswer.objects.count() == 3
    assert course.answers_of(di) == []


def test_it_is_offered_on_one_day_after_the_first_good_moment_and_never_again(ada):
    def offered(days=0):
        later = timedelta(days=days)
        return course.offer(member=ada, now=NOW + later, since=MIDNIGHT + later)

    assert not offered()
    factories.attempt(ada, outcome=practice.Happened(anxiety=9, enjoyment=1, feared="yes"))
    assert not offered()
    factories.attempt(ada)
    assert offered()
    assert offered()
    assert not offered(days=1)
    assert CourseChoice.objects.count() == 1


def test_two_requests_at_once_offer_it_once(ada, monkeypatch):
    factories.attempt(ada)
    read = course.selectors.events_of
    others = [lambda: course.offer(member=ada, now=NOW, since=MIDNIGHT)]

    def meanwhile(member):
        for other in (others.pop() for _ in list(others)):
            assert other()
        return read(member)

    monkeypatch.setattr(course.selectors, "events_of", meanwhile)
    assert course.offer(member=ada, now=NOW, since=MIDNIGHT)
    assert [row.said for row in CourseChoice.objects.all()] == ["offered"]


def test_whoever_has_begun_is_offered_nothing(ada):
    factories.attempt(ada)
    say(ada, "began")
    assert not course.offer(member=ada, now=NOW, since=MIDNIGHT)


def test_after_the_course_a_nudge_comes_only_where_it_was_asked_for(ada):
    assert not circumstances(ada, NOW).after_course
    say(ada, "began")
    assert not circumstances(ada, NOW).after_course
    say(ada, "on", "week-6")
    assert circumstances(ada, NOW).after_course
    say(ada, "back", "week-2")
    assert not circumstances(ada, NOW).after_course


def test_the_open_week_leans_to_its_kinds_and_no_other_time_does(ada):
    assert course.leaning(ada) == frozenset()
    say(ada, "began")
    assert course.leaning(ada) == {"people you don’t know", "shops and counters"}
    say(ada, "paused")
    assert course.leaning(ada) == frozenset()
    say(ada, "up")
    for number in range(1, 7):
        say(ada, "on", f"week-{number}")
    assert course.where(ada).is_over
    assert course.leaning(ada) == frozenset()
