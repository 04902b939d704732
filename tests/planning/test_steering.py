"""What was said of kinds of contact pushes the offers: welcome kinds come sooner, and the steps
among dreaded ones stay smaller.
"""

from collections import Counter
from dataclasses import replace

import numpy as np
import pytest
from tests.support.planning import NOD, NOW, PERSON, SPEECH, candidate, moment

from overture.learning import Situation, empty_state
from overture.planning import CHOOSERS, CandidateTable, Settings, record_of
from overture.planning.feasibility import WARY_LESS, ceiling, limits_of

CALL = replace(NOD, channel="phone")
STEPS = [
    candidate("nod", NOD, "neighbours"),
    candidate("smile", NOD, "clubs"),
    candidate("call", CALL, "phone calls"),
]
WELCOME = Settings(welcome=frozenset({"phone"}))
DRAWS = 300


def first(rule, settings):
    choose = CHOOSERS[rule]
    record = record_of([moment("greet", family="friends")])
    plans = [
        choose(STEPS, empty_state(), PERSON, settings, record=record, rng_seed=seed, now=NOW)
        for seed in range(DRAWS)
    ]
    return Counter(plan.offers[0].candidate.step_id for plan in plans), plans


@pytest.mark.parametrize("rule", CHOOSERS)
def test_b1_a_welcome_kind_comes_first_more_often_and_the_others_still_come(rule):
    (plain, _), (pushed, _) = first(rule, Settings()), first(rule, WELCOME)
    assert pushed["call"] > plain["call"] + DRAWS / 20
    assert min(pushed[step] for step in ("nod", "smile")) > DRAWS / 10


@pytest.mark.parametrize("rule", CHOOSERS)
def test_the_chance_that_is_kept_is_the_chance_there_was(rule):
    drawn, plans = first(rule, WELCOME)
    for plan in plans[:5]:
        offer = plan.offers[0]
        share = drawn[offer.candidate.step_id] / DRAWS
        assert share == pytest.approx(offer.propensity, abs=0.09)


def test_b1_only_the_steps_of_a_dreaded_kind_have_the_lower_ceiling():
    table = CandidateTable.build(STEPS, empty_state(), PERSON)
    found = ceiling(table, Settings(wary=frozenset({"phone"}), ceiling=8.0))
    assert found.tolist() == [8.0, 8.0, 8.0 - WARY_LESS]
    assert ceiling(table, Settings(ceiling=8.0, room="hardly any")).tolist() == [5.6] * 3


def test_a_ceiling_never_falls_below_nothing():
    table = CandidateTable.build(STEPS, empty_state(), PERSON)
    low = Settings(wary=frozenset({"phone"}), ceiling=1.0)
    assert (limits_of(table, low).ceiling >= 0).all()


def test_b1_a_hard_step_of_a_dreaded_kind_is_not_open_and_the_same_elsewhere_is():
    middle = Situation("stranger", initiation=0.6, evaluation=0.4, ambiguity=0.3)
    steps = [
        candidate("ask", middle, "streets"),
        candidate("ring", replace(middle, channel="phone")),
    ]
    plain = _plan(steps, Settings())
    size = float(plain.outlook.anxiety[1])
    close = Settings(ceiling=size + WARY_LESS / 2)
    assert _plan(steps, close).open.tolist() == [True, True]
    assert _plan(steps, replace(close, wary=frozenset({"phone"}))).open.tolist() == [True, False]
    assert _plan([*steps, candidate("speak", SPEECH)], Settings(wary=frozenset({"phone"}))).offers


def _plan(steps, settings):
    return CHOOSERS["ladder"](steps, empty_state(), PERSON, settings, rng_seed=1, now=NOW)


def test_contacts_are_told_by_candidate():
    practice = candidate("play", Situation("ai"), kind="scene")
    table = CandidateTable.build([*STEPS, practice], empty_state(), PERSON)
    assert np.array_equal(table.contact, ["acquaintance", "acquaintance", "phone", ""])
