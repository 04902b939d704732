"""Weeks of people who keep their balance, and of people who turn from people to the program."""

from collections.abc import Sequence
from datetime import date, timedelta
from typing import Final

import numpy as np

from overture.learning import Array
from overture.learning.monitor.substitution import substitution
from overture.learning.monitor.weeks import Week

MONDAY: Final = date(2026, 1, 5)
MINUTES: Final = 6.0
"""Of one moment with the program, on average."""


def steady_weeks(weeks: int, rng: np.random.Generator) -> list[Week]:
    """Somebody whose weeks differ by chance alone: usual rates of their own for both."""
    people, practice = rng.gamma(2.0, 1.5), rng.gamma(2.0, 3.0)
    return _weeks(np.full(weeks, people), np.full(weeks, practice), rng)


def turning_weeks(before: int, rng: np.random.Generator) -> list[Week]:
    """Somebody who, over six weeks, meets fewer people and practises more, step by step."""
    people, practice = rng.uniform(2.0, 6.0), rng.uniform(3.0, 8.0)
    steps = np.concatenate((np.zeros(before), np.arange(1.0, 7.0)))
    return _weeks(people * 0.6**steps, practice * 1.35**steps, rng)[before - 1 :]


def found_in(weeks: Sequence[Week]) -> int:
    """In how many weeks something would be said, looked at as they end."""
    return sum(substitution(weeks[: n + 1]) is not None for n in range(len(weeks)))


def _weeks(people: Array, practice: Array, rng: np.random.Generator) -> list[Week]:
    met, practised = rng.poisson(people), rng.poisson(practice)
    return [
        Week(
            monday=MONDAY + timedelta(weeks=n),
            people=int(one),
            practice=int(other),
            ai_minutes=float(rng.gamma(2.0 * other, MINUTES / 2.0)) if other else 0.0,
        )
        for n, (one, other) in enumerate(zip(met, practised, strict=True))
    ]
