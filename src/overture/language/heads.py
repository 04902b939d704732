"""Linear heads: one calibrated yes-or-no reading per name, taken off a sentence vector.

Each name has its own logistic regression (one against the rest), fitted with an L2 penalty by
L-BFGS, then calibrated by Platt's method on predictions for rows that the fit had not seen.
Because a calibrated linear score is again a linear score, the calibration is folded into the
weights: at run time a head is one matrix product. Fitting uses no chance, so the same rows give
the same head.
"""

import hashlib
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from zipfile import BadZipFile

import numpy as np
from numpy.typing import NDArray

from overture.language.lbfgs import minimise

Floats = NDArray[np.float64]
Matrix = NDArray[np.float32] | NDArray[np.float64]

PLATT_PENALTY = 1e-2
TOLERANCE = 1e-3


class HeadsUnreadableError(ValueError):
    """A saved file of heads is damaged or was altered after it was written."""


@dataclass(frozen=True, eq=False)
class LinearHead:
    """Names with a weight column each: `weights` (d, k) and `biases` (k,), float32."""

    names: tuple[str, ...]
    weights: NDArray[np.float32]
    biases: NDArray[np.float32]

    def probabilities(self, vectors: Matrix) -> NDArray[np.float32]:
        """Probability of each name for each row: (n, d) to (n, k); a row need not sum to 1."""
        return sigmoid(vectors @ self.weights + self.biases).astype(np.float32)

    @property
    def digest(self) -> str:
        """SHA-256 over names and numbers, the same on every machine."""
        content = hashlib.sha256("\n".join(self.names).encode())
        for numbers in (self.weights, self.biases):
            content.update(np.ascontiguousarray(numbers, dtype="<f4").tobytes())
        return content.hexdigest()


def sigmoid(scores: NDArray[np.floating]) -> NDArray[np.floating]:
    """The logistic function, without overflow at either end."""
    return np.asarray(0.5 * (1.0 + np.tanh(0.5 * scores)))


def train(
    vectors: Matrix,
    targets: Matrix,
    names: Sequence[str],
    *,
    penalty: float = 1.0,
    importance: Matrix | None = None,
    folds: int = 5,
) -> LinearHead:
    """Fit and calibrate one head.

    `vectors` is (n, d); `targets` is (n, k) with values 0-1, a fraction being a strength;
    `importance` (n, k) weighs each reading, 0 meaning "not known for this row".
    `penalty` is the L2 strength against a sum of losses over rows (larger is smoother).
    `folds` rows-apart fits give the scores for calibration; 1 leaves the head uncalibrated.
    Raises ValueError when the shapes do not fit or a number is not finite.
    """
    return train_and_judge(
        vectors, targets, names, penalty=penalty, importance=importance, folds=folds
    )[0]


def train_and_judge(
    vectors: Matrix,
    targets: Matrix,
    names: Sequence[str],
    *,
    penalty: float = 1.0,
    importance: Matrix | None = None,
    folds: int = 5,
) -> tuple[LinearHead, Floats]:
    """As `train`, and also the probabilities (n, k) for rows unseen by the fit behind each.

    From those a caller may choose thresholds or judge the head without a second set of examples.
    With one fold there is nothing unseen, and the probabilities are those of the fitted rows.
    """
    rows, wanted, weighed = _checked(vectors, targets, names, importance)
    fitted = _fit(rows, wanted, weighed, penalty)
    scores = rows @ fitted[:-1] + fitted[-1]
    slopes, offsets = np.ones(len(names)), np.zeros(len(names))
    if folds > 1:
        scores = _unseen_scores(rows, wanted, weighed, penalty, folds, fitted)
        slopes, offsets = _platt(scores, wanted, weighed)
    weights, biases = fitted[:-1] * slopes, fitted[-1] * slopes + offsets
    head = LinearHead(tuple(names), weights.astype(np.float32), biases.astype(np.float32))
    return head, np.asarray(sigmoid(scores * slopes + offsets), dtype=np.float64)


def _checked(
    vectors: Matrix, targets: Matrix, names: Sequence[str], importance: Matrix | None
) -> tuple[Floats, Floats, Floats]:
    rows = np.asarray(vectors, dtype=np.float64)
    wanted = np.asarray(targets, dtype=np.float64)
    weighed = np.ones_like(wanted) if importance is None else np.asarray(importance, np.float64)
    if rows.ndim != 2 or wanted.shape != (len(rows), len(names)) or weighed.shape != wanted.shape:
        raise ValueError(
            f"vectors {rows.shape}, targets {wanted.shape} and {len(names)} names do not fit"
        )
    if not len(rows) or not all(np.isfinite(part).all() for part in (rows, wanted, weighed)):
        raise ValueError("training needs at least one row and only finite numbers")
    return rows, wanted, weighed


