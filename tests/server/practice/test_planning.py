"""Plans are kept whole: what was offered, with what chance, why, and what was answered."""

from dataclasses import replace
from datetime import timedelta
from uuid import uuid4

import pytest
from tests.support import factories

from overture.content import real_steps, scenes
from overture.content.families import FAMILIES
from overture.server.accounts import services as accounts
from overture.server.practice import planning, selectors, services
from overture.server.practice.models import Plan, Step
from overture.server.practice.moments import moments_of
from overture.server.practice.services import Expected, Happened

pytestmark = pytest.mark.django_db

NOW = factories.NOW
MIDNIGHT = NOW.replace(hour=0, minute=0)
GOOD = Happened(anxiety=2, enjoyment=7, feared="no")


def _suggest(member, *, seed=7, now=NOW):
    return planning.suggest(member=member, now=now, since=MIDNIGHT, seed=seed)


def test_a_plan_is_stored_with_seed_offers_scores_and_chances(ada):
    offer = _suggest(ada)
    plan = Plan.objects.get()
    assert (plan.seed, plan.made_at, plan.pick) == (7, NOW, "")
    assert plan.offers[0]["step_id"] == offer.step_id
    assert plan.offers[0]["reason"] == offer.reason
    assert 0 < plan.offers[0]["propensity"] <= 1
    chances = plan.considered["propensities"]
    assert len(chances) == len(plan.considered["feasible"])
    assert not chances or sum(chances) == pytest.approx(1)


def test_the_same_seed_gives_the_same_plan(ada, di):
    assert _suggest(ada).step_id == _suggest(di).step_id


def test_a_new_day_brings_a_new_plan(ada):
    _suggest(ada)
    tomorrow = NOW + timedelta(days=1)
    planning.suggest(member=ada, now=tomorrow, since=MIDNIGHT + timedelta(days=1), seed=8)
    assert Plan.objects.count() == 2


def test_a_moment_brings_a_new_plan(ada):
    _suggest(ada)
    factories.attempt(ada, now=NOW + timedelta(minutes=5))
    _suggest(ada, seed=9, now=NOW + timedelta(minutes=6))
    assert [plan.seed for plan in Plan.objects.all()] == [9, 7]


def test_every_family_of_the_library_can_be_said():
    families = {scene.family for scene in scenes().values()}
    assert families <= set(FAMILIES)


def test_after_practice_that_went_well_a_real_step_of_the_same_kind_comes_next(ada):
    attempt = services.begin_scene(
        member=ada, scene_id="neighbour-parcel", level="easy", key=uuid4(), now=NOW
    )
    services.predict(attempt=attempt, expected=Expected(anxiety=6), now=NOW)
    services.happened(attempt=attempt, outcome=GOOD, now=NOW)
    later = NOW + timedelta(hours=1)
    offer = planning.suggest(member=ada, now=later, since=MIDNIGHT, seed=3)
    assert Plan.objects.first().rule == "pair"
    assert real_steps()[offer.step_id].scene.family == "neighbour"


def test_a_step_alone_is_never_said_to_have_a_person_in_it(ada):
    families = {item.step_id: item.family for item in planning._candidates(planning._known(ada))}
    assert families["colleague-help/one_question_written"] == "quiet steps"
    assert families["colleague-help/kettle_hello"] == "colleagues"


def test_a_resting_step_is_not_offered(ada):
    offer = _suggest(ada)
    while offer.kind != "real":
        offer = planning.plan_anew(member=ada, now=NOW, seed=int(uuid4()) % 1000)
    step = factories.step(ada, library_id=offer.step_id)
    services.rest(step=step, now=NOW)
    seen = {planning.plan_anew(member=ada, now=NOW, seed=n).step_id for n in range(12)}
    assert offer.step_id not in seen


def test_own_steps_are_candidates(ada):
    own = factories.own_step(ada)
    offer = _suggest(ada)
    plan = Plan.objects.get(pk=offer.plan_id)
    plan.offers[0].update(step_id=f"own:{own.pk}", kind="real", scene_id="")
    plan.save()
    taken = planning.take(member=ada, plan_id=plan.pk, key=uuid4(), now=NOW, today=NOW.date())
    assert taken == own
    assert f"own:{own.pk}" in {item.step_id for item in planning._candidates(planning._known(ada))}


def test_a_step_that_is_on_the_list_is_taken_from_there(ada):
    step = factories.step(ada)
    offer = _suggest(ada)
    plan = Plan.objects.get(pk=offer.plan_id)
    plan.offers[0].update(step_id=step.library_id, kind="real", scene_id="neighbour-parcel")
    plan.save()
    taken = planning.take(member=ada, plan_id=plan.pk, key=uuid4(), now=NOW, today=NOW.date())
    assert taken == step
    assert Step.objects.count() == 1


def test_a_step_with_nobody_in_it_needs_no_practice():
    assert planning._scene_to_practise("neighbour-parcel/read_bells") == ""
    assert planning._scene_to_practise("neighbour-parcel/morning") == "neighbour-parcel"
    assert planning._scene_to_practise("scene:neighbour-lift") == "neighbour-lift"
    assert planning._scene_to_practise("own:x") == ""


def test_likely_is_said_only_of_kinds_that_were_tried_twice(ada):
    assert planning.likely_scenes(ada, NOW) == frozenset()
    for days in range(3):
        at = NOW + timedelta(days=days)
        step = factories.step(ada, now=at)
        factories.attempt(ada, of=step, outcome=GOOD, now=at)
    likely = planning.likely_scenes(ada, NOW + timedelta(days=3))
    assert {scenes()[scene_id].family for scene_id in likely} == {"neighbour"}


def _first_offers(member, seeds=range(40)):
    return [planning._chosen(planning._known(member), seed, NOW).offers[0] for seed in seeds]


