import math

import pytest

from overture.learning import Prior, new_person, weak_prior


def test_the_shipped_prior_has_the_documented_values() -> None:
    person = new_person(weak_prior(0.0))
    assert person.alpha_plus == pytest.approx(0.2497, abs=1e-4)
    assert person.alpha_minus == pytest.approx(0.2891, abs=1e-4)
    assert person.traits == (4.0, 5.5, 5.0)
    assert (person.noise, person.length_scale) == (1.0, 1.0)
    assert person.tau_days == pytest.approx(60.0)
    assert person.inertia == 0.12


def test_an_anxiety_score_moves_the_trait_and_not_the_learning_rates() -> None:
    central, high = weak_prior(0.0), weak_prior(2.0)
    assert high.mean[4] == central.mean[4] + 2.0
    assert high.mean[:2] == central.mean[:2]
    assert high.sd[0] > central.sd[0]


def test_a_missing_anxiety_score_widens_the_prior() -> None:
    assert weak_prior(None).mean == weak_prior(0.0).mean
    assert weak_prior(None).sd[4] > weak_prior(0.0).sd[4]


@pytest.mark.parametrize("score", [math.nan, math.inf])
def test_an_anxiety_score_that_is_no_number_is_refused(score: float) -> None:
    with pytest.raises(ValueError, match="finite"):
        weak_prior(score)


def test_estimates_outside_the_box_are_refused_by_name() -> None:
    person = new_person(weak_prior(None))
    with pytest.raises(ValueError, match="inertia must lie between 0 and"):
        person.at((*person.theta[:-1], 1.5), person.sd)
    with pytest.raises(ValueError, match="10 parameters"):
        person.at(person.theta[:-1], person.sd)


def test_a_prior_without_spread_is_refused() -> None:
    with pytest.raises(ValueError, match="above 0"):
        Prior(weak_prior(None).mean, (0.0,) * 10)
