"""The suite would notice: a broken limit, a chance that says too much, a claim without evidence."""

from dataclasses import replace

import numpy as np
import pytest

from overture.evaluation.planner import evaluate, limits
from overture.evaluation.planner.chances import Chances
from overture.evaluation.planner.comparing import Compared, Setting, evidence_for
from overture.evaluation.planner.page import text_of, written
from overture.evaluation.planner.suite import Planner
from overture.planning import CHOOSERS, DEFAULT_CHOOSER
from overture.simulation import live
from overture.simulation.cohort import Trial
from overture.simulation.outcomes import Interval, Outcomes
from overture.simulation.worlds import STANDARD

FEW = Setting("few", "few people", 6, 2, ("random", "ladder", "gain"))
COURSE = live("gain", STANDARD, people=2, seed=3)


@pytest.fixture(scope="module")
def found() -> Planner:
    return evaluate(lambda doing, share: None, settings=(FEW,), people=12, seeds=2)


def trial(gain: float, kept: float = 0.6) -> Trial:
    """Three seeds: the ladder and chance move beliefs by about a half."""
    rows = {
        rule: [Outcomes(belief + noise, 0.0, share, 0.0, 0.0, 0.0) for noise in (0.0, 0.1, -0.1)]
        for rule, belief, share in (
            ("gain", gain, kept),
            ("ladder", 0.5, 0.6),
            ("random", 0.4, 0.6),
        )
    }
    return Trial("standard", 1, 6, (1, 2, 3), rows)


def test_no_offer_of_ours_breaks_a_limit_and_one_that_does_is_found():
    judged = limits.judge(COURSE, 2)
    assert judged.broken == ()
    assert judged.for_gain > 0.5 * judged.offers > 10
    hardest = int(COURSE.steps.prior[1].argmax())
    offered = np.where(COURSE.offered >= 0, hardest, -1)
    assert len(limits.judge(replace(COURSE, offered=offered), 2).broken) > 20


def test_the_same_step_offered_every_day_is_found_to_come_too_soon():
    easiest = int(np.where(COURSE.steps.human, COURSE.steps.prior[1], 9.0).argmin())
    taken = np.where(COURSE.taken >= 0, easiest, -1)
    offered = np.where(COURSE.offered >= 0, easiest, -1)
    same = replace(COURSE, offered=offered, taken=taken)
    assert any("too soon" in broken for broken in limits.judge(same, 2).broken)


def test_an_offer_of_more_of_the_program_than_was_left_is_counted():
    assert limits.contact(COURSE) == (0, 0)
    none_left = replace(COURSE, left=np.zeros_like(COURSE.left))
    assert limits.contact(none_left)[1] > 0


def test_chances_that_say_too_much_are_off_by_as_much():
    rng = np.random.default_rng(0)
    given = rng.uniform(0.5, 0.95, 20_000)
    for excess in (0.0, 0.1):
        came = rng.random(20_000) < given - excess
        seen = Chances([given], [came])
        assert seen.off == pytest.approx(excess, abs=0.02)
        assert seen.eight_in_ten == pytest.approx(excess, abs=0.02)
        assert seen.brier < seen.always_the_same
        assert Chances([given], [rng.permutation(came)]).brier > seen.always_the_same
        assert sum(one.steps for one in seen.bins()) == 20_000


@pytest.mark.parametrize(
    ("made", "default"),
    [
        ([trial(0.7), trial(0.8)], "gain"),
        ([trial(0.7), trial(0.5)], "ladder"),
        ([trial(0.7), trial(0.8, kept=0.5)], "ladder"),
    ],
)
def test_ours_is_the_default_only_if_it_is_better_in_every_world(made, default):
    assert evidence_for([Compared(FEW, tuple(made))]) == default
    assert evidence_for([Compared(FEW, (trial(0.7),)), Compared(FEW, tuple(made))]) == default


def test_without_any_evidence_the_ladder_is_the_default():
    assert evidence_for([]) == "ladder"
    assert DEFAULT_CHOOSER in CHOOSERS


def test_the_suite_tells_what_it_found_and_what_may_not_be_claimed(found):
    names = [figure.name for figure in found.figures]
    assert len(names) == len(set(names)) == 11
    told = found.as_json()
    assert told["suite"] == "planner"
    assert told["holds"] is all(figure.holds for figure in found.figures)
    assert len(told["frontier"][0]["claims"]) == 8
    few_claims = [claim["better"] for claim in told["frontier"][0]["claims"]]
    assert ("nothing is claimed" in found.verdict) is not all(few_claims)
    assert found.verdict in found.words()


def test_the_page_holds_the_numbers_and_the_command_that_made_them(found, tmp_path):
    page = tmp_path / "planner.md"
    written(found, page)
    text = page.read_text("utf-8")
    assert text == text_of(found, "planner-frontier.svg")
    assert (tmp_path / "planner-frontier.svg").read_text("utf-8").startswith("<svg")
    assert "python -m overture.evaluation.planner.page docs/explanation/planner.md" in text
    assert found.verdict in text
    for figure in found.figures:
        assert f"| {figure.name} | {figure.value:.4g} |" in text


def test_the_page_says_where_ours_is_ahead_of_the_ladder_with_nothing_to_choose_by(found):
    said = "ahead of the ladder even where outcomes are shuffled"
    for low in (0.003, -0.003):
        ahead = replace(found.control[0], ladder=Interval(0.01, low, 0.02))
        text = text_of(replace(found, control=(ahead, found.control[1])), "frontier.svg")
        assert (said in text) is (low > 0.0)
