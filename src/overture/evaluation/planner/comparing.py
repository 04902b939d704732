"""The frontier: six rules in four worlds, and whether ours may be said to be better."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any, Final

from overture.evaluation.results import Report
from overture.simulation import RULES, WORLDS
from overture.simulation.cohort import Cohort, Trial, compare

OURS: Final = "gain"
MUST_BEAT: Final = ("ladder", "random")


@dataclass(frozen=True)
class Setting:
    """One way to compare: what is offered, what the program fits, under how many seeds."""

    name: str
    says: str
    people: int
    seeds: int
    rules: tuple[str, ...] = tuple(RULES)
    offers: str = "everyday"
    refits: bool = False


SETTINGS: Final = (
    Setting("everyday list", "36 steps; the program knows a score and the record", 200, 12),
    Setting(
        "whole library",
        "All steps and scenes that members are offered",
        60,
        5,
        ("random", "ladder", "gain"),
        offers="library",
    ),
)


@dataclass(frozen=True)
class Compared:
    """One setting and what was found in each world."""

    setting: Setting
    trials: tuple[Trial, ...]

    @property
    def survives(self) -> bool:
        """Whether ours is better than the ladder and than chance in every world."""
        return all(better for *_, better in self.claims())

    def claims(self) -> Iterator[tuple[str, str, str, str, bool]]:
        """World, rival, differences of belief and of people kept in words, and whether better."""
        for trial in self.trials:
            for rival in MUST_BEAT:
                found = trial.versus(OURS, rival)
                kept = type(found.kept)(*(100.0 * value for value in found.kept))
                yield trial.world, rival, found.belief.words(3), kept.words(1), found.better

    def as_json(self) -> dict[str, Any]:
        """Everything found, as plain JSON values."""
        names = ("world", "rival", "belief", "kept", "better")
        return {
            "setting": self.setting.name,
            "survives": self.survives,
            "claims": [dict(zip(names, claim, strict=True)) for claim in self.claims()],
            "worlds": [trial.as_json() for trial in self.trials],
        }


def compared(setting: Setting, report: Report) -> Compared:
    """Let the rules of a setting run in all four worlds."""
    cohort = Cohort(
        setting.people, range(setting.seeds), offers=setting.offers, refits=setting.refits
    )
    trials = []
    for place, world in enumerate(WORLDS.values()):

        def told(doing: str, share: float, place: int = place) -> None:
            report(f"{setting.name}, {doing}", (place + share) / len(WORLDS))

        trials.append(compare(world, setting.rules, cohort, told))
    return Compared(setting, tuple(trials))


def evidence_for(found: Sequence[Compared]) -> str:
    """The rule that should be the default: ours only if it survives everything."""
    return OURS if found and all(one.survives for one in found) else "ladder"
