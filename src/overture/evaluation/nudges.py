"""Whether nudges keep their rules, whether learning when to send pays, and whether what a trial
says of them can be believed.
"""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any, Final, NamedTuple

import numpy as np

from overture.evaluation.nudge_rules import Entry, broken, year
from overture.evaluation.results import Figure, Report, in_words, met
from overture.fitting.trial import effects
from overture.learning import Array
from overture.planning.nudges import Features, Learner, chance
from overture.planning.nudges.policy import Chance
from overture.simulation.nudged import WORLDS, NudgeWorld, live
from overture.simulation.outcomes import Interval, interval
from overture.simulation.randomised import TrialWorld, mean_effect, trials

PEOPLE: Final = 40
LIVES: Final = 50
WEEKS: Final = 26
TRIALS: Final = 1_000
SIZES: Final = (20, 30, 60)
WINDOWS: Final = 60
AS_IF: Final = 0.3
SEED: Final = 47
BEGINS: Final = datetime(2026, 1, 5, tzinfo=UTC)
WORLD: Final = TrialWorld()

AIMS: Final = (0.0, 0.0, -0.05, -0.10)
"""In each world, the least that ours may bring over the plain rival, in steps a week (lower end):
more where there is something to learn, and little less where there is not."""


def plain(_learner: Learner, _features: Features) -> float:
    """The rival: three in ten, always."""
    return AS_IF


@dataclass(frozen=True)
class Worth:
    """In one world, steps a week less burden against never sending: ours, the plain rival, somebody
    who knows the world; and ours less the rival's, with the same chance.
    """

    world: str
    ours: Interval
    plain: Interval
    known: Interval
    gained: Interval

    def words(self) -> str:
        """The row as a sentence."""
        return (
            f"{self.world}: ours {self.ours.words()}, always .3 {self.plain.words()}, "
            f"who knows {self.known.words()}, never 0; ours less .3 {self.gained.words()}"
        )


class Coverage(NamedTuple):
    """Of so many people: the share of trials, 0-1, whose interval holds the truth, for the mean
    effect, the same without the small-sample correction, at no dose, and by dose; and the bias.
    """

    people: int
    mean: float
    uncorrected: float
    at_no_dose: float
    by_dose: float
    bias: float


@dataclass(frozen=True)
class Nudged:
    """Figures, worth by world, coverage by size, and which rules were broken."""

    figures: tuple[Figure, ...]
    worth: tuple[Worth, ...]
    coverage: tuple[Coverage, ...]
    short: tuple[str, ...]

    @property
    def holds(self) -> bool:
        """Whether every figure meets its aim."""
        return met(self.figures)

    def as_json(self) -> dict[str, Any]:
        """Everything found, as plain JSON values."""
        return {
            "suite": "nudges",
            "holds": self.holds,
            "figures": {figure.name: figure.as_json() for figure in self.figures},
            "worth": [vars(one) | {"world": one.world} for one in self.worth],
            "coverage": [one._asdict() for one in self.coverage],
            "short": self.short,
        }

    def words(self) -> str:
        """Everything found, as text."""
        text = in_words("Nudges, on made-up people", self.figures, self.short)
        rows = "\n".join(f"  {one.words()}" for one in self.worth)
        return f"{text}\nSteps a week that nudges add, less their burden:\n{rows}"


def evaluate(
    report: Report, *, people: int = PEOPLE, lives: int = LIVES, many: int = TRIALS
) -> Nudged:
    """A year under the rules, half a year in four worlds, and trials of three sizes."""
    report("Living through a year of nudges", 0.0)
    logs = [year(SEED + n) for n in range(people)]
    wrong = sum((broken(log) for log in logs), Counter[str]())
    report("Learning when to send", 0.2)
    worth = tuple(worth_in(world, lives) for world in WORLDS)
    report("Analysing made-up trials", 0.4)
    truth = mean_effect(WINDOWS, np.random.default_rng(SEED), WORLD)
    covered = tuple(coverage(size, many, truth) for size in SIZES)
    figures = (*_rules(logs, wrong), *_pays(worth), *_believed(covered))
    return Nudged(figures, worth, covered, tuple(f"{n} times: {rule}" for rule, n in wrong.items()))


def worth_in(world: NudgeWorld, lives: int) -> Worth:
    """Half a year of so many people, each lived three times with the same chance."""
    ours, rival, known = (_lives(world, way, lives) for way in (chance, plain, _knowing(world)))
    return Worth(world.name, *map(interval, (ours, rival, known, ours - rival)))


def coverage(size: int, many: int, truth: float) -> Coverage:
    """So many trials of one size, analysed with the mean effect alone and with the dose."""
    drawn = trials(many, size, WINDOWS, np.random.default_rng((SEED, size)), WORLD)
    flat = [drawn.draws(r, by_dose=False) for r in range(many)]
    whole, parts = np.array([truth]), np.array([WORLD.effect, WORLD.by_dose])
    ours = [effects(one, as_if=AS_IF) for one in flat]
    bare = [effects(one, as_if=AS_IF, corrected=False).covers(whole)[0] for one in flat]
    dose = [effects(drawn.draws(r, by_dose=True), as_if=AS_IF).covers(parts) for r in range(many)]
    return Coverage(
        people=size,
        mean=float(np.mean([one.covers(whole)[0] for one in ours])),
        uncorrected=float(np.mean(bare)),
        at_no_dose=float(np.mean(dose, axis=0)[0]),
        by_dose=float(np.mean(dose, axis=0)[1]),
        bias=float(np.mean([one.estimate[0] for one in ours])) - truth,
    )


def _lives(world: NudgeWorld, way: Chance, lives: int) -> Array:
    """Worth a week of each life, (lives,)."""
    each = [
        sum(one.worth for one in live(world, way, BEGINS, WEEKS, np.random.default_rng((SEED, n))))
        for n in range(lives)
    ]
    return np.array(each) / WEEKS


def _knowing(world: NudgeWorld) -> Chance:
    return lambda _learner, features: world.best(features)


def _rules(logs: Sequence[Sequence[Entry]], wrong: Counter[str]) -> tuple[Figure, ...]:
    every = [entry for log in logs for entry in log]
    sent = sum(entry.decision.sent for entry in every)
    paused = sum(entry.decision.why == "paused" for entry in every)
    return (
        Figure("questions answered", len(every), 50_000),
        Figure("nudges sent", sent, 1_000),
        Figure("questions met by a pause", paused, 100),
        Figure("rules broken", sum(wrong.values()), 0, at_most=True),
    )


def _pays(worth: Sequence[Worth]) -> tuple[Figure, ...]:
    return tuple(
        Figure(f"ours less always .3, where a nudge {one.world}, lower end", one.gained.low, aim)
        for one, aim in zip(worth, AIMS, strict=True)
    )


def _believed(covered: Sequence[Coverage]) -> tuple[Figure, ...]:
    """Of the smallest trials it is asked only that intervals are not too narrow: for few people the
    correction is known to make them a little too wide.
    """
    least = min(min(_shares(one)) for one in covered)
    most = max(max(_shares(one)) for one in covered[1:])
    return (
        Figure("coverage of 95 % intervals, the least", least, 0.93),
        Figure("coverage of 95 % intervals, the most, from 30 people on", most, 0.97, at_most=True),
        Figure("bias of the mean effect, the most", max(abs(c.bias) for c in covered), 0.01, True),
    )


def _shares(one: Coverage) -> tuple[float, ...]:
    return one.mean, one.at_no_dose, one.by_dose
