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


def compare(
    world: World,
    rules: Sequence[str],
    *,
    people: int,
    seeds: Sequence[int],
    weeks: int = WEEKS,
    population: BeliefPopulation | None = None,
    report: Report | None = None,
    watch: Callable[[Course], None] | None = None,
) -> Trial:
    """Let the same people live under each rule, once for each seed.

    `watch` sees every course before it is forgotten. Raises ValueError for fewer than two seeds,
    of which there is no interval, and KeyError for an unknown rule.
    """
    if len(set(seeds)) < 2:
        raise ValueError("an interval needs at least two different seeds")
    found: dict[str, list[Outcomes]] = {rule: [] for rule in rules}
    total = len(seeds) * len(rules)
    for number, seed in enumerate(seeds):
        for place, rule in enumerate(rules):
            if report:
                report(f"{world.name}: {rule}", (number * len(rules) + place) / total)
            course = live(rule, world, people=people, seed=seed, weeks=weeks, population=population)
            if watch:
                watch(course)
            found[rule].append(outcomes(course))
    return Trial(world.name, people, weeks, tuple(seeds), found)
