from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Any

import numpy as np
import pytest
from hypothesis import assume, given
from hypothesis import strategies as st
from tests.support.learning import histories, people
from tests.support.planning import (
    KNOCK,
    MORNING,
    NOD,
    NOW,
    PERSON,
    PRACTICE,
    READ,
    SETTINGS,
    SPEECH,
    candidate,
    candidate_lists,
    everyday,
    moment,
    settings_of_anybody,
    settings_of_somebody_willing,
)

from overture.learning import Event, Person, State, empty_state, expectation, replay, standing
from overture.planning import (
    Candidate,
    CandidateTable,
    Moment,
    Plan,
    Record,
    Settings,
    choose_by_ladder,
    choose_next,
    record_of,
    smaller,
)
from overture.planning.feasibility import GAPS_DAYS, PACE_FACTOR, ROOM_CEILING, ROOM_MINUTES

seeds = st.integers(0, 2**40)
KNOCKED = candidate("knock", KNOCK)
NEW_TODAY = record_of([moment("greet", at=NOW - timedelta(hours=3))])
HARD_YESTERDAY = record_of([moment("knock", KNOCK, NOW - timedelta(days=1), went="badly")])
RECORDS = (Record(), NEW_TODAY, HARD_YESTERDAY)
EASY = [candidate("read", READ), candidate("nod", NOD, family="stairs")]


def plan_for(
    candidates: Sequence[Candidate] | CandidateTable,
    state: State | None = None,
    settings: Settings = SETTINGS,
    record: Record | None = None,
    seed: int = 1,
    now: datetime = NOW,
) -> Plan:
    given_record = {} if record is None else {"record": record}
    return choose_next(
        candidates,
        state or empty_state(),
        PERSON,
        settings,
        rng_seed=seed,
        now=now,
        **given_record,
    )


def offered(plan: Plan) -> list[str]:
    return [offer.candidate.step_id for offer in plan.offers]


@given(candidate_lists(), histories(), people(), settings_of_anybody, seeds)
def test_the_same_seed_gives_the_same_plan(
    steps: list[Candidate],
    history: tuple[Event, ...],
    person: Person,
    settings: Settings,
    seed: int,
) -> None:
    def once() -> dict[str, Any]:
        state = replay(history, person)
        return choose_next(steps, state, person, settings, rng_seed=seed, now=NOW).to_dict()

    assert once() == once()


@given(candidate_lists(), histories(), people(), settings_of_anybody, seeds)
def test_propensities_are_chances_that_sum_to_one(
    steps: list[Candidate],
    history: tuple[Event, ...],
    person: Person,
    settings: Settings,
    seed: int,
) -> None:
    state = replay(history, person)
    plan = choose_next(steps, state, person, settings, rng_seed=seed, now=NOW)
    assert np.isfinite(plan.scores).all()
    assert len(plan.propensities) == len(plan.feasible) == len(plan.scores)
    if plan.feasible.size:
        assert plan.propensities.sum() == pytest.approx(1.0)
        assert (plan.propensities >= 0.0).all()
    assert all(0.0 <= offer.propensity <= 1.0 for offer in plan.offers)


@given(
    candidate_lists(everyday, max_size=6),
    histories(max_size=3),
    settings_of_somebody_willing,
    st.sampled_from(RECORDS),
    seeds,
)
def test_what_is_feasible_keeps_every_limit(
    steps: list[Candidate],
    history: tuple[Event, ...],
    settings: Settings,
    record: Record,
    seed: int,
) -> None:
    state = replay(history, PERSON)
    plan = plan_for(steps, state, settings, record, seed)
    assume(plan.feasible.size)  # else there is nothing to see
    for step in (plan.table.candidates[index] for index in plan.feasible):
        assert_likely_and_bearable(step, state, settings)
        assert step.minutes <= ROOM_MINUTES[settings.room]
        if step.times_done:
            gap = GAPS_DAYS[min(step.times_done, 3)] * PACE_FACTOR[settings.pace]
            assert NOW - step.last_done >= timedelta(days=int(gap))
        assert step.times_done or not step.situation.is_human or record is not NEW_TODAY
        assert record is not HARD_YESTERDAY or size_of(step, state) < size_of(KNOCKED, state) - 0.5
    assert plan.propensities.sum() == pytest.approx(1.0)
    assert {offer.candidate.step_id for offer in plan.offers} <= {
        plan.table.candidates[index].step_id for index in plan.feasible
    }


