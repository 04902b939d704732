import numpy as np
import pytest

from overture.language import heads, together
from overture.language.heads import sigmoid


def test_a_name_is_learned_only_from_rows_that_tell_of_it() -> None:
    rng = np.random.default_rng(5)
    rows = (np.eye(8)[np.arange(240) % 3] + 0.5 * rng.normal(size=(240, 8))).astype(np.float32)
    targets = np.eye(3)[np.arange(240) % 3]
    told = np.ones((240, 6))
    told[::2, 3:] = 0
    wanted = np.hstack([targets, np.where(told[:, 3:] > 0, targets, 1 - targets)])
    both, unseen = together.train_together(rows, wanted, told, tuple("abcdef"), penalty=1, folds=3)
    alone = heads.train(rows, targets, tuple("abc"), folds=1).probabilities(rows)
    learned = together.part(both, slice(3, 6), tuple("abc"))
    assert learned.names == tuple("abc")
    assert (learned.probabilities(rows).argmax(1) == alone.argmax(1)).mean() > 0.9
    assert (unseen[1::2, 3:].argmax(1) == targets[1::2].argmax(1)).mean() > 0.7


def test_calibration_mends_scores_that_are_far_too_sure_or_shifted() -> None:
    rng = np.random.default_rng(3)
    truth = np.linspace(-3, 3, 4000)[:, None] * np.ones((1, 4))
    wanted = (rng.random(truth.shape) < sigmoid(truth)).astype(float)
    stretch, shift = np.array([0.2, 1.0, 5.0, 40.0]), np.array([-9.0, 0.0, 4.0, 60.0])
    slopes, offsets = together._platt(truth * stretch + shift, wanted, np.ones_like(wanted))
    mended = sigmoid((truth * stretch + shift) * slopes + offsets)
    assert mended == pytest.approx(sigmoid(truth), abs=0.05)
