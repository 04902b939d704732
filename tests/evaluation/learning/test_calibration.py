import numpy as np

from overture.evaluation.learning.calibration import calibration, posteriors, ranks


def test_level_ranks_pass_and_others_do_not():
    rng = np.random.default_rng(0)
    assert ranks(rng.random(1_000)).level
    assert not ranks(rng.beta(1.4, 1.4, 1_000)).level  # posteriors too wide
    assert not ranks(rng.beta(0.7, 0.7, 1_000)).level  # too narrow
    assert not ranks(rng.beta(1.0, 1.3, 1_000)).level  # off to one side
    assert sum(ranks(rng.random(400)).counts) == 400


def test_draws_are_calibrated_and_laplace_alone_is_not_about_the_noise():
    draws, laplace = posteriors(400, 10)
    assert all(one.level for one in draws)
    assert not laplace[3].level


def test_the_part_says_where_laplace_fails():
    found = calibration(300)
    assert all(figure.holds for figure in found.figures)
    assert "Laplace alone fails for" in found.says[0]
    assert "noise at 10 encounters" in found.says[0]
    assert len(found.tables[0].rows) == 16
    assert {drawing.name for drawing in found.drawings} == {
        "ranks-draws-84",
        "ranks-draws-10",
        "ranks-laplace-84",
        "ranks-laplace-10",
    }
