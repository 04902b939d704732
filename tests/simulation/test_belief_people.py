import numpy as np
import pytest

from overture.fitting.belief import BeliefModel
from overture.learning.person import HIGHEST, LOWEST
from overture.simulation.belief_people import BeliefWorld, simulate_belief


def drawn(people=20, encounters=6, seed=0, **world):
    return simulate_belief(
        people, encounters, np.random.default_rng(seed), world=BeliefWorld(**world)
    )


def test_the_same_seed_makes_the_same_people_and_another_seed_makes_others():
    one, same, other = drawn(), drawn(), drawn(seed=1)
    assert (one.theta == same.theta).all()
    assert (one.attempts.told == same.attempts.told).all()
    assert not (one.theta == other.theta).any()


def test_nobody_lies_outside_what_a_person_may_be():
    theta = drawn(people=2_000, encounters=1).theta
    assert (theta >= np.array(LOWEST)[:, None]).all()
    assert (theta <= np.array(HIGHEST)[:, None]).all()


def test_a_higher_score_goes_with_more_expected_anxiety():
    people = drawn(people=2_000, encounters=1)
    # A point each, less what the ends of the scale take away.
    assert 0.7 < np.polyfit(people.score, people.theta[4], 1)[0] < 1.0


def test_ratings_are_whole_numbers_on_the_scale_unless_asked_otherwise():
    whole, fine = drawn().attempts.told, drawn(whole_numbers=False).attempts.told
    assert (whole == np.round(whole)).all()
    assert (fine != np.round(fine)).mean() > 0.5
    for told in (whole, fine):
        assert told.min() >= 0.0
        assert told.max() <= 10.0


def test_people_keep_to_a_few_of_the_situations():
    attempts = drawn(encounters=60, kept_to=3).attempts
    for person in range(attempts.people):
        assert len(set(attempts.place[attempts.person == person].tolist())) <= 3


def test_what_is_left_unsaid_is_left_out_of_the_record():
    attempts = drawn(people=400, encounters=5, silent=0.3, unasked=0.2).attempts
    rerated = ~np.isnan(attempts.told[1]).all(axis=1)
    assert rerated.mean() == pytest.approx(0.7, abs=0.05)
    person = np.isnan(attempts.met).any(axis=1).reshape(400, 5)
    assert (person.all(axis=1) == person.any(axis=1)).all()
    assert person.all(axis=1).mean() == pytest.approx(0.2, abs=0.07)


def test_the_score_of_the_model_is_nought_on_average_where_the_truth_is():
    # Holds for the ten parameters only if the model is the rule that these people live by.
    people = drawn(people=3_000, encounters=10, whole_numbers=False)
    found = BeliefModel(people.attempts).curve(people.theta)
    mean, error = found.gradient.mean(axis=1), found.gradient.std(axis=1) / np.sqrt(3_000)
    assert (np.abs(mean) < 4.0 * error).all()
    spread = np.square(found.gradient).mean(axis=1)
    expected = np.diagonal(found.information.mean(axis=2))
    assert spread == pytest.approx(expected, rel=0.2)
