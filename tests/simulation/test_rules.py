"""The rules for many people at once are the planner's code for one, day by day."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import numpy as np
import pytest

from overture.learning import Person, new_person, refit, replay, weak_prior
from overture.planning import (
    Candidate,
    Moment,
    Plan,
    Settings,
    choose_by_ladder,
    choose_next,
    fading,
    record_of,
)
from overture.simulation import Course, live, moments_of, seed_of
from overture.simulation.worlds import HARDER, STANDARD

START = datetime(2026, 3, 2, 18, tzinfo=UTC)
SEED = 5
CHOOSE = {"gain": choose_next, "ladder": choose_by_ladder}


def somebody(course: Course, person: int) -> Person:
    return new_person(weak_prior(float(course.people.score[person])))


def planned(course: Course, knows: Person, seed: int, day: int, past: list[Moment]) -> Plan:
    """What the planner itself says to a record at the hour of a day's offer."""
    now = START + timedelta(days=day)
    minutes = {item.step_id: item.minutes for item in course.steps.candidates}
    return CHOOSE[course.rule](
        [as_done(item, past) for item in course.steps.candidates],
        replay([one.event for one in past], knows),
        knows,
        Settings(ai_minutes=fading(past, minutes, now).left),
        record=record_of(past),
        rng_seed=seed,
        now=now,
    )


def as_done(item: Candidate, past: list[Moment]) -> Candidate:
    mine = [one.event for one in past if one.step_id == item.step_id]
    return replace(
        item,
        times_done=len(mine),
        times_well=sum(event.went_well is True for event in mine),
        last_done=mine[-1].at if mine else None,
    )


def offers(course: Course, person: int, *, refits: bool = False) -> Iterator[tuple[int, Plan]]:
    """Each offer of a course beside the plan that the planner makes at that hour."""
    knows, known = somebody(course, person), 0
    history = moments_of(course, person, START)
    for day in np.flatnonzero(course.offered[:, person] >= 0).tolist():
        past = [one for one in history if one.event.at < START + timedelta(days=day)]
        while refits and known < len(past):
            known += 1
            knows = refit([one.event for one in past[:known]], knows)
        seed = seed_of(SEED, day, person)
        yield int(course.offered[day, person]), planned(course, knows, seed, day, past)


@pytest.mark.parametrize(
    ("rule", "world", "used"),
    [
        ("gain", STANDARD, {"gain", "pair"}),
        ("gain", HARDER, {"gain", "pair", "ladder"}),
        ("ladder", STANDARD, {"ladder", "pair"}),
    ],
)
def test_every_offer_is_the_one_that_the_planner_itself_makes(rule, world, used):
    course = live(rule, world, people=8, seed=SEED)
    rules = Counter()
    for person in range(8):
        for offered, plan in offers(course, person):
            rules[plan.rule] += 1
            assert plan.draws[0].place == offered, (person, plan.at, plan.rule)
    assert used <= set(rules)
    assert rules.total() > 100


def test_who_is_fitted_anew_after_every_step_is_offered_what_the_planner_then_offers():
    course = live("gain", STANDARD, people=2, seed=SEED, weeks=3, refits=True)
    pairs = [pair for person in range(2) for pair in offers(course, person, refits=True)]
    assert len(pairs) > 12
    assert all(plan.draws[0].place == offered for offered, plan in pairs)
    plain = live("gain", STANDARD, people=2, seed=SEED, weeks=3)
    assert (plain.offered != course.offered).any()
