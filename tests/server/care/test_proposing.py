"""Pace and safety: suggested by a clinician, said yes to by the member, and then they steer."""

from dataclasses import replace
from datetime import timedelta
from uuid import uuid4

import pytest
from tests.support import factories
from tests.support.places import open_in

from overture.content.families import FAMILIES
from overture.server.accounts import sharing
from overture.server.audit.models import Event
from overture.server.care import proposing
from overture.server.care.models import Proposal
from overture.server.practice import agreements, planning, services
from overture.server.practice.models import Agreement, Plan
from overture.server.practice.services import Expected, Happened

pytestmark = pytest.mark.django_db

NOW = factories.NOW
MIDNIGHT = NOW.replace(hour=0, minute=0)


@pytest.fixture(autouse=True)
def _in_one_place(settings):
    open_in(settings, "uk")


@pytest.fixture
def link(ada, bo):
    return factories.linked(ada, bo, "curves", kind="clinician")


def proposed(link, setting, value, now=NOW):
    return proposing.propose(link=link, setting=setting, value=value, key=uuid4(), now=now)


def agreed(link, setting, value, now=NOW):
    made = proposed(link, setting, value, now)
    assert proposing.answer(proposal=made, said="yes", now=now)


def settings_of(member, now=NOW):
    return planning._settings(planning._known(member), now)


def offered(member, now=NOW):
    """Every step that the planner may choose from."""
    plan = planning._chosen(planning._known(member), 7, now)
    return {
        item.step_id: item
        for place, item in enumerate(plan.table.candidates)
        if plan.open[place] and plan.permitted[place]
    }


def test_nothing_changes_before_the_yes_and_the_offers_change_with_it(ada, link):
    before, steers = offered(ada), settings_of(ada)
    made = proposed(link, "no_go", ["neighbour", "phone"])
    assert set(offered(ada)) == set(before)
    assert settings_of(ada) == steers
    proposing.answer(proposal=made, said="yes", now=NOW)
    kinds = {item.family for item in offered(ada).values()}
    assert {FAMILIES["neighbour"].kinds, FAMILIES["phone"].kinds} & kinds == set()
    assert kinds


def test_the_offers_are_as_they_were_when_the_yes_is_taken_back(ada, link):
    before = set(offered(ada))
    agreed(link, "hardest", 2)
    assert set(offered(ada)) < before
    agreements.end(agreement=Agreement.objects.get(), now=NOW)
    assert set(offered(ada)) == before


def test_the_day_is_planned_anew_when_something_was_agreed(ada, link):
    planning.suggest(member=ada, now=NOW, since=MIDNIGHT, seed=7)
    later = NOW + timedelta(minutes=5)
    agreed(link, "hardest", 3, later)
    planning.suggest(member=ada, now=later, since=MIDNIGHT, seed=8)
    assert list(Plan.objects.order_by("made_at").values_list("seed", flat=True)) == [7, 8]


def test_what_is_less_likely_to_go_well_than_agreed_is_not_offered(ada, link):
    before = offered(ada)
    agreed(link, "likely", 9)
    after = offered(ada)
    assert len(after) < len(before)


def test_a_week_that_has_had_its_new_steps_offers_only_known_ones(ada, link):
    done = factories.step(ada)
    factories.attempt(ada, of=done, outcome=Happened(anxiety=2, feared="no"), now=NOW)
    later = NOW + timedelta(days=3)
    new = [one for one in offered(ada, later).values() if one.situation.is_human]
    assert any(one.times_done == 0 for one in new)
    agreed(link, "new_a_week", 1, later)
    people = [one for one in offered(ada, later).values() if one.situation.is_human]
    assert [one for one in people if one.times_done == 0] == []


def test_a_day_that_has_had_its_minutes_offers_no_more_scenes(ada, link):
    agreed(link, "cue_minutes", 5)
    assert any(one.kind == "scene" for one in offered(ada).values())
    scene = services.begin_scene(
        member=ada, scene_id="neighbour-parcel", level="easy", key=uuid4(), now=NOW
    )
    services.happened(attempt=scene, outcome=Happened(anxiety=3), now=NOW)
    assert [one for one in offered(ada).values() if one.kind == "scene"] == []
    tomorrow = NOW + timedelta(days=1)
    assert any(one.kind == "scene" for one in offered(ada, tomorrow).values())