def test_somebody_who_has_just_begun_is_shown_varied_small_steps_and_no_kind_that_asks_more(ada):
    offers = _first_offers(ada)
    families = {_family_of(offer) for offer in offers}
    assert len(families) >= 4
    assert not families & planning.ASKS_MORE
    plan = planning._chosen(planning._known(ada), 0, NOW)
    sizes = sorted(plan.outlook.size)
    places = [item.step_id for item in plan.table.candidates]
    shown = [plan.outlook.size[places.index(offer.candidate.step_id)] for offer in offers]
    assert max(shown) < sizes[len(sizes) // 2]
    assert sum(offer.candidate.kind == "real" for offer in offers) > len(offers) / 2


def test_whoever_needs_the_smallest_steps_sees_more_than_one_kind_of_them(ada):
    services.say_room(member=ada, day=NOW.date(), room="hardly any")
    assert len({_family_of(offer) for offer in _first_offers(ada)}) >= 3


def test_a_kind_that_asks_more_is_open_to_whoever_went_to_it(ada):
    assert planning._settings(planning._known(ada), NOW).consents == frozenset()
    services.begin_scene(member=ada, scene_id="dating-coffee", level="easy", key=uuid4(), now=NOW)
    factories.step(ada, library_id="interview-garden/read_advert")
    assert planning._settings(planning._known(ada), NOW).consents == {"dating", "interview"}


def test_with_a_record_every_kind_is_open(ada):
    factories.record(ada, planning.PROFILE_LEADS_UNTIL)
    assert planning._settings(planning._known(ada), NOW).consents == planning.ASKS_MORE


def _family_of(offer):
    step_id = offer.candidate.step_id
    if step_id.startswith("scene:"):
        return scenes()[step_id.removeprefix("scene:")].family
    return real_steps()[step_id].scene.family


GONE = ["taken-out/step", "scene:taken-out", "own:76a16a1b-8fea-40e7-85c7-95456bee0da5"]


def _offering(owner, step_id):
    """Today's plan, as if it had offered this step."""
    plan = Plan.objects.get(pk=_suggest(owner).plan_id)
    kind = "scene" if step_id.startswith("scene:") else "real"
    plan.offers[0].update(step_id=step_id, kind=kind, scene_id="neighbour-parcel")
    plan.save()
    return plan


@pytest.mark.parametrize("step_id", GONE, ids=lambda step_id: step_id.partition(":")[0])
def test_a_plan_whose_step_is_gone_is_made_anew(ada, step_id):
    plan = _offering(ada, step_id)
    offer = _suggest(ada, seed=8)
    assert offer.plan_id != plan.pk
    assert offer.step_id != step_id


@pytest.mark.parametrize("step_id", GONE, ids=lambda step_id: step_id.partition(":")[0])
def test_a_step_that_is_gone_is_neither_taken_nor_practised(ada, step_id):
    plan = _offering(ada, step_id)
    own = {"member": ada, "plan_id": plan.pk, "key": uuid4(), "now": NOW}
    assert planning.take(**own, today=NOW.date()) is None
    assert planning.practise(**own) is None
    assert not Step.objects.exists()


def test_a_moment_whose_step_is_gone_still_counts(ada):
    attempt = factories.attempt(ada)
    attempt.step.delete()
    assert [moment.step_id for moment in moments_of(ada)] == [f"gone:{attempt.pk}"]
    assert _suggest(ada) is not None


def test_moments_are_the_record_as_the_model_sees_it(ada):
    factories.attempt(ada)
    factories.attempt(ada, expected=Expected(), outcome=Happened(), now=NOW + timedelta(hours=1))
    again = [replace(event, rerating=None) for event in selectors.events_of(ada)]
    assert [moment.event for moment in moments_of(ada)] == again


def test_a_step_that_was_turned_back_from_is_not_done(ada):
    step = factories.step(ada)
    factories.attempt(ada, of=step, outcome=Happened(reach="stopped"))
    assert moments_of(ada)[0].turned_back
    known = planning._known(ada)
    found = {item.step_id: item for item in planning._candidates(known)}
    assert found[step.library_id].times_done == 0


def test_a_clock_that_was_set_back_does_not_close_the_door(ada):
    factories.attempt(ada, now=NOW + timedelta(hours=2))
    assert _suggest(ada) is not None
    assert planning.likely_scenes(ada, NOW) == frozenset()


@pytest.mark.requirement(8)
def test_the_offers_of_practice_step_back_behind_people_unless_that_is_switched_off(
    ada, monkeypatch
):
    asked = []
    choose = planning.planning.choose_next
    usual = planning.planning.DEFAULT_CHOOSER

    def chosen(candidates, state, person, settings, **more):
        asked.append(settings.ai_minutes)
        return choose(candidates, state, person, settings, **more)

    monkeypatch.setitem(planning.planning.CHOOSERS, usual, chosen)
    planning.plan_anew(member=ada, now=NOW, seed=1)
    factories.record(ada, 4, now=NOW - timedelta(days=4))
    planning.plan_anew(member=ada, now=NOW, seed=1)
    accounts.choose(member=ada, choices={"fades": False})
    planning.plan_anew(member=ada, now=NOW, seed=1)
    before, behind_people, as_before = asked
    assert behind_people < before < as_before


def test_the_server_plans_by_the_ladder_unless_its_operator_chose_otherwise(ada, settings):
    assert _rule_of(ada) == "ladder"
    settings.OVERTURE_PLANNER = "gain"
    assert _rule_of(ada) == "gain"
    settings.OVERTURE_PLANNER = "ladder"
    assert _rule_of(ada) == "ladder"


def _rule_of(member):
    planning.plan_anew(member=member, now=NOW, seed=1)
    return member.plans.latest("pk").rule
