"""The planner held against five rivals in four worlds, and against its own promises."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Final

from overture.evaluation.planner import chances, controls, limits
from overture.evaluation.planner.chances import Chances
from overture.evaluation.planner.comparing import (
    MUST_BEAT,
    OURS,
    SETTINGS,
    Compared,
    Setting,
    compared,
    evidence_for,
)
from overture.evaluation.planner.controls import Advantage
from overture.evaluation.results import Figure, Report, in_words, met
from overture.planning import DEFAULT_CHOOSER
from overture.simulation import HARDER, WORLDS, Course, live

PEOPLE: Final = 200
SEEDS: Final = 8
JUDGED: Final = 20
"""People of each course whose offers are judged one by one."""


@dataclass(frozen=True)
class Planner:
    """All that was found: figures against aims, the frontier, the chances, the control."""

    figures: tuple[Figure, ...]
    frontier: tuple[Compared, ...]
    standard: Chances
    harder: Chances
    control: tuple[Advantage, Advantage]
    by_contact: tuple[float, float]

    @property
    def holds(self) -> bool:
        """Whether every figure meets its aim, the default rule among them."""
        return met(self.figures)

    @property
    def verdict(self) -> str:
        """What may be claimed of our rule, in one sentence or two."""
        fallen = [
            f"{world} ({one.setting.name}, against {rival})"
            for one in self.frontier
            for world, rival, *_, better in one.claims()
            if not better
        ]
        if not self.frontier:
            return "Nothing was compared, so nothing is claimed."
        if not fallen:
            return f"The {OURS} rule beats {' and '.join(MUST_BEAT)} everywhere; it is the default."
        return (
            f"The {OURS} rule does not beat {' and '.join(MUST_BEAT)} everywhere, so nothing is "
            f"claimed for it and the ladder is the default. Not better in: {'; '.join(fallen)}."
        )

    def as_json(self) -> dict[str, Any]:
        """Everything found, as plain JSON values."""
        return {
            "suite": "planner",
            "holds": self.holds,
            "verdict": self.verdict,
            "figures": {figure.name: figure.as_json() for figure in self.figures},
            "frontier": [one.as_json() for one in self.frontier],
            "minutes_offered_by_contact": list(self.by_contact),
            "reliability": [one._asdict() for one in self.standard.bins()],
            "reliability_where_it_is_harder": [one._asdict() for one in self.harder.bins()],
        }

    def words(self) -> str:
        """The figures, and what may be claimed."""
        short = () if self.holds else ("see the figures marked as not met",)
        heading = "planner: made-up people in four worlds"
        return f"{in_words(heading, self.figures, short)}\n  {self.verdict}"


def evaluate(
    report: Report,
    *,
    settings: Sequence[Setting] = SETTINGS,
    people: int = PEOPLE,
    seeds: int = SEEDS,
) -> Planner:
    """Compare the rules in every setting, then hold ours to its promises."""
    frontier = tuple(compared(setting, report) for setting in settings)
    report("Chances", 0.0)
    ours = [live(OURS, WORLDS["standard"], people=people, seed=seed) for seed in range(seeds)]
    hard = [live(OURS, HARDER, people=people, seed=seed) for seed in range(seeds)]
    standard, harder = _chances(ours), _chances(hard)
    control = controls.controls(people, seeds, report)
    report("Judging offers one by one", 0.5)
    figures = (
        *chances.figures(standard),
        *controls.figures(control),
        *limits.figures(ours[:4], min(JUDGED, people)),
        _default(frontier),
    )
    by_contact = limits.by_contact(ours)
    return Planner(figures, frontier, standard, harder, control, by_contact)


def _chances(courses: Sequence[Course]) -> Chances:
    found = Chances()
    for course in courses:
        found.see(course)
    return found


def _default(frontier: Sequence[Compared]) -> Figure:
    right = evidence_for(frontier) == DEFAULT_CHOOSER
    return Figure("the default rule is the one that the evidence asks for", float(right), 1.0)
