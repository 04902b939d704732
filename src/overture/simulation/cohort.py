"""Rules compared: the same people under each of them, over several seeds."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from overture.simulation.belief_people import BeliefPopulation
from overture.simulation.course import WEEKS, Course, live
from overture.simulation.outcomes import Interval, Outcomes, Versus, interval, outcomes, versus
from overture.simulation.worlds import World

Report = Callable[[str, float], None]


@dataclass(frozen=True)
class Trial:
    """What became of people in one world: outcomes by rule, one a seed."""

    world: str
    people: int
    weeks: int
    seeds: tuple[int, ...]
    found: Mapping[str, Sequence[Outcomes]]

    def over_seeds(self, rule: str) -> dict[str, Interval]:
        """Each outcome of a rule with its interval."""
        rows = self.found[rule]
        return {name: interval([getattr(row, name) for row in rows]) for name in Outcomes._fields}

    def versus(self, ours: str, theirs: str) -> Versus:
        """One rule against another, seed by seed."""
        return versus(self.found[ours], self.found[theirs])

    def as_json(self) -> dict[str, Any]:
        """All of it as plain JSON values."""
        return {
            "world": self.world,
            "people": self.people,
            "weeks": self.weeks,
            "seeds": list(self.seeds),
            "rules": {
                rule: {
                    name: {part: round(value, 4) for part, value in one._asdict().items()}
                    for name, one in self.over_seeds(rule).items()
                }
                for rule in self.found
            },
        }


@dataclass(frozen=True)
class Cohort:
    """Who lives through it: so many people for each seed, and the other choices of `live`."""

    people: int
    seeds: Sequence[int]
    weeks: int = WEEKS
    offers: str = "everyday"
    refits: bool = False
    population: BeliefPopulation | None = None

    def live(self, rule: str, world: World, seed: int) -> Course:
        """One course."""
        return live(
            rule,
            world,
            people=self.people,
            seed=seed,
            weeks=self.weeks,
            population=self.population,
            refits=self.refits,
            offers=self.offers,
        )


def compare(
    world: World, rules: Sequence[str], cohort: Cohort, report: Report | None = None
) -> Trial:
    """Let the same people live under each rule, once for each seed.

    Raises ValueError for fewer than two seeds, of which there is no interval, and KeyError for an
    unknown rule.
    """
    if len(set(cohort.seeds)) < 2:
        raise ValueError("an interval needs at least two different seeds")
    found: dict[str, list[Outcomes]] = {rule: [] for rule in rules}
    total = len(cohort.seeds) * len(rules)
    for number, seed in enumerate(cohort.seeds):
        for place, rule in enumerate(rules):
            if report:
                report(f"{world.name}: {rule}", (number * len(rules) + place) / total)
            found[rule].append(outcomes(cohort.live(rule, world, seed)))
    return Trial(world.name, cohort.people, cohort.weeks, tuple(cohort.seeds), found)
