"""Chances: does "8 in 10" mean 8 in 10?"""

from dataclasses import dataclass, field
from typing import Final, NamedTuple

import numpy as np
from numpy.typing import NDArray

from overture.evaluation.results import Figure
from overture.simulation import Course

BINS: Final = 10
ECE: Final = 0.05
"""The most that chances may be off, on average."""

EIGHT: Final = (0.75, 0.85)
EIGHT_OFF: Final = 0.03


class Bin(NamedTuple):
    """Steps whose chance lay in one tenth: how many, the mean chance, and the share gone well."""

    steps: int
    chance: float
    well: float


@dataclass
class Chances:
    """Chances that the program gave (0-1) and what came of them, gathered course by course."""

    given: list[NDArray[np.float64]] = field(default_factory=list)
    came: list[NDArray[np.bool_]] = field(default_factory=list)

    def see(self, course: Course) -> None:
        """Take in the steps of a course."""
        taken = course.taken >= 0
        self.given.append(course.chance[taken])
        self.came.append(course.well[taken])

    def bins(self) -> list[Bin]:
        """Tenths that hold a step, from the least likely."""
        given, came = np.concatenate(self.given), np.concatenate(self.came)
        tenth = np.minimum((given * BINS).astype(np.intp), BINS - 1)
        return [
            Bin(int(here.sum()), float(given[here].mean()), float(came[here].mean()))
            for here in (tenth == number for number in range(BINS))
            if here.any()
        ]

    @property
    def off(self) -> float:
        """ECE: how far a chance is from what came, on average over steps, 0-1."""
        bins = self.bins()
        steps = sum(one.steps for one in bins)
        return sum(one.steps * abs(one.chance - one.well) for one in bins) / steps

    @property
    def brier(self) -> float:
        """Mean squared difference of chance and what came, 0-1; less is better."""
        given, came = np.concatenate(self.given), np.concatenate(self.came)
        return float(((given - came) ** 2).mean())

    @property
    def always_the_same(self) -> float:
        """The Brier score of somebody who always says the share of steps that went well."""
        share = float(np.concatenate(self.came).mean())
        return share * (1.0 - share)

    @property
    def eight_in_ten(self) -> float:
        """How far what came of "8 in 10" is from the chance that was given, 0-1."""
        given, came = np.concatenate(self.given), np.concatenate(self.came)
        here = (given >= EIGHT[0]) & (given < EIGHT[1])
        return abs(float(given[here].mean() - came[here].mean()))


def figures(standard: Chances) -> tuple[Figure, ...]:
    """Against their aims, in the world that is as the models say."""
    return (
        Figure("chances off on average (ECE)", standard.off, ECE, at_most=True),
        Figure("“8 in 10” off", standard.eight_in_ten, EIGHT_OFF, at_most=True),
        Figure(
            "Brier, against always saying the mean",
            standard.brier,
            standard.always_the_same,
            at_most=True,
        ),
    )
