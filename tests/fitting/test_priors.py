import numpy as np
import pytest
from tests.support.populations import artefact

from overture.fitting.priors import ANXIETY, prior_from
from overture.learning import new_person

TRAIT = 4


@pytest.fixture(scope="module")
def plain():
    return artefact()


def test_a_new_person_starts_from_what_people_with_their_scores_are_like(plain):
    central, anxious = (prior_from(plain, {ANXIETY: score}) for score in (0.0, 2.0))
    coefficients = np.array(plain["coefficients"])
    assert central.mean == pytest.approx(coefficients[:, 0])
    assert np.array(anxious.mean) - central.mean == pytest.approx(2.0 * coefficients[:, 1])
    assert anxious.mean[TRAIT] > central.mean[TRAIT] + 1.0
    assert central.sd == pytest.approx(np.sqrt(np.diag(plain["covariance"])))
    assert new_person(anxious).prior == anxious


def test_a_score_that_is_not_known_widens_what_it_could_have_moved(plain):
    known, unknown = prior_from(plain, {ANXIETY: 0.0}), prior_from(plain, {ANXIETY: None})
    assert unknown.mean == known.mean
    moves = np.array(plain["coefficients"])[:, 1]
    assert np.square(unknown.sd) - np.square(known.sd) == pytest.approx(np.square(moves))
    assert prior_from(plain, {}) == unknown


def test_where_those_who_lack_a_score_were_a_group_their_mean_is_taken():
    prior = artefact(missing=True)
    lacking = prior_from(prior, {ANXIETY: None})
    assert lacking.mean == pytest.approx(np.array(prior["coefficients"]) @ (1.0, 0.0, 1.0))
    assert lacking.sd == pytest.approx(np.sqrt(np.diag(prior["covariance"])))


def test_a_score_far_out_counts_as_three(plain):
    assert prior_from(plain, {ANXIETY: 9.0}) == prior_from(plain, {ANXIETY: 3.0})
    with pytest.raises(ValueError, match="finite"):
        prior_from(plain, {ANXIETY: float("nan")})


def test_another_model_or_a_fit_that_does_not_pass_is_no_prior(plain):
    for other in (
        {**plain, "model": "delta rule"},
        {**plain, "parameters": plain["parameters"][::-1]},
        {**plain, "verdict": {**plain["verdict"], "passes": False}},
        {**plain, "format": 99},
    ):
        with pytest.raises(ValueError, match=r"prior"):
            prior_from(other, {})
