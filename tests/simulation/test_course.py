"""The made-up world does what it is said to do, and what is said to emerge does emerge."""

import numpy as np
import pytest

from overture.simulation import WORLDS, live
from overture.simulation.minds import HELD_BACK, Minds, draw_people
from overture.simulation.steps import everyday_steps
from overture.simulation.worlds import (
    DROP_OUT,
    NO_GENERALISATION,
    RETURN_OF_FEAR,
    SHUFFLED,
    STANDARD,
    World,
)

STEPS = everyday_steps()
HUMAN = STEPS.human
BAD, GOOD = (8.0, 1.0, 10.0), (1.0, 8.0, 0.0)

# The median spread of one person's moments, in points, and the share of variance between people:
# the least and the most among 25 feelings in or about company in openESM's descriptives (CC BY
# 4.0) are 1.18 to 2.46 and .22 to .47. Enjoyment here lies a little below the latter.
WITHIN = (1.18, 2.46)
BETWEEN = (0.18, 0.47)


def minds(world: World = STANDARD, people: int = 200) -> Minds:
    return Minds.of(draw_people(people, STEPS, world, np.random.default_rng(3)), STEPS, world)


def meets(found: Minds, step: int, met: tuple[float, float, float]) -> None:
    who = np.arange(len(found.people))
    found.learn(who, np.full(len(who), step), np.tile(met, (len(who), 1)))


def badness(expected: np.ndarray) -> np.ndarray:
    """How badly moments with people are expected to go, 0-10, by person."""
    mean = expected[:, :, HUMAN].mean(axis=2)
    return (mean[:, 0] + 10.0 - mean[:, 1] + mean[:, 2]) / 3.0


def four_weeks(history: list[tuple[float, float, float]], *, braked: bool) -> tuple[float, float]:
    """Steps taken, and how badly people are expected to go, after four weeks of an offer a day.

    Unbraked, everybody goes on approaching as they would have done without the history.
    """
    found, rng = minds(), np.random.default_rng(8)
    people, everybody = found.people, np.arange(len(found.people))
    untouched = found.willing(STEPS, offered=True)
    for number, met in enumerate(history):
        meets(found, int(np.flatnonzero(HUMAN)[3 * number]), met)
    taken = 0
    for _ in range(28):
        place = rng.choice(np.flatnonzero(HUMAN), size=len(everybody))
        willing = found.willing(STEPS, offered=True) if braked else untouched
        goes = rng.random(len(everybody)) < willing[everybody, place]
        well = rng.random(len(everybody)) < people.chance[everybody, place]
        felt = (people.anxiety[everybody, place], people.enjoyment[everybody, place])
        met = np.column_stack((*felt, np.where(well, 0.0, 10.0)))
        found.learn(everybody[goes], place[goes], met[goes])
        found.rest(np.ones(len(everybody)))
        taken += goes.sum()
    return taken / len(everybody), badness(found.expected()).mean()


def test_a_bad_history_ends_in_staying_away_and_so_in_learning_less():
    """The brake is written nowhere: expectations fall, so steps are let go, so they stay fallen."""
    steps, expected = four_weeks([BAD] * 6, braked=True)
    free_steps, free_expected = four_weeks([BAD] * 6, braked=False)
    usual_steps, usual_expected = four_weeks([], braked=True)
    assert steps < 0.75 * free_steps
    assert steps < 0.75 * usual_steps
    assert expected > free_expected + 0.2
    assert expected > usual_expected + 0.5


def test_under_two_rules_the_same_people_meet_the_same_luck():
    one, other, again = (
        live(rule, STANDARD, people=20, seed=4) for rule in ("gain", "random", "gain")
    )
    assert (one.offered != other.offered).any()
    assert np.array_equal(one.people.theta, other.people.theta)
    assert np.array_equal(one.before, other.before)
    assert np.array_equal(one.met, again.met, equal_nan=True)
    assert not np.array_equal(one.before, live("gain", STANDARD, people=20, seed=5).before)


