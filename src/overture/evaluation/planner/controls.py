"""The negative control: where outcomes are shuffled there is nothing to choose by."""

from dataclasses import dataclass
from typing import Final

from overture.evaluation.results import Figure, Report
from overture.simulation import SHUFFLED, WORLDS, Course, World, live
from overture.simulation.outcomes import Interval, interval, outcomes

_LEAST: Final = 0.02


@dataclass(frozen=True)
class Advantage:
    """How much more often our rule's steps with people go well than steps at random (0-1), and how
    much further beliefs move than at random and than by the ladder (points), with intervals.
    """

    world: str
    well: Interval
    random: Interval
    ladder: Interval


def advantage(world: World, people: int, seeds: int, report: Report) -> Advantage:
    """Measure it in one world."""
    well, over_random, over_ladder = [], [], []
    for seed in range(seeds):
        report(f"Negative control, {world.name}", seed / seeds)
        ours, chance, ladder = (
            live(rule, world, people=people, seed=seed) for rule in ("gain", "random", "ladder")
        )
        well.append(_gone_well(ours) - _gone_well(chance))
        over_random.append(outcomes(ours).belief - outcomes(chance).belief)
        over_ladder.append(outcomes(ours).belief - outcomes(ladder).belief)
    return Advantage(world.name, interval(well), interval(over_random), interval(over_ladder))


def controls(people: int, seeds: int, report: Report) -> tuple[Advantage, Advantage]:
    """With shuffled outcomes, and as they are."""
    shuffled = advantage(SHUFFLED, people, seeds, report)
    return shuffled, advantage(WORLDS["standard"], people, seeds, report)


def figures(found: tuple[Advantage, Advantage]) -> tuple[Figure, ...]:
    """Against their aims: none where outcomes are shuffled, some where they are not."""
    shuffled, standard = found
    return (
        Figure(
            "shuffled: steps gone well more often than at random, surely",
            shuffled.well.low,
            0.0,
            at_most=True,
        ),
        Figure(
            "shuffled: beliefs further than at random, surely",
            shuffled.random.low,
            0.0,
            at_most=True,
        ),
        Figure(
            "standard: steps gone well more often than at random, surely",
            standard.well.low,
            _LEAST,
        ),
    )


def _gone_well(course: Course) -> float:
    here = (course.taken >= 0) & course.steps.human[course.taken]
    return float(course.well[here].mean())
