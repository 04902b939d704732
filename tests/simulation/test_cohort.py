from dataclasses import replace
from xml.etree import ElementTree as ET

import pytest

from overture.simulation import WORLDS
from overture.simulation.belief_people import BeliefPopulation
from overture.simulation.cohort import Cohort, compare
from overture.simulation.frontier import frontier
from overture.simulation.outcomes import Interval

FEW = Cohort(people=30, seeds=(1, 2, 3), weeks=2)
TRIAL = compare(WORLDS["standard"], ("none", "gain"), FEW)


def test_each_rule_is_lived_once_for_each_seed():
    told = []
    trial = compare(WORLDS["drop-out"], ("none", "random"), FEW, lambda *doing: told.append(doing))
    assert [share for _, share in told] == sorted(share for _, share in told)
    assert {len(rows) for rows in trial.found.values()} == {3}
    assert trial.over_seeds("none")["people"] == Interval(0.0, 0.0, 0.0)
    assert trial.as_json()["rules"]["random"]["people"]["mean"] > 0.0


def test_people_come_from_the_population_that_is_given():
    calm = BeliefPopulation(mean=(-1.1, -0.9, 0.0, -0.4, 0.5, 9.0, -3.0, 0.0, 4.1, 0.1))
    other = compare(WORLDS["standard"], ("none", "gain"), replace(FEW, population=calm))
    taken, usual = (one.over_seeds("gain")["people"].mean for one in (other, TRIAL))
    assert taken > 1.15 * usual


def test_one_seed_or_an_unknown_rule_is_refused():
    with pytest.raises(ValueError, match="two different seeds"):
        compare(WORLDS["standard"], ("none",), Cohort(people=5, seeds=(1, 1)))
    with pytest.raises(KeyError):
        compare(WORLDS["standard"], ("fortune",), Cohort(people=5, seeds=(1, 2)))


def test_the_drawing_has_a_panel_a_world_and_a_named_dot_a_rule():
    drawn = ET.fromstring(frontier([TRIAL, TRIAL]))  # noqa: S314 - our own
    texts = [text.text for text in drawn.iter("{http://www.w3.org/2000/svg}text")]
    assert texts.count("standard") == 2
    assert (texts.count("gain"), texts.count("none")) == (2, 2)
    dots = list(drawn.iter("{http://www.w3.org/2000/svg}circle"))
    assert len(dots) == 4
    best, worst = (float(dot.get("cy")) for dot in (dots[1], dots[0]))
    means = [TRIAL.over_seeds(rule)["belief"].mean for rule in ("gain", "none")]
    assert (best < worst) is (means[0] > means[1])


def test_nothing_cannot_be_drawn():
    with pytest.raises(ValueError, match="nothing to draw"):
        frontier([])