def test_what_is_met_is_spread_as_in_published_diaries_about_company():
    people = draw_people(400, STEPS, STANDARD, np.random.default_rng(0))
    rng = np.random.default_rng(1)
    place = rng.choice(np.flatnonzero(HUMAN & (STEPS.prior[1] < 5.0)), size=(400, 40))
    for mean, noise in zip((people.anxiety, people.enjoyment), STANDARD.noise, strict=True):
        felt = mean[np.arange(400)[:, None], place] + noise * rng.standard_normal(place.shape)
        felt = np.clip(np.rint(felt), 0.0, 10.0)
        within, between = felt.var(axis=1, ddof=1).mean(), felt.mean(axis=1).var(ddof=1)
        assert WITHIN[0] <= np.median(felt.std(axis=1, ddof=1)) <= WITHIN[1]
        assert BETWEEN[0] <= between / (within + between) <= BETWEEN[1]


def test_dread_makes_people_leave():
    course = live("none", STANDARD, people=1_500, seed=6)
    stays, dread = course.active[-1], (course.before[:, 0] + course.before[:, 2]).mean(axis=1)
    assert dread[~stays].mean() > dread[stays].mean() + 0.3


def test_only_where_drop_out_informs_do_those_leave_for_whom_moments_go_badly():
    def fare_better_who_stay(world: World) -> float:
        course = live("none", world, people=2_000, seed=6)
        own = course.people.chance[:, HUMAN].mean(axis=1)
        return own[course.active[-1]].mean() - own[~course.active[-1]].mean()

    assert fare_better_who_stay(DROP_OUT) > fare_better_who_stay(STANDARD) + 0.02
    assert abs(fare_better_who_stay(STANDARD)) < 0.02


def test_without_generalisation_a_moment_teaches_of_its_own_step_only():
    for world, others_move in ((STANDARD, True), (NO_GENERALISATION, False)):
        found = minds(world, people=30)
        meets(found, 2, GOOD)
        assert np.abs(found.learned[:, :, 2]).min() > 0.0
        assert bool(np.abs(np.delete(found.learned, 2, axis=2)).max() > 1e-3) is others_move


def test_where_fear_returns_a_bad_moment_brings_it_back_and_a_good_one_what_was_learned():
    found = minds(RETURN_OF_FEAR, people=30)
    everybody = np.arange(30)
    meets(found, 2, GOOD)
    trusting = badness(found.expected())
    found.turn(everybody, np.zeros(30, dtype=bool), np.zeros(30))
    assert (badness(found.expected()) > trusting).all()
    assert np.all(found.held == HELD_BACK)
    found.turn(everybody, np.ones(30, dtype=bool), np.zeros(30))
    assert badness(found.expected()) == pytest.approx(trusting)
    for _ in range(4):
        found.rest(np.zeros(30))
    assert np.all(found.held == HELD_BACK)


def test_where_outcomes_are_shuffled_no_step_and_no_person_differs_from_another():
    people = minds(SHUFFLED).people
    for met in (people.chance, people.anxiety, people.enjoyment):
        assert np.ptp(met) == pytest.approx(0.0, abs=1e-9)


def test_ratings_are_whole_points_on_the_scale_and_told_only_of_steps_taken():
    course = live("gain", STANDARD, people=30, seed=1)
    taken = course.taken >= 0
    for told in (course.predicted, course.met, course.rerated):
        assert np.isnan(told[~taken]).all()
        assert np.array_equal(told[taken], np.rint(told[taken]))
        assert told[taken].min() >= 0.0
        assert told[taken].max() <= 10.0
    assert not (course.offered[~course.active] >= 0).any()


def test_a_rule_that_does_not_exist_is_refused():
    with pytest.raises(KeyError):
        live("fortune", WORLDS["standard"], people=2, seed=1)
