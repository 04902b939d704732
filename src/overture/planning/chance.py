"""Seeded draws, the same on every machine and in every version of NumPy."""

from typing import Final

import numpy as np

from overture.learning import Array

_MASK: Final = (1 << 64) - 1


def uniform(seed: int, draw: int) -> float:
    """The `draw`-th number of a seed, in [0, 1) (SplitMix64; Steele, Lea and Flood 2014)."""
    z = (seed * 0x9E3779B97F4A7C15 + (draw + 1) * 0xD1B54A32D192ED03) & _MASK
    for shift, factor in ((30, 0xBF58476D1CE4E5B9), (27, 0x94D049BB133111EB)):
        z = ((z ^ (z >> shift)) * factor) & _MASK
    return ((z ^ (z >> 31)) >> 11) / float(1 << 53)


def pick(weights: Array, seed: int, draw: int) -> tuple[int, float] | None:
    """An index drawn with chances in proportion to non-negative weights (n,), and its chance.

    None if all weights are 0.
    """
    steps = weights.cumsum()
    total = float(steps[-1]) if steps.size else 0.0
    if not total:
        return None
    at = int(steps.searchsorted(uniform(seed, draw) * total, side="right"))
    if at == weights.size or not weights[at]:
        at = int(np.flatnonzero(weights)[-1])  # rounding carried the draw past the last weight
    return at, float(weights[at]) / total
