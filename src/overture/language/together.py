"""Many heads fitted as one, each on the rows that tell of it, and calibrated together.

A product with 90 columns takes little longer than one with 25, so what is learned from the same
rows is learned at once. The fit is that of `heads`; every fold starts from nothing, since a fit
that started from that of all rows would have seen those left out.
"""

import numpy as np
from numpy.typing import NDArray

from overture.language.heads import LinearHead, _fit, sigmoid

Floats = NDArray[np.float64]
Rows = NDArray[np.float32]

PLATT_PENALTY = 1e-2
PLATT_ROUNDS, PLATT_STEP, PLATT_TOLERANCE = 100, 2.0, 1e-5


def train_together(
    rows: Rows,
    wanted: Floats,
    weighed: Floats,
    names: tuple[str, ...],
    *,
    penalty: float,
    folds: int,
) -> tuple[LinearHead, Floats]:
    """One calibrated head of all names, and the probabilities (n, k) for rows unseen by a fit.

    Arguments mean what they do in `heads.train`; `weighed` is its importance, 0 where a row does
    not tell of a name. There must be two folds at least.
    """
    fitted = _fit(rows, wanted, weighed, penalty)
    scores = _unseen_scores(rows, wanted, weighed, penalty, folds)
    slopes, offsets = _platt(scores, wanted, weighed)
    weights, biases = fitted[:-1] * slopes, fitted[-1] * slopes + offsets
    head = LinearHead(names, weights.astype(np.float32), biases.astype(np.float32))
    return head, np.asarray(sigmoid(scores * slopes + offsets), dtype=np.float64)


def part(head: LinearHead, chosen: slice, names: tuple[str, ...]) -> LinearHead:
    """A head of some of the columns of another, by names of its own."""
    return LinearHead(names, head.weights[:, chosen], head.biases[chosen])


def _unseen_scores(
    rows: Rows, wanted: Floats, weighed: Floats, penalty: float, folds: int
) -> Floats:
    """Scores (n, k), each from a fit without that row's fold."""
    fold = _folds(wanted, folds)
    scores = np.zeros_like(wanted)
    for number in range(folds):
        left_out = fold == number
        kept = ~left_out
        fitted = _fit(rows[kept], wanted[kept], weighed[kept], penalty)
        scores[left_out] = rows[left_out] @ fitted[:-1] + fitted[-1]
    return scores


def _folds(wanted: Floats, folds: int) -> NDArray[np.int64]:
    """Deal rows out in turn, like by like, so that each fold holds some of every name."""
    order = np.lexsort(wanted.T[::-1])
    fold = np.empty(len(wanted), dtype=np.int64)
    fold[order] = np.arange(len(wanted)) % folds
    return fold


def _platt(scores: Floats, wanted: Floats, weighed: Floats) -> tuple[Floats, Floats]:
    """Slope and offset per name (Platt 1999), drawn gently towards leaving the score as it is.

    Found name by name by Gauss-Newton steps, halved where they would not lower the loss.
    """
    point = np.zeros((2, scores.shape[1]))
    value, step = _platt_step(point, scores, wanted, weighed)
    for _ in range(PLATT_ROUNDS):
        if float(np.abs(step).max()) < PLATT_TOLERANCE:
            break
        moved = point - step
        new_value, new_step = _platt_step(moved, scores, wanted, weighed)
        lower = new_value <= value
        point, value = np.where(lower, moved, point), np.where(lower, new_value, value)
        step = np.where(lower, new_step, 0.5 * step)
    return np.exp(point[0]), point[1]


def _platt_step(
    point: Floats, scores: Floats, wanted: Floats, weighed: Floats
) -> tuple[Floats, Floats]:
    """Per name the loss (k,) at a point, and the step (2, k) down from it.

    A point holds logarithms of slopes, which keeps slopes above nothing, over offsets.
    """
    stretched = scores * np.exp(point[0])
    calibrated = stretched + point[1]
    read = sigmoid(calibrated)
    losses = weighed * (np.logaddexp(0.0, calibrated) - wanted * calibrated)
    residual, unsure = weighed * (read - wanted), weighed * read * (1.0 - read)
    drift = np.stack([(residual * stretched).sum(axis=0), residual.sum(axis=0)])
    drift += PLATT_PENALTY * point
    first = (unsure * stretched**2).sum(axis=0) + PLATT_PENALTY
    second = unsure.sum(axis=0) + PLATT_PENALTY
    both = (unsure * stretched).sum(axis=0)
    step = np.stack([second * drift[0] - both * drift[1], first * drift[1] - both * drift[0]])
    step /= first * second - both**2
    step /= np.maximum(1.0, np.abs(step).max(axis=0) / PLATT_STEP)
    return losses.sum(axis=0) + 0.5 * PLATT_PENALTY * (point**2).sum(axis=0), step
