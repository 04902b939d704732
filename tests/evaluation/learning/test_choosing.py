import numpy as np
import pytest

from overture.evaluation.go_no_go import GoNoGo
from overture.evaluation.learning.choosing import foretold_choices, rivals


def test_every_rival_gives_chances_from_what_came_before_only():
    rng = np.random.default_rng(0)
    went = (rng.random((20, 4, 5)) < 0.7).astype(float)
    before = rivals(went, 15)
    changed = went.copy()
    changed[17:] = 1.0 - changed[17:]
    for name, after in rivals(changed, 15).items():
        assert after[:18] == pytest.approx(before[name][:18]), name
        assert ((after > 0.0) & (after < 1.0)).all()


def test_the_rivals_know_habits():
    went = np.ones((20, 4, 3))
    went[::2, 1] = 0.0  # at one cue everybody alternates
    went[0, 0, 0] = 0.0
    found = rivals(went, 16)
    assert found["person mean of the cue"][18, 2].min() > 0.9
    after_no = went[17, 1] == 0.0
    assert not after_no.any()
    assert found["AR(1) at the cue"][18, 1].max() < 0.2


def test_a_trivial_rival_that_wins_is_named():
    rng = np.random.default_rng(1)
    went = np.empty((40, 4, 12))
    went[0] = rng.random((4, 12)) < 0.5
    for t in range(1, 40):  # habits that outcomes have nothing to do with
        went[t] = np.where(rng.random((4, 12)) < 0.95, went[t - 1], 1.0 - went[t - 1])
    task = GoNoGo("m1", went, rng.integers(-1, 2, went.shape).astype(float))
    found = foretold_choices("x", "y", task, fitted=30)
    assert found.says[0].startswith("A trivial rival wins here")
    assert not found.figures[0].holds
