"""Limited-memory BFGS for smooth convex losses (Nocedal and Wright 2006, chapter 7)."""

from collections import deque
from collections.abc import Callable

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]
Loss = Callable[[Floats], tuple[float, Floats]]
Pairs = deque[tuple[Floats, Floats]]

MEMORY = 10
SMALLEST_STEP = 1e-10


def minimise(loss: Loss, start: Floats, *, rounds: int = 300, tolerance: float = 1e-5) -> Floats:
    """The point where `loss` (value and gradient) is least, to `tolerance` of the first gradient.

    Stops early when no step along the descent direction lowers the loss any more.
    """
    point, (value, slope) = start, loss(start)
    goal = tolerance * max(1.0, float(np.linalg.norm(slope)))
    pairs: Pairs = deque(maxlen=MEMORY)
    for _ in range(rounds):
        if float(np.linalg.norm(slope)) <= goal:
            break
        direction = -_inverse_hessian_times(slope, pairs)
        moved = _line_search(loss, point, value, slope, direction)
        if moved is None:
            break
        new_point, new_value, new_slope = moved
        step, change = new_point - point, new_slope - slope
        if float(step @ change) > 1e-12 * float(change @ change):
            pairs.append((step, change))
        point, value, slope = new_point, new_value, new_slope
    return point


def _inverse_hessian_times(slope: Floats, pairs: Pairs) -> Floats:
    """The two-loop recursion."""
    vector = slope.copy()
    shares: list[float] = []
    for step, change in reversed(pairs):
        share = float(step @ vector) / float(step @ change)
        vector -= share * change
        shares.append(share)
    if pairs:
        step, change = pairs[-1]
        vector *= float(step @ change) / float(change @ change)
    else:
        vector /= max(1.0, float(np.linalg.norm(slope)))
    for (step, change), share in zip(pairs, reversed(shares), strict=True):
        vector += (share - float(change @ vector) / float(step @ change)) * step
    return vector


def _line_search(
    loss: Loss, point: Floats, value: float, slope: Floats, direction: Floats
) -> tuple[Floats, float, Floats] | None:
    """Halve the step until it lowers the loss enough (Armijo); None when none does."""
    drop = float(slope @ direction)
    length = 1.0
    while length > SMALLEST_STEP:
        candidate = point + length * direction
        new_value, new_slope = loss(candidate)
        if new_value <= value + 1e-4 * length * drop:
            return candidate, new_value, new_slope
        length *= 0.5
    return None