def assert_likely_and_bearable(step: Candidate, state: State, settings: Settings) -> None:
    stands = standing(state.experience, step.situation)
    believed = 1.0 - expectation(state.belief, step.situation, PERSON, NOW).feared / 10.0
    ratio = PERSON.alpha_minus / PERSON.alpha_plus
    even = ratio * believed / (1.0 - believed + ratio * believed)
    assert stands.goes_well_low >= max(even, settings.floor) - 1e-6
    high = stands.mean[1] + 0.8416 * np.sqrt(stands.variance[1] + 4.0)
    assert high <= settings.ceiling * ROOM_CEILING[settings.room] + 1e-3


def size_of(step: Candidate, state: State) -> float:
    dread = expectation(state.belief, step.situation, PERSON, NOW).anxiety
    met = standing(state.experience, step.situation).mean[1]
    return 0.5 * (dread + min(10.0, max(0.0, met)))


@given(candidate_lists(), histories(), people(), settings_of_anybody, seeds)
def test_no_offer_ever_breaks_consent_or_a_no_go_topic(
    steps: list[Candidate],
    history: tuple[Event, ...],
    person: Person,
    settings: Settings,
    seed: int,
) -> None:
    state = replay(history, person)
    for choose in (choose_next, choose_by_ladder):
        plan = choose(steps, state, person, settings, rng_seed=seed, now=NOW)
        offers = [*plan.offers, *(smaller(plan, offer) for offer in plan.offers)]
        for offer in filter(None, offers):
            assert offer.candidate.consents <= settings.consents
            assert not offer.candidate.topics & settings.no_go


@given(candidate_lists(), histories(), people(), settings_of_anybody, seeds)
def test_a_plan_is_empty_only_when_nothing_is_permitted(
    steps: list[Candidate],
    history: tuple[Event, ...],
    person: Person,
    settings: Settings,
    seed: int,
) -> None:
    state = replay(history, person)
    plan = choose_next(steps, state, person, settings, rng_seed=seed, now=NOW)
    assert len(plan.offers) <= min(3, int(plan.permitted.sum()))
    assert bool(plan.offers) == bool(plan.permitted.any())
    assert len(set(offered(plan))) == len(plan.offers)


def test_with_no_candidates_there_is_no_plan() -> None:
    plan = plan_for([])
    assert (plan.rule, plan.offers) == ("nothing", ())


def test_a_table_that_was_built_before_gives_the_same_plan() -> None:
    steps = [candidate("read", READ), candidate("nod", NOD), candidate("knock", KNOCK)]
    state = replay([moment(situation=KNOCK).event], PERSON)
    stale = CandidateTable.build(steps, empty_state(), PERSON)
    fresh = CandidateTable.build(steps, state, PERSON)
    plans = [plan_for(x, state).to_dict() for x in (steps, stale, fresh)]
    assert plans[0] == plans[1] == plans[2]


def test_two_steps_with_one_id_are_refused() -> None:
    with pytest.raises(ValueError, match="same id"):
        plan_for([candidate(), candidate()])


def test_a_plan_at_a_time_without_a_zone_is_refused() -> None:
    with pytest.raises(ValueError, match="time zone"):
        plan_for(EASY, now=NOW.replace(tzinfo=None))


def test_when_nothing_is_feasible_the_next_rungs_of_the_ladder_are_offered() -> None:
    steps = [
        candidate("knock", KNOCK),
        candidate("read", READ, times_done=1, times_well=1, last_done=NOW - timedelta(days=9)),
        candidate("morning", MORNING),
    ]
    plan = plan_for(steps, settings=Settings(floor=0.99))
    assert plan.rule == "ladder"
    assert offered(plan) == ["morning", "knock", "read"]


