"""What a week of the course looks at is a little likelier to be offered, and it is said."""

from collections import Counter

import numpy as np
import pytest
from tests.support.planning import MORNING, NOD, NOW, PERSON, candidate, moment

from overture.learning import empty_state
from overture.planning import CHOOSERS, Settings, record_of
from overture.planning.reasons import THE_COURSE

STEPS = [
    candidate("nod", NOD, "neighbours"),
    candidate("smile", NOD, "shops and counters"),
    candidate("wave", NOD, "clubs"),
]
LEANING = Settings(leaning=frozenset({"clubs"}))
DRAWS = 300


def plans(rule: str, settings: Settings):
    choose = CHOOSERS[rule]
    record = record_of([moment("greet", MORNING, family="friends")])
    return [
        choose(STEPS, empty_state(), PERSON, settings, record=record, rng_seed=seed, now=NOW)
        for seed in range(DRAWS)
    ]


def first(rule: str, settings: Settings) -> Counter[str]:
    return Counter(plan.offers[0].candidate.step_id for plan in plans(rule, settings))


@pytest.mark.parametrize("rule", CHOOSERS)
def test_what_is_leaned_to_comes_first_more_often_and_the_others_still_come(rule):
    plain, leaning = first(rule, Settings()), first(rule, LEANING)
    assert leaning["wave"] > plain["wave"] + DRAWS / 20
    assert min(leaning[step] for step in ("nod", "smile")) > DRAWS / 10


@pytest.mark.parametrize("rule", CHOOSERS)
def test_the_chance_that_is_kept_is_the_chance_there_was(rule):
    found = plans(rule, LEANING)
    kept = np.mean([plan.propensities for plan in found], axis=0)
    steps = [STEPS[index].step_id for index in found[0].feasible]
    if not steps:
        kept, steps = [plan.offers[0].propensity for plan in found[:1]], []
    drawn = first(rule, LEANING)
    for step, chance in zip(steps, kept, strict=False):
        assert drawn[step] / DRAWS == pytest.approx(chance, abs=0.09)


@pytest.mark.parametrize("rule", CHOOSERS)
def test_the_reason_says_that_the_course_had_a_part_in_it_and_only_then(rule):
    for plan in plans(rule, LEANING)[:40]:
        for offer in plan.offers:
            assert offer.reason.endswith(THE_COURSE) == (offer.candidate.family == "clubs")
    assert not any(THE_COURSE in o.reason for p in plans(rule, Settings())[:40] for o in p.offers)
