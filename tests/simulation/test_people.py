import numpy as np
import pytest

from overture.simulation import DR84, DeltaPopulation, DeltaWorld, simulate_delta


def test_the_same_seed_gives_the_same_people() -> None:
    one, other = (simulate_delta(5, 7, np.random.default_rng(3)) for _ in range(2))
    assert np.array_equal(one.ratings, other.ratings)
    assert not np.array_equal(one.ratings, simulate_delta(5, 7, np.random.default_rng(4)).ratings)


def test_people_come_from_the_population_asked_for() -> None:
    people = simulate_delta(20_000, 1, np.random.default_rng(0))
    sd = np.array(DR84.population.sd)
    assert people.theta.mean(axis=1) == pytest.approx(DR84.population.mean, abs=0.05 * sd.max())
    assert people.theta.std(axis=1) / sd == pytest.approx(np.ones(4), abs=0.03)


def test_outcomes_stay_on_the_scale() -> None:
    people = simulate_delta(300, 84, np.random.default_rng(1), world=DeltaWorld(level=(5.0, 20.0)))
    assert people.outcomes.min() == 0.0
    assert people.outcomes.max() <= 100.0


def test_without_noise_a_rating_moves_by_its_own_rate_towards_what_was_met() -> None:
    still = DeltaPopulation((0.0, -np.log(3.0), 50.0, -30.0), (0.0, 0.0, 0.0, 0.0))
    people = simulate_delta(200, 2, np.random.default_rng(2), population=still)
    error = people.outcomes[0] - 50.0
    assert (error > 0).any()
    assert (error < 0).any()
    moved = np.where(error > 0, 0.5, 0.25) * error
    assert people.ratings[1] - people.ratings[0] == pytest.approx(moved)
