import numpy as np
import pytest

from overture.evaluation.learning import sampling


@pytest.fixture(scope="module")
def twenty():
    return sampling.twenty()


def test_posterior_means_are_those_of_full_sampling_but_for_monte_carlo_error(twenty):
    assert np.sqrt(np.square(twenty.in_errors).mean()) < 1.25
    assert np.abs(twenty.in_errors).max() < 4.0
    assert np.abs(twenty.in_sd).max() < 0.15


def test_laplace_alone_would_not_pass_and_lies_where_it_is_known_to_lie(twenty):
    assert np.sqrt(np.square(twenty.laplace_in_errors).mean()) > 3.0
    assert twenty.laplace_in_sd[3].mean() < -0.15  # the mode of a noise is below its mean
    assert np.abs(twenty.laplace_in_sd[:3]).max() < 0.4


def test_posteriors_are_as_wide_as_those_of_full_sampling(twenty):
    assert twenty.ratio.mean(axis=1) == pytest.approx(np.ones(4), abs=0.04)


def test_a_population_is_that_of_full_sampling():
    found = sampling.hundred()
    assert min(sampling.alike(found)) > 0.99
    assert sampling.population_off(found) < 1.0


def test_what_was_kept_names_the_command_that_makes_it_and_its_versions():
    kept = sampling.kept()
    assert kept["command"].startswith("python -m benchmarks.peers")
    assert kept["versions"]["numpyro"]
    assert max(kept[name]["furthest_rhat"] for name in ("twenty", "hundred")) < 1.01