def test_of_rungs_about_as_small_the_first_offer_varies_by_kind() -> None:
    steps = [
        candidate("read", READ),
        candidate("nod", READ, family="stairs"),
        candidate("again", READ),
        candidate("speech", SPEECH, family="parties"),
    ]
    plans = [plan_for(steps, settings=Settings(floor=0.99), seed=n) for n in range(20)]
    assert {offered(plan)[0] for plan in plans} == {"read", "nod"}
    assert {len(set(offered(plan))) for plan in plans} == {3}
    assert {(plan.offers[0].rule, plan.offers[0].propensity) for plan in plans} == {("ladder", 0.5)}
    assert all(offered(plan)[2] == "again" for plan in plans)


def test_when_the_ladder_is_closed_too_the_smallest_steps_are_offered() -> None:
    yesterday = {"times_done": 3, "last_done": NOW - timedelta(days=1)}
    steps = [candidate("knock", KNOCK, **yesterday), candidate("read", READ, **yesterday)]
    plan = plan_for(steps)
    assert plan.rule == "smallest"
    assert offered(plan) == ["read", "knock"]


def test_only_one_new_step_with_people_a_day() -> None:
    this_morning = record_of([moment("greet", at=NOW - timedelta(hours=3))])
    steps = [*EASY, candidate("practice", PRACTICE, kind="scene", family="scenes")]
    assert "practice" in offered(plan_for(steps, record=this_morning))
    assert not {"read", "nod"} & set(offered(plan_for(steps, record=this_morning)))
    yesterday = record_of([moment("greet", at=NOW - timedelta(days=1))])
    assert {"read", "nod"} <= set(offered(plan_for(steps, record=yesterday)))


def test_after_a_hard_moment_every_offer_is_smaller() -> None:
    hard = moment("morning", MORNING, NOW - timedelta(days=1), went="badly")
    state = replay([hard.event], PERSON)
    steps = [candidate("read", READ), candidate("morning-2", MORNING), candidate("knock", KNOCK)]
    plan = plan_for(steps, state, record=record_of([hard]))
    assert offered(plan) == ["read"]
    assert "hard" in plan.offers[0].reason


def test_three_days_after_a_hard_moment_the_limit_is_gone() -> None:
    hard = moment("morning", MORNING, NOW - timedelta(days=3, minutes=1), went="badly")
    plan = plan_for(EASY, replay([hard.event], PERSON), record=record_of([hard]))
    assert plan.hard is None


def test_after_turning_back_every_offer_is_smaller_and_nothing_counts_as_done() -> None:
    at = NOW - timedelta(hours=2)
    door = Moment("speech", "groups", Event(SPEECH, at), turned_back=True)
    practised = moment("scene", PRACTICE, NOW - timedelta(hours=20))
    record = record_of([practised, door])
    assert (record.done, record.last_new_human) == ({"scene"}, None)
    assert record.ai_success == practised
    state = replay([practised.event, door.event], PERSON)
    plan = plan_for([candidate("read", READ), candidate("speech", SPEECH)], state, record=record)
    assert offered(plan) == ["read"]


def test_little_room_makes_the_offers_smaller() -> None:
    steps = [candidate("read", READ, minutes=1), candidate("knock", KNOCK, minutes=1)]
    steps += [candidate("walk", READ, minutes=50)]
    assert set(offered(plan_for(steps, settings=Settings(floor=0.5, room="plenty")))) == {
        "read",
        "knock",
        "walk",
    }
    assert offered(plan_for(steps, settings=Settings(floor=0.5, room="hardly any"))) == ["read"]


def test_after_a_practice_that_went_well_the_smallest_real_step_of_its_family_comes_first() -> None:
    practised = moment("scene", PRACTICE, NOW - timedelta(hours=20))
    state = replay([practised.event], PERSON)
    steps = [
        candidate("morning", MORNING),
        candidate("nod", NOD),
        candidate("read", READ, family="letters"),
        candidate("practice", PRACTICE, kind="scene"),
    ]
    for seed in range(5):
        plan = plan_for(steps, state, record=record_of([practised]), seed=seed)
        assert plan.rule == plan.offers[0].rule == "pair"
        assert offered(plan)[0] == "nod"
        assert plan.propensities.max() == 1.0
    late = plan_for(steps, state, record=record_of([practised]), now=NOW + timedelta(days=4))
    assert late.rule == "gain"


