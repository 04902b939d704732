"""What became of people: one number of each kind a course, and intervals over seeds."""

import math
from collections.abc import Sequence
from dataclasses import dataclass
from typing import NamedTuple

import numpy as np

from overture.fitting.trial import t_quantile
from overture.learning import Array
from overture.simulation.course import Course


class Outcomes(NamedTuple):
    """Means over all people of a course, those who left included.

    `belief` is how much better, in points of 10, moments with people are expected to be than six
    weeks before: the mean over situations with people of less anxiety, more enjoyment and a less
    likely feared event. `feared` is the part of the feared event, times in 10. `kept` is the share
    (0-1) who still look in at the end. `bad` are steps with people that went badly, `people` all
    steps with people, `minutes` those with the program, each for one person.
    """

    belief: float
    feared: float
    kept: float
    bad: float
    people: float
    minutes: float


class Interval(NamedTuple):
    """A mean over seeds, or over people, and the 95 % interval of it."""

    mean: float
    low: float
    high: float

    def words(self, digits: int = 2) -> str:
        """ "0.52 (0.48 to 0.56)"."""
        return f"{self.mean:.{digits}f} ({self.low:.{digits}f} to {self.high:.{digits}f})"


@dataclass(frozen=True)
class Versus:
    """How one rule stands to a rival over the same seeds: differences, ours less theirs."""

    belief: Interval
    kept: Interval

    @property
    def better(self) -> bool:
        """Beliefs move further, by an interval above 0, and no fewer people are kept by one."""
        return self.belief.low > 0.0 and not self.kept.high < 0.0


def outcomes(course: Course) -> Outcomes:
    """What became of the people of one course."""
    people = course.steps.with_people
    moved = (course.before - course.after)[:, :, people].mean(axis=(0, 2))
    taken = course.taken >= 0
    with_people = taken & people[course.taken]
    minutes = np.where(taken, course.steps.ai_minutes[course.taken], 0.0)
    return Outcomes(
        belief=float(moved[0] - moved[1] + moved[2]) / 3.0,
        feared=float(moved[2]),
        kept=float(course.active[-1].mean()),
        bad=float((with_people & ~course.well).sum(axis=0).mean()),
        people=float(with_people.sum(axis=0).mean()),
        minutes=float(minutes.sum(axis=0).mean()),
    )


def interval(values: Sequence[float] | Array) -> Interval:
    """Mean and 95 % interval (Student's t) of at least two independent values, as one a seed."""
    found: Array = np.asarray(values, dtype=np.float64)
    if found.size < 2:
        raise ValueError("an interval over seeds needs two seeds or more")
    mean = float(found.mean())
    half = t_quantile(0.975, found.size - 1) * float(found.std(ddof=1)) / math.sqrt(found.size)
    return Interval(mean, mean - half, mean + half)


def versus(ours: Sequence[Outcomes], theirs: Sequence[Outcomes]) -> Versus:
    """Compare two rules, seed by seed; both lists belong to the same seeds."""
    pairs = list(zip(ours, theirs, strict=True))
    return Versus(
        belief=interval([one.belief - other.belief for one, other in pairs]),
        kept=interval([one.kept - other.kept for one, other in pairs]),
    )