def test_a_step_waits_for_its_scene_where_practice_comes_first(ada, link):
    step = factories.LIBRARY_STEP
    known = planning._known(ada)
    assert step in {one.step_id for one in planning._candidates(known)}
    agreed(link, "practise_first", value=True)
    known = planning._known(ada)
    assert step not in {one.step_id for one in planning._candidates(known)}
    scene = services.begin_scene(
        member=ada, scene_id="neighbour-parcel", level="easy", key=uuid4(), now=NOW
    )
    services.happened(attempt=scene, outcome=Happened(anxiety=3), now=NOW)
    assert step in {one.step_id for one in planning._candidates(planning._known(ada))}


def test_a_harder_run_holds_steps_at_their_size_where_that_was_agreed(ada, link):
    for days in range(4):
        at = NOW - timedelta(days=12 - days)
        own = factories.own_step(ada, f"Say hello {days}", now=at)
        worse = Happened(anxiety=6, enjoyment=3, feared="no")
        factories.attempt(ada, of=own, expected=Expected(anxiety=5), outcome=worse, now=at)
    free = offered(ada)
    agreed(link, "hold", value=True)
    held = offered(ada)
    assert set(held) < set(free)


@pytest.mark.parametrize("said", ["no", "else"])
def test_a_no_and_something_else_leave_everything_as_it_was(ada, link, said):
    steers = settings_of(ada)
    made = proposed(link, "hardest", 3)
    assert proposing.answer(proposal=made, said=said, words="Rather four", now=NOW)
    assert settings_of(ada) == steers
    (answered,) = proposing.answered(link)
    assert (answered.answer, answered.words) == (said, "Rather four")


def test_an_answer_is_given_once(link):
    made = proposed(link, "hardest", 3)
    assert proposing.answer(proposal=made, said="no", now=NOW)
    assert not proposing.answer(proposal=made, said="yes", now=NOW)
    assert not Agreement.objects.exists()


def test_a_double_tap_proposes_once_and_a_new_value_takes_the_old_ones_place(link):
    key = uuid4()
    for _ in range(2):
        proposing.propose(link=link, setting="hardest", value=6, key=key, now=NOW)
    proposed(link, "hardest", 5)
    assert [one.value for one in proposing.open_of(link)] == [5]
    assert Proposal.objects.count() == 2


def test_a_second_yes_ends_the_first(ada, link):
    agreed(link, "hardest", 6)
    agreed(link, "hardest", 4)
    assert agreements.standing(ada).hardest == 4
    assert Agreement.objects.filter(ended_at=None).count() == 1


def test_what_was_suggested_by_somebody_who_is_gone_cannot_be_said_yes_to(ada, link):
    made = proposed(link, "hardest", 3)
    sharing.end(link=link, by="", now=NOW)
    assert not proposing.answer(proposal=made, said="yes", now=NOW)
    assert proposing.open_to(ada) == []
    with pytest.raises(ValueError, match="ended"):
        proposed(link, "hardest", 3)


def test_somebody_close_proposes_nothing(ada, cy):
    close = factories.linked(ada, cy, kind="supporter")
    with pytest.raises(ValueError, match="ended"):
        proposed(close, "hardest", 3)


@pytest.mark.requirement(42)
@pytest.mark.parametrize(("setting", "value"), [("cue_minutes", 20), ("practise_first", True)])
def test_in_illinois_no_practice_with_the_program_can_be_asked_for(
    ada, link, settings, setting, value
):
    agreed(link, setting, value)
    steered = settings_of(ada)
    open_in(settings, "il-clinician")
    with pytest.raises(ValueError, match="not to be suggested here"):
        proposed(link, setting, value)
    # and what was agreed elsewhere steers nothing here
    assert agreements.standing(ada) == replace(agreements.standing(ada))
    assert agreements.standing(ada).cue_minutes is None
    assert not agreements.standing(ada).practise_first
    if setting == "cue_minutes":
        assert settings_of(ada).ai_minutes > steered.ai_minutes


def test_the_trail_notes_what_was_suggested_and_answered_without_a_value(link):
    agreed(link, "hardest", 6)
    noted = dict(Event.objects.filter(action__startswith="pace.").values_list("action", "detail"))
    assert noted == {"pace.suggested": "hardest", "pace.answered": "yes", "pace.agreed": "hardest"}
