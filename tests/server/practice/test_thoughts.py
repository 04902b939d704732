"""A thought record: rows written once, a step that carries the guess, and what came of it."""

from datetime import timedelta
from uuid import uuid4

import pytest
from tests.support import factories
from tests.support.factories import NOW

from overture.server.audit.models import Event
from overture.server.practice import services as practice
from overture.server.practice import thoughts
from overture.server.practice.models import (
    Step,
    Thought,
    ThoughtExamined,
    ThoughtKept,
    ThoughtReadings,
    ThoughtTest,
)
from overture.server.practice.services import Expected, Happened

pytestmark = pytest.mark.django_db

LATER = NOW + timedelta(hours=2)


def caught(owner, words="Nobody will sit with me", **given) -> Thought:
    details = {"about": "ahead", "moment": "The canteen", "sure": 8, "key": uuid4(), "now": NOW}
    return thoughts.catch(member=owner, words=words, **details | given)


def read(thought):
    thoughts.examine(thought=thought, speaks_for="Last week", speaks_against="", now=NOW)
    thoughts.other_readings(
        thought=thought, kind="ahead", offered=["It may be ordinary."], own="", sure=6, now=NOW
    )


def put_to_the_test(thought, step=None, feared="They get up and go"):
    read(thought)
    step = step or factories.own_step(thought.member, "Sit at a full table")
    thoughts.test(thought=thought, step=step, feared_event=feared, key=uuid4(), now=NOW)
    return step


def tried(step, *, now=LATER, **given):
    outcome = Happened(**{"anxiety": 4, "feared": "no", **given})
    expected = Expected(anxiety=7, feared_event="They get up and go", feared_in_ten=6)
    return factories.attempt(step.member, of=step, expected=expected, outcome=outcome, now=now)


def stage_of(thought):
    return thoughts.standing_of(thoughts.of_member(thought.member, thought.pk)).stage


def test_b4_a_caught_thought_is_tested_by_a_step_and_comes_back_with_what_happened(ada):
    thought = caught(ada)
    assert stage_of(thought) == "examine"
    thoughts.examine(thought=thought, speaks_for="", speaks_against="", now=NOW)
    assert stage_of(thought) == "readings"
    thoughts.other_readings(thought=thought, kind="ahead", offered=[], own="", sure=None, now=NOW)
    assert stage_of(thought) == "test"
    step = factories.own_step(ada, "Sit at a full table")
    thoughts.test(thought=thought, step=step, feared_event="They go", key=uuid4(), now=NOW)
    assert stage_of(thought) == "waiting"
    assert thoughts.feared_for(step) == "They go"
    attempt = tried(step)
    assert thoughts.waiting_for(attempt) == thought
    (one,) = thoughts.standing(ada)
    assert (one.stage, one.tried.feared, one.tried.feared_in_ten) == ("happened", "no", 6)
    thoughts.keep(thought=thought, attempt=attempt, words="They moved up", sure=3, now=LATER)
    (kept,) = thoughts.tried_out(ada)
    assert (kept.stage, kept.kept.words, kept.kept.sure) == ("done", "They moved up", 3)


def test_every_part_is_written_once(ada):
    key = uuid4()
    made = [caught(ada, key=key) for _ in range(2)]
    assert made[0] == made[1]
    for words in ("first", "second"):
        thoughts.examine(thought=made[0], speaks_for=words, speaks_against="", now=NOW)
        thoughts.other_readings(
            thought=made[0], kind="mind", offered=[], own=words, sure=None, now=NOW
        )
    assert ThoughtExamined.objects.get().speaks_for == "first"
    assert ThoughtReadings.objects.get().own == "first"
    step = factories.own_step(ada)
    for _ in range(2):
        thoughts.test(thought=made[0], step=step, feared_event="x", key=key, now=NOW)
    assert ThoughtTest.objects.count() == 1
    attempt = tried(step)
    for words in ("first", "second"):
        thoughts.keep(thought=made[0], attempt=attempt, words=words, sure=None, now=NOW)
    assert ThoughtKept.objects.get().words == "first"
    assert Event.objects.filter(action="thought.caught").count() == 1
    assert Event.objects.filter(action="thought.tested").count() == 1


@pytest.mark.parametrize("given", [{"words": "  "}, {"about": "sideways"}])
def test_what_is_no_thought_is_refused(ada, given):
    with pytest.raises(ValueError, match=r"few words|neither"):
        caught(ada, **given)
    assert not Thought.objects.exists()


def test_without_a_guess_of_its_own_the_thought_is_the_guess(ada):
    thought = caught(ada)
    step = put_to_the_test(thought, feared=" ")
    assert thoughts.feared_for(step) == thought.words


