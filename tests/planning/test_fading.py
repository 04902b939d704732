import math
from datetime import datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.support.planning import (
    KNOCK,
    MORNING,
    NOD,
    NOW,
    PERSON,
    PRACTICE,
    READ,
    candidate,
    moment,
)

from overture.learning import Situation, empty_state
from overture.planning import (
    Moment,
    Settings,
    choose_by_ladder,
    choose_next,
    fading,
    minutes_offered,
    record_of,
)
from overture.planning.fading import FULL

SCENE_MINUTES = 5.0
STEPS = [
    *(candidate(f"scene-{n}", PRACTICE, "lifts", "scene", minutes=SCENE_MINUTES) for n in range(8)),
    candidate("read", READ, "alone"),
    candidate("nod", NOD),
    candidate("morning", MORNING, "stairs"),
    candidate("knock", KNOCK, "doors"),
]
MINUTES = {step.step_id: step.minutes for step in STEPS if not step.situation.is_human}
DAY = timedelta(days=1)
READ_TO_A_PROGRAM = Situation("ai")


def met(times: int, now: datetime = NOW) -> list[Moment]:
    return [moment("nod", NOD, now - timedelta(hours=1 + number)) for number in range(times)]


@pytest.mark.requirement(8)
@given(st.lists(st.floats(0.0, 200.0), min_size=2))
def test_no_more_is_offered_to_who_meets_more_people(weeks):
    offered = [minutes_offered(people) for people in sorted(weeks)]
    assert offered == sorted(offered, reverse=True)
    assert all(0.0 <= minutes <= FULL for minutes in offered)


def test_a_week_without_people_is_offered_the_whole_hour_and_three_moments_halve_it():
    assert fading([], MINUTES, NOW).offered == FULL
    assert fading(met(6), MINUTES, NOW).offered == FULL / 2


def test_what_was_turned_back_from_or_lies_far_back_is_not_counted():
    turned = Moment("nod", "neighbours", met(1)[0].event, turned_back=True)
    old = moment("nod", NOD, NOW - timedelta(days=15))
    assert fading([turned, old], MINUTES, NOW).people_a_week == 0.0


def test_practice_of_this_week_uses_minutes_up_and_that_of_the_last_does_not():
    this = moment("scene-1", PRACTICE, NOW - 2 * DAY)
    last = moment("scene-2", PRACTICE, NOW - 8 * DAY)
    assert fading([this, last], MINUTES, NOW).used == SCENE_MINUTES
    assert fading([this] * 20, MINUTES, NOW).left == 0.0


@pytest.mark.parametrize("people", [-1.0, math.nan, math.inf])
def test_a_count_that_means_nothing_is_refused(people):
    with pytest.raises(ValueError, match="people_a_week"):
        minutes_offered(people)


def offered_scenes(history: list[Moment], now: datetime, *, fades: bool = True) -> int:
    """How many of a day's three offers are practice with the program."""
    left = fading(history, MINUTES, now).left if fades else math.inf
    plan = choose_next(
        STEPS,
        empty_state(),
        PERSON,
        Settings(ai_minutes=left),
        record=record_of(history),
        rng_seed=now.toordinal(),
        now=now,
    )
    return sum(offer.candidate.kind == "scene" for offer in plan.offers)


def lived(people_in_week: list[int], *, fades: bool = True) -> list[float]:
    """Minutes of practice taken up in each week by somebody who takes every scene offered."""
    history: list[Moment] = []
    taken = []
    for week, people in enumerate(people_in_week):
        minutes = 0.0
        for day in range(7):
            now = NOW + timedelta(weeks=week, days=day)
            for number in range(offered_scenes(history, now, fades=fades)):
                history.append(moment(f"scene-{number}", PRACTICE, now, "lifts"))
                minutes += SCENE_MINUTES
            if day < people:
                history.append(moment("nod", NOD, now + timedelta(hours=2)))
        taken.append(minutes)
    return taken


@pytest.mark.requirement(8)
def test_over_eight_weeks_with_more_and_more_people_ever_less_practice_is_offered():
    weeks = lived([0, 0, 2, 2, 4, 4, 6, 6, 7, 7])
    fortnights = [first + second for first, second in zip(weeks[::2], weeks[1::2], strict=True)]
    # In the first fortnight the draw decides, not yet the limit.
    assert fortnights[1:] == sorted(fortnights[1:], reverse=True)
    assert fortnights[0] >= 3 * fortnights[-1] > 0.0


@pytest.mark.requirement(8)
def test_who_switches_it_off_is_offered_practice_as_before():
    many = [*met(12), *(moment("scene-1", PRACTICE, NOW - DAY) for _ in range(6))]
    assert offered_scenes(many, NOW) == 0
    assert offered_scenes(many, NOW, fades=False) > 0


@pytest.mark.requirement(8)
@pytest.mark.parametrize("choose", [choose_next, choose_by_ladder])
def test_where_nothing_is_open_no_practice_is_offered_beyond_what_is_left(choose):
    rested = {"times_done": 3, "last_done": NOW - timedelta(days=1)}
    steps = [
        candidate("scene-1", READ_TO_A_PROGRAM, "lifts", "scene", minutes=5.0, **rested),
        candidate("knock", KNOCK, "doors", **rested),
    ]

    def first(left: float) -> str:
        plan = choose(steps, empty_state(), PERSON, Settings(ai_minutes=left), rng_seed=1, now=NOW)
        assert plan.rule == "smallest"
        return plan.offers[0].candidate.step_id

    assert first(60.0) == "scene-1"
    assert first(4.0) == "knock"