def test_a_pair_is_done_once_a_real_step_of_the_family_followed() -> None:
    practised = moment("scene", PRACTICE, NOW - timedelta(hours=20))
    done = moment("nod", NOD, NOW - timedelta(hours=10))
    assert record_of([practised]).ai_success == practised
    assert record_of([practised, done]).ai_success is None


def test_offers_come_from_different_families_while_there_are_any() -> None:
    steps = [candidate(f"nod-{n}", NOD) for n in range(6)] + EASY[1:]
    for seed in range(6):
        assert "nod" in offered(plan_for(steps, seed=seed))


def test_practice_is_worth_less_as_transfer_is_confirmed() -> None:
    steps = [*EASY, candidate("practice", PRACTICE, kind="scene", family="scenes")]

    def worth(transfer: float) -> float:
        plan = plan_for(steps, settings=Settings(transfer=transfer))
        ids = [plan.table.candidates[i].step_id for i in plan.feasible]
        return plan.scores[ids.index("practice")]

    assert worth(1.0) < worth(0.0)


def test_something_smaller_goes_down_one_step_at_a_time_and_then_says_so() -> None:
    steps = [candidate("read", READ), candidate("morning", MORNING), candidate("knock", KNOCK)]
    plan = plan_for([*steps, candidate("speech", SPEECH)], settings=Settings(floor=0.99))
    offer = next(offer for offer in plan.offers if offer.candidate.step_id == "knock")
    down = smaller(plan, offer)
    assert down.candidate.step_id == "morning"
    assert down.rule == "smaller"
    assert down.reason
    assert smaller(plan, smaller(plan, down)) is None


def test_the_rival_ladder_always_takes_the_lowest_rung_that_did_not_go_well_yet() -> None:
    steps = [candidate("knock", KNOCK), candidate("read", READ)]
    plan = choose_by_ladder(steps, empty_state(), PERSON, SETTINGS, rng_seed=1, now=NOW)
    assert (plan.rule, offered(plan)[0]) == ("ladder", "read")


def test_what_is_stored_of_a_plan_is_enough_to_judge_it() -> None:
    stored = plan_for(EASY).to_dict()
    assert set(stored["feasible"]) == {"read", "nod"}
    assert len(stored["scores"]) == len(stored["propensities"]) == 2
    assert {"step_id", "reason", "rule", "propensity", "score"} == set(stored["offers"][0])


def test_after_a_practice_that_went_well_the_ladder_too_offers_its_real_step_first() -> None:
    practised = moment("scene", PRACTICE, NOW - timedelta(hours=20))
    steps = [candidate("read", READ, family="letters"), candidate("nod", NOD)]
    made = choose_by_ladder(
        steps,
        replay([practised.event], PERSON),
        PERSON,
        SETTINGS,
        record=record_of([practised]),
        rng_seed=1,
        now=NOW,
    )
    assert [(offer.candidate.step_id, offer.rule) for offer in made.offers] == [
        ("nod", "pair"),
        ("read", "ladder"),
    ]
    assert made.propensities.sum() == 1.0


def test_the_ladder_draws_by_kind_among_rungs_about_as_small_and_says_with_what_chance() -> None:
    steps = [
        candidate("read", READ),
        candidate("nod", READ, family="stairs"),
        candidate("again", READ),
        candidate("speech", SPEECH, family="parties"),
    ]
    plans = [
        choose_by_ladder(steps, empty_state(), PERSON, SETTINGS, rng_seed=seed, now=NOW)
        for seed in range(20)
    ]
    assert {offered(plan)[0] for plan in plans} == {"read", "nod"}
    assert {plan.offers[0].propensity for plan in plans} == {0.5}
    kept = plans[0].to_dict()
    chances = dict(zip(kept["feasible"], kept["propensities"], strict=True))
    assert chances == {"read": 0.5, "nod": 0.5, "again": 0.0}