@pytest.mark.parametrize("reach", ["started", "done"])
def test_getting_part_of_the_way_shows_something_too(ada, reach):
    thought = caught(ada)
    tried(put_to_the_test(thought), reach=reach)
    assert stage_of(thought) == "happened"


def test_turning_back_shows_nothing_and_the_thought_waits_on(ada):
    thought = caught(ada)
    step = put_to_the_test(thought)
    attempt = tried(step, reach="stopped")
    assert stage_of(thought) == "waiting"
    assert thoughts.waiting_for(attempt) is None
    assert thoughts.feared_for(step)


def test_what_was_tried_before_or_taken_back_shows_nothing(ada):
    step = factories.own_step(ada)
    tried(step, now=NOW - timedelta(days=1))
    thought = caught(ada)
    put_to_the_test(thought, step)
    practice.retract(attempt=tried(step), now=LATER)
    assert stage_of(thought) == "waiting"


def test_practice_with_a_program_shows_nothing_about_people(ada):
    thought = caught(ada)
    step = put_to_the_test(thought)
    scene = practice.begin_scene(
        member=ada, scene_id="neighbour-parcel", level="easy", key=uuid4(), now=LATER, step=step
    )
    practice.happened(attempt=scene, outcome=Happened(anxiety=2, feared="no"), now=LATER)
    assert stage_of(thought) == "waiting"


def test_another_step_may_be_chosen_and_the_last_one_holds(ada):
    thought = caught(ada)
    first = put_to_the_test(thought)
    second = factories.own_step(ada, "Ask for the salt")
    later = {"key": uuid4(), "now": NOW + timedelta(minutes=5)}
    thoughts.test(thought=thought, step=second, feared_event="A sigh", **later)
    assert thoughts.feared_for(second) == "A sigh"
    assert thoughts.feared_for(first) == ""
    tried(first)
    assert stage_of(thought) == "waiting"
    tried(second)
    assert stage_of(thought) == "happened"


def test_a_thought_about_the_past_may_end_in_what_one_would_say_to_a_friend(ada):
    thought = caught(ada, "I talked too much", about="past")
    read(thought)
    thoughts.say_to_friend(thought=thought, words="You were glad to see them.", now=NOW)
    assert stage_of(thought) == "done"
    assert thoughts.tried_out(ada) == []
    with pytest.raises(ValueError, match="few words"):
        thoughts.say_to_friend(thought=thought, words=" ", now=NOW)


def test_what_was_typed_waits_in_a_thought_that_is_let_be(ada):
    thought = caught(ada)
    thoughts.leave(thought=thought, draft={"speaks_for": "She looked away", "speaks_against": ""})
    again = thoughts.of_member(ada, thought.pk)
    assert (again.rests, again.draft) == (True, {"speaks_for": "She looked away"})
    thoughts.leave(thought=again, draft={})
    thoughts.take_up(thought=again)
    assert thoughts.of_member(ada, thought.pk).draft == {"speaks_for": "She looked away"}
    thoughts.examine(thought=again, speaks_for="x", speaks_against="", now=NOW)
    assert thoughts.of_member(ada, thought.pk).draft == {}


def test_a_thought_at_rest_asks_nothing_of_its_step(ada):
    thought = caught(ada)
    step = put_to_the_test(thought)
    thoughts.leave(thought=thought, draft={})
    assert thoughts.feared_for(step) == ""
    assert thoughts.waiting_for(tried(step)) is None


def test_steps_that_would_show_are_where_the_thought_is_set_and_not_on_the_list_yet(ada):
    thought = caught(
        ada, "The receptionist will be short with me", moment="An appointment by phone"
    )
    kind = thoughts.kind_of(thought, "ahead")
    offered = thoughts.fitting_steps(thought, kind)
    assert len(offered) == 4
    assert [step_id.partition("-")[0] for step_id in offered[:3]] == ["phone"] * 3
    assert offered[3] in kind.shows
    factories.step(ada, library_id=offered[0])
    assert offered[0] not in thoughts.fitting_steps(thought, kind)


def test_own_steps_to_choose_from_are_those_still_open(ada):
    step = factories.own_step(ada, "Nod")
    Step.objects.filter(pk=factories.own_step(ada, "Done").pk).update(status="done")
    assert thoughts.own_steps(ada) == [step]


def test_somebody_elses_thought_does_not_exist(ada, di):
    thought = caught(ada)
    assert thoughts.of_member(di, thought.pk) is None
    assert thoughts.standing(di) == []
    assert thoughts.tried_out(di) == []


def test_many_thoughts_are_read_with_few_questions(ada, django_assert_max_num_queries):
    for number in range(6):
        step = put_to_the_test(caught(ada, f"Thought {number}"))
        tried(step)
    with django_assert_max_num_queries(5):
        assert len(thoughts.standing(ada)) == 6