def _fit(
    rows: Matrix,
    wanted: Floats,
    weighed: Floats,
    penalty: float,
    start: Floats | None = None,
) -> Floats:
    """Weights (d, k) over biases (1, k) of all names at once; they share nothing but the rows.

    The two large products run in single precision, which halves the time and moves no
    probability by more than a thousandth; sums and steps stay in double.
    """
    shape = (rows.shape[1] + 1, wanted.shape[1])
    with_one = np.hstack([rows, np.ones((len(rows), 1))]).astype(np.float32)

    def loss(flat: Floats) -> tuple[float, Floats]:
        weights = flat.reshape(shape)
        scores = (with_one @ weights.astype(np.float32)).astype(np.float64)
        penalised = weights.copy()
        penalised[-1] = 0.0  # the bias is free, so that rare names stay rare
        losses = weighed * (np.logaddexp(0.0, scores) - wanted * scores)
        residual = (weighed * (sigmoid(scores) - wanted)).astype(np.float32)
        slope = (with_one.T @ residual).astype(np.float64) + penalty * penalised
        return float(losses.sum() + 0.5 * penalty * (penalised**2).sum()), slope.ravel()

    first = np.zeros(shape) if start is None else start
    return minimise(loss, first.ravel(), tolerance=TOLERANCE).reshape(shape)


def _unseen_scores(
    rows: Matrix, wanted: Floats, weighed: Floats, penalty: float, folds: int, start: Floats
) -> Floats:
    """Scores (n, k), each from a fit without that row's fold; `start` only saves rounds."""
    fold = _folds(wanted, folds)
    scores = np.zeros_like(wanted)
    for number in range(folds):
        left_out = fold == number
        kept = ~left_out
        fitted = _fit(rows[kept], wanted[kept], weighed[kept], penalty, start)
        scores[left_out] = rows[left_out] @ fitted[:-1] + fitted[-1]
    return scores


def _folds(wanted: Floats, folds: int) -> NDArray[np.int64]:
    """Deal rows out in turn, name by name, so that each fold holds some of every name."""
    order = np.argsort(wanted.argmax(axis=1), kind="stable")
    fold = np.empty(len(wanted), dtype=np.int64)
    fold[order] = np.arange(len(wanted)) % folds
    return fold


def _platt(scores: Floats, wanted: Floats, weighed: Floats) -> tuple[Floats, Floats]:
    """Slope and offset per name (Platt 1999), drawn gently towards leaving the score as it is."""
    count = scores.shape[1]

    def loss(flat: Floats) -> tuple[float, Floats]:
        slopes, offsets = np.exp(flat[:count]), flat[count:]
        calibrated = scores * slopes + offsets
        residual = weighed * (sigmoid(calibrated) - wanted)
        losses = weighed * (np.logaddexp(0.0, calibrated) - wanted * calibrated)
        gradient = np.concatenate([(residual * scores * slopes).sum(axis=0), residual.sum(axis=0)])
        return float(losses.sum() + 0.5 * PLATT_PENALTY * flat @ flat), (
            gradient + PLATT_PENALTY * flat
        )

    best = minimise(loss, np.zeros(2 * count))
    return np.exp(best[:count]), best[count:]


def save(path: Path, heads: Mapping[str, LinearHead]) -> None:
    """Write named heads to one `.npz`, whole or not at all."""
    arrays: dict[str, NDArray[np.generic]] = {}
    for name, head in heads.items():
        arrays[f"{name}.names"] = np.array(head.names)
        arrays[f"{name}.weights"] = head.weights
        arrays[f"{name}.biases"] = head.biases
        arrays[f"{name}.digest"] = np.array(head.digest)
    part = path.with_name(f".{path.stem}.part.npz")
    np.savez(part, allow_pickle=False, **arrays)
    part.replace(path)


def load(path: Path) -> dict[str, LinearHead]:
    """Read what `save` wrote. Raises HeadsUnreadableError when it is damaged or was altered."""
    try:
        with path.open("rb") as stream, np.load(stream, allow_pickle=False) as stored:
            names = [key.removesuffix(".names") for key in stored.files if key.endswith(".names")]
            return {name: _head(name, stored.__getitem__) for name in names}
    except (OSError, KeyError, ValueError, EOFError, BadZipFile) as error:
        raise HeadsUnreadableError(f"{path} cannot be read as saved heads: {error}") from error


def _head(name: str, part: Callable[[str], NDArray[np.generic]]) -> LinearHead:
    head = LinearHead(
        names=tuple(map(str, part(f"{name}.names"))),
        weights=part(f"{name}.weights").astype(np.float32),
        biases=part(f"{name}.biases").astype(np.float32),
    )
    if head.digest != str(part(f"{name}.digest")):
        raise ValueError(f"the head {name} does not match its digest")
    return head
