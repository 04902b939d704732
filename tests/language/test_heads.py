from pathlib import Path

import numpy as np
import pytest
from numpy.typing import NDArray

from overture.language import heads
from overture.language.heads import HeadsUnreadableError, LinearHead

NAMES = ("red", "green", "blue")
Floats = NDArray[np.float64]


def clouds(rows: int = 240, spread: float = 0.6) -> tuple[Floats, Floats]:
    """Three overlapping clouds in eight dimensions, and their labels."""
    rng = np.random.default_rng(5)
    label = np.arange(rows) % 3
    centres = np.eye(8)[:3]
    return centres[label] + spread * rng.normal(size=(rows, 8)), np.eye(3)[label]


def test_a_head_learns_what_separates_the_names() -> None:
    vectors, targets = clouds(spread=0.2)
    read = heads.train(vectors, targets, NAMES).probabilities(vectors)
    assert (read.argmax(axis=1) == targets.argmax(axis=1)).mean() > 0.95
    assert ((read >= 0) & (read <= 1)).all()


def test_training_twice_gives_the_same_head() -> None:
    vectors, targets = clouds()
    first, second = (heads.train(vectors, targets, NAMES) for _ in range(2))
    assert first.digest == second.digest


def test_calibrated_probabilities_agree_with_frequencies_on_unseen_rows() -> None:
    vectors, targets = clouds(rows=1200)
    _, unseen = heads.train_and_judge(vectors, targets, NAMES)
    sure = unseen > 0.7
    assert targets[sure].mean() == pytest.approx(unseen[sure].mean(), abs=0.06)
    assert targets.mean() == pytest.approx(unseen.mean(), abs=0.02)


def test_readings_of_no_importance_teach_nothing() -> None:
    vectors, targets = clouds()
    wrong, importance = targets.copy(), np.ones_like(targets)
    wrong[::2] = 1 - wrong[::2]
    importance[::2] = 0
    taught = heads.train(vectors, wrong, NAMES, importance=importance, folds=1)
    clean = heads.train(vectors[1::2], targets[1::2], NAMES, folds=1)
    assert taught.weights == pytest.approx(clean.weights, abs=1e-3)


def test_a_stronger_penalty_gives_smaller_weights() -> None:
    vectors, targets = clouds()
    loose, tight = (heads.train(vectors, targets, NAMES, penalty=p, folds=1) for p in (0.1, 10.0))
    assert np.abs(tight.weights).sum() < np.abs(loose.weights).sum()


def test_a_name_without_any_example_is_read_as_unlikely() -> None:
    vectors, targets = clouds()
    targets[:, 2] = 0
    assert heads.train(vectors, targets, NAMES).probabilities(vectors)[:, 2].max() < 0.1


def test_saved_heads_come_back_whole(tmp_path: Path) -> None:
    head = heads.train(*clouds(), NAMES)
    heads.save(tmp_path / "acts.npz", {"acts": head})
    read = heads.load(tmp_path / "acts.npz")["acts"]
    assert (read.names, read.digest) == (head.names, head.digest)
    assert [file.name for file in tmp_path.iterdir()] == ["acts.npz"]


def test_altered_and_damaged_files_are_refused(tmp_path: Path) -> None:
    head = heads.train(*clouds(), NAMES)
    path = tmp_path / "acts.npz"
    heads.save(path, {"acts": head})
    with np.load(path) as stored:
        parts = dict(stored)
    parts["acts.biases"] = parts["acts.biases"] + 1
    np.savez(path, **parts)
    with pytest.raises(HeadsUnreadableError, match="digest"):
        heads.load(path)
    path.write_bytes(b"PK\x03\x04 torn")
    with pytest.raises(HeadsUnreadableError):
        heads.load(path)
    with pytest.raises(HeadsUnreadableError):
        heads.load(tmp_path / "absent.npz")


@pytest.mark.parametrize(
    ("vectors", "targets"),
    [
        (np.zeros((0, 4)), np.zeros((0, 3))),
        (np.zeros((5, 4)), np.zeros((4, 3))),
        (np.full((5, 4), np.nan), np.zeros((5, 3))),
    ],
)
def test_unusable_rows_are_refused(vectors: Floats, targets: Floats) -> None:
    with pytest.raises(ValueError, match=r"fit|finite"):
        heads.train(vectors, targets, NAMES)


def test_extreme_scores_do_not_overflow() -> None:
    head = LinearHead(("only",), np.full((1, 1), 1e6, np.float32), np.zeros(1, np.float32))
    assert head.probabilities(np.array([[1.0], [-1.0]])).ravel().tolist() == [1.0, 0.0]
