from dataclasses import replace

import numpy as np
import pytest

from overture.fitting.trial import Draws, effects, t_quantile


def draws(people: int = 12, each: int = 30, *, effect: float = 0.4, seed: int = 1) -> Draws:
    rng = np.random.default_rng(seed)
    n = people * each
    probability = rng.uniform(0.1, 0.6, n)
    sent = (rng.random(n) < probability).astype(float)
    ones = np.ones((n, 1))
    person = np.repeat(np.arange(people), each)
    outcome = (
        2.0 * probability
        + effect * sent
        + rng.normal(0, 0.5, n)
        + rng.normal(0, 0.3, people)[person]
    )
    return Draws(person, sent, probability, outcome, ones, ones)


def test_the_effect_is_found_though_the_chance_goes_with_the_baseline():
    """The naive difference of means would add what the baseline brings."""
    found = [effects(draws(seed=n), as_if=0.3).estimate[0] for n in range(30)]
    assert np.mean(found) == pytest.approx(0.4, abs=0.03)
    one = draws(people=200)
    naive = one.outcome[one.sent == 1].mean() - one.outcome[one.sent == 0].mean()
    assert naive > 0.5


def test_the_interval_is_around_the_estimate_and_wider_when_corrected():
    one = draws()
    ours, bare = effects(one, as_if=0.3), effects(one, as_if=0.3, corrected=False)
    assert np.array_equal(ours.estimate, bare.estimate)
    assert ours.high - ours.low > bare.high - bare.low
    assert np.allclose((ours.low + ours.high) / 2, ours.estimate)
    assert ours.freedom == 12 - 2


def test_the_plain_sandwich_is_the_textbook_one():
    """Worked out row by row, person by person."""
    one = draws(people=6, each=5)
    design = np.hstack((one.controls, (one.sent - 0.3)[:, None] * one.moderators))
    weight = np.where(one.sent > 0, 0.3 / one.probability, 0.7 / (1 - one.probability))
    bread = np.linalg.inv(design.T @ np.diag(weight) @ design)
    theta = bread @ design.T @ (weight * one.outcome)
    residual = one.outcome - design @ theta
    meat = np.zeros((2, 2))
    for person in range(6):
        mine = one.person == person
        score = design[mine].T @ (weight[mine] * residual[mine])
        meat += np.outer(score, score)
    found = effects(one, as_if=0.3, corrected=False)
    assert found.estimate[0] == pytest.approx(theta[1])
    assert found.error[0] == pytest.approx(np.sqrt((bread @ meat @ bread)[1, 1]))


def test_the_correction_is_that_of_mancl_and_derouen():
    """Residuals divided by one less the person's own pull, as the paper has it."""
    one = draws(people=6, each=5)
    design = np.hstack((one.controls, (one.sent - 0.3)[:, None] * one.moderators))
    weight = np.where(one.sent > 0, 0.3 / one.probability, 0.7 / (1 - one.probability))
    bread = np.linalg.inv(design.T @ np.diag(weight) @ design)
    residual = one.outcome - design @ (bread @ design.T @ (weight * one.outcome))
    meat = np.zeros((2, 2))
    for person in range(6):
        mine = one.person == person
        x, w = design[mine], np.diag(weight[mine])
        freed = np.linalg.solve(np.eye(5) - x @ bread @ x.T @ w, residual[mine])
        score = x.T @ w @ freed
        meat += np.outer(score, score)
    assert effects(one, as_if=0.3).error[0] == pytest.approx(np.sqrt((bread @ meat @ bread)[1, 1]))


@pytest.mark.parametrize(
    ("freedom", "expected"),
    [
        (1, 12.706205),
        (2, 4.302653),
        (3, 3.182446),
        (5, 2.570582),
        (6, 2.446912),
        (30, 2.042272),
        (1000, 1.962339),
    ],
)
def test_quantiles_of_student_are_those_of_the_tables(freedom, expected):
    assert t_quantile(0.975, freedom) == pytest.approx(expected, abs=1e-6)
    assert t_quantile(0.025, freedom) == -t_quantile(0.975, freedom)


def test_what_is_no_trial_is_refused():
    one = draws()
    with pytest.raises(ValueError, match="inside 0 and 1"):
        replace(one, probability=np.ones(len(one.sent)))
    with pytest.raises(ValueError, match="one row"):
        replace(one, sent=one.sent[:-1])
    with pytest.raises(ValueError, match="missing"):
        replace(one, outcome=np.full(len(one.sent), np.nan))
    with pytest.raises(ValueError, match="or not, 0"):
        replace(one, sent=one.sent * 0.5)
    with pytest.raises(ValueError, match="without a gap"):
        replace(one, person=2 * one.person)
    with pytest.raises(ValueError, match="too few"):
        effects(draws(people=2), as_if=0.3)
    with pytest.raises(ValueError, match="weigh by"):
        effects(one, as_if=1.0)
