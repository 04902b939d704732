"""The next item probably goes well, whoever asks; and the estimate finds what is there."""

from itertools import pairwise
from statistics import fmean

import numpy as np
import pytest

from overture.content.drills import drills
from overture.exercises.drilling import as_asked
from overture.exercises.staircase import (
    AIM,
    RESTS,
    SIX,
    Answered,
    Item,
    Standing,
    answered,
    chance_of,
    choose,
    estimate,
    is_over,
)

POOL = tuple(Item(f"item-{n}", n % 5 + 1, 0.25) for n in range(60))
SKILLS = (-1.5, -1.0, 0.0, 1.0, 2.0)


def after(*credits_, item=POOL[2]):
    return Standing(tuple(Answered(item, credit) for credit in credits_))


def lived(skill, answers, seed, pool=POOL):
    """A made-up person of that skill, asked so many items; with how likely each was to go well."""
    rng, standing, chances = np.random.default_rng(seed), Standing(), []
    for _ in range(answers):
        item = choose(standing, pool, rng)
        chance = float(chance_of(item, np.array([skill]))[0])
        standing = answered(standing, Answered(item, float(rng.random() < chance)))
        chances.append(chance)
    return standing, chances


def test_more_skill_and_a_plainer_item_never_make_it_less_likely():
    skills = np.linspace(-4, 4, 50)
    for easier, harder in pairwise([Item("x", hard, 0.3) for hard in range(1, 6)]):
        chances = chance_of(easier, skills)
        assert (np.diff(chances) > 0).all()
        assert (chances > chance_of(harder, skills)).all()


@pytest.mark.parametrize("floor", [0.0, 0.25, 1 / 3])
def test_guessing_gets_its_share_and_no_less(floor):
    assert chance_of(Item("x", 5, floor), np.array([-9.0]))[0] == pytest.approx(floor, abs=0.001)


def test_a_better_answer_never_lowers_the_estimate():
    for before in ((), (1.0, 0.0), (0.0, 0.0, 0.5), (1.0,) * 20):
        for item in POOL[:5]:
            means = [
                estimate(answered(after(*before), Answered(item, credit))).mean
                for credit in (0.0, 0.5, 1.0)
            ]
            assert means == sorted(means)
            assert means[0] < means[2]


def test_the_estimate_does_not_depend_on_the_order_of_answers():
    one, other = after(1.0, 0.0, 0.5, 1.0), after(0.5, 1.0, 1.0, 0.0)
    assert estimate(one).mean == pytest.approx(estimate(other).mean)


def test_an_answer_is_expected_to_shrink_the_doubt():
    for before in ((), (1.0,) * 5, (0.0, 1.0, 0.0)):
        standing = after(*before)
        now = estimate(standing)
        for item in POOL[:5]:
            chance = now.chance(item)
            later = sum(
                part * estimate(answered(standing, Answered(item, credit))).sd ** 2
                for credit, part in ((1.0, chance), (0.0, 1.0 - chance))
            )
            assert later < now.sd**2


def test_the_doubt_shrinks_with_answers():
    for skill in SKILLS:
        doubts = [fmean(estimate(lived(skill, n, s)[0]).sd for s in range(10)) for n in (0, 6, 30)]
        assert doubts == sorted(doubts, reverse=True)
        assert doubts[2] < 0.75 * doubts[0]


def test_skills_are_recovered():
    true = np.repeat(np.linspace(-1.5, 2.5, 9), 8)
    found = [estimate(lived(skill, 48, seed)[0]) for seed, skill in enumerate(true)]
    means = np.array([each.mean for each in found])
    assert np.corrcoef(true, means)[0, 1] > 0.85
    inside = [
        each.at(0.1) <= skill <= each.at(0.9) for each, skill in zip(found, true, strict=True)
    ]
    assert 0.7 <= fmean(inside) <= 0.95


@pytest.mark.parametrize("skill", SKILLS)
def test_about_seven_in_ten_go_well_for_people_of_any_skill(skill, record_property):
    shares = [fmean(lived(skill, 36, seed)[1][SIX:]) for seed in range(24)]
    record_property(f"share that goes well at skill {skill}", round(fmean(shares), 3))
    assert fmean(shares) == pytest.approx(AIM, abs=0.08)


@pytest.mark.parametrize("drill", drills().values(), ids=drills())
def test_the_shipped_drills_keep_it_near_seven_in_ten_too(drill):
    pool = tuple(as_asked(item) for item in drill.items)
    for skill in (-1.0, 1.0):
        shares = [fmean(lived(skill, 24, seed, pool)[1][SIX:]) for seed in range(4)]
        assert fmean(shares) == pytest.approx(AIM, abs=0.1)


def test_without_choosing_it_would_be_further_off_at_both_ends():
    for skill in (-1.5, 2.0):
        unchosen = fmean(float(chance_of(item, np.array([skill]))[0]) for item in POOL)
        chosen = fmean(fmean(lived(skill, 36, seed)[1][SIX:]) for seed in range(24))
        assert abs(chosen - AIM) < 0.6 * abs(unchosen - AIM)


def test_the_first_sitting_is_near_the_aim_too_for_somebody_in_the_middle():
    shares = [fmean(lived(0.0, SIX, seed)[1]) for seed in range(60)]
    assert fmean(shares) == pytest.approx(AIM, abs=0.08)


def test_one_who_finds_it_hard_is_asked_plainer_things():
    def hardness(skill):
        return fmean(
            answer.item.hard
            for seed in range(10)
            for answer in lived(skill, 24, seed)[0].answers[SIX:]
        )

    assert hardness(-1.0) < hardness(0.5) < hardness(2.0)


def test_nothing_comes_again_within_a_while():
    asked = [answer.item.id for answer in lived(0.0, 200, 1)[0].answers]
    for n, item in enumerate(asked):
        assert item not in asked[max(0, n - RESTS) : n]


def test_what_was_never_seen_comes_first():
    for skill in SKILLS:
        asked = [answer.item.id for answer in lived(skill, 18, 3)[0].answers]
        assert len(set(asked)) == 18


def test_a_small_drill_still_rests_its_items():
    pool = POOL[:5]
    asked = [answer.item.id for answer in lived(0.0, 40, 1, pool)[0].answers]
    assert all(a not in {b, c} for a, b, c in zip(asked, asked[1:], asked[2:], strict=False))


def test_a_drill_of_one_item_asks_it():
    assert choose(after(1.0), POOL[:1], np.random.default_rng(1)) == POOL[0]


def test_a_drill_of_none_is_refused():
    with pytest.raises(ValueError, match="without items"):
        choose(Standing(), (), np.random.default_rng(1))


def test_of_equal_items_any_may_come_and_the_same_seed_brings_the_same():
    first = {choose(Standing(), POOL, np.random.default_rng(seed)).id for seed in range(40)}
    assert len(first) > 5
    assert choose(Standing(), POOL, np.random.default_rng(4)) == choose(
        Standing(), POOL, np.random.default_rng(4)
    )


def test_only_the_latest_answers_count():
    old, new = (0.0,) * 100, (1.0,) * 60
    assert estimate(after(*old, *new)).mean == pytest.approx(estimate(after(*new)).mean)


@pytest.mark.parametrize("credit", [-0.1, 1.1])
def test_a_credit_that_there_is_not_is_refused(credit):
    with pytest.raises(ValueError, match="from 0 to 1"):
        Answered(POOL[0], credit)


def test_a_sitting_stops_after_six():
    assert [is_over(n) for n in (0, 5, 6, 7)] == [False, False, True, True]
