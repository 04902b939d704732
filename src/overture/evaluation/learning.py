"""Whether the population fit finds what is there: made-up people, and a published fit.

A thousand people of the task DR-84 are fitted from 84 encounters, and 14 more are foretold. Aims
come from what full sampling of the posterior (NUTS) reaches on the same task, less what another
draw of a thousand people moves it. The published fit is that of `go_no_go`; its data are its
authors' and are read from the folder that OVERTURE_PIRAY2019 names, if any.
"""

import os
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

import numpy as np

from overture.evaluation import belief_recovery, go_no_go
from overture.evaluation.results import Figure, Report, in_words, met
from overture.fitting.correction import correct
from overture.fitting.delta import PARAMETERS, DeltaRule, natural
from overture.fitting.population import Fit, fit
from overture.learning import Array
from overture.simulation import DR84, DeltaPeople, simulate_delta

PEOPLE: Final = 1_000
SEED: Final = 0
RECOVERED: Final = (0.93, 0.92, 0.85, 0.955)
"""Least correlation of estimate and truth, in natural units; NUTS: .948 .936 .881 .970."""

FORETOLD: Final = 0.025
"""Nats a rating that may be lost to the true parameters; NUTS loses .016."""

BIAS: Final = 0.15
"""Standard deviations that the population's means and spreads may be off, in a thousand people."""

EVIDENCE: Final = 1.5
SAME: Final = 0.99


@dataclass(frozen=True)
class Learning:
    """Figures against aims, and why the published fit was left out, if it was."""

    figures: tuple[Figure, ...]
    left_out: str

    @property
    def holds(self) -> bool:
        """Whether every figure that was measured meets its aim."""
        return met(self.figures)

    def as_json(self) -> dict[str, Any]:
        """The figures as plain JSON values."""
        figures = {figure.name: figure.as_json() for figure in self.figures}
        return {
            "suite": "learning",
            "holds": self.holds,
            "figures": figures,
            "left_out": self.left_out,
        }

    def words(self) -> str:
        """The figures, each on a line."""
        heading = f"learning: {PEOPLE} made-up people, and a published fit"
        text = in_words(heading, self.figures, ())
        return f"{text}\n  {self.left_out}" if self.left_out else text


def evaluate(report: Report, *, people: int = PEOPLE, folder: Path | None = None) -> Learning:
    """Fit made-up people and, where its data are at hand, the published task."""
    report("Fitting made-up people", 0.1)
    figures = (*recovered(people), *belief_recovery.figures(report, people=min(people, 400)))
    report("Fitting the published task", 0.6)
    where = folder or _named(os.environ)
    if where is None or not (where / "choices.csv.gz").exists():
        return Learning(figures, "Published fit: left out, OVERTURE_PIRAY2019 names no data.")
    return Learning((*figures, *published(where)), "")


def recovered(people: int) -> tuple[Figure, ...]:
    """What is found of made-up people, and how well their next ratings are foretold."""
    encounters = DR84.fitted + DR84.held_out
    drawn = simulate_delta(people, encounters, np.random.default_rng(SEED))
    seen = DeltaRule(drawn.ratings[: DR84.fitted], drawn.outcomes[: DR84.fitted])
    found = correct(seen, fit(seen))
    pairs = zip(natural(drawn.theta), natural(found.posterior.mean), strict=True)
    alike = [float(np.corrcoef(true, own)[0, 1]) for true, own in pairs]
    lost = held_out(drawn, drawn.theta) - held_out(drawn, found.posterior.mean)
    return (
        *(
            Figure(f"recovery, {name}", value, aim)
            for name, value, aim in zip(PARAMETERS, alike, RECOVERED, strict=True)
        ),
        Figure("nats a held-out rating lost to the truth", lost, FORETOLD, at_most=True),
        Figure("population, furthest off in sd", _off(found), BIAS, at_most=True),
    )


def held_out(drawn: DeltaPeople, theta: Array) -> float:
    """Log density of a held-out rating at `theta` (4, N), having met all that went before."""
    first = DR84.fitted
    whole = DeltaRule(drawn.ratings, drawn.outcomes, precision=np.float64)
    seen = DeltaRule(drawn.ratings[:first], drawn.outcomes[:first], precision=np.float64)
    gained = whole.log_likelihood(theta[:, None]) - seen.log_likelihood(theta[:, None])
    return float(gained.mean()) / (len(drawn.ratings) - first)


def published(folder: Path) -> tuple[Figure, ...]:
    """The published fit, done again: its evidence, and each person's parameters."""
    found = fit(go_no_go.read(folder, "m1"), shape="diagonal")
    off = abs(found.log_evidence - go_no_go.PUBLISHED_EVIDENCE["m1"])
    figures = [Figure("published fit, nats of evidence off", off, EVIDENCE, at_most=True)]
    if (folder / "published.json").exists():
        theirs = go_no_go.published_parameters(folder, "m1")
        pairs = zip(theirs, found.posterior.mean, strict=True)
        least = min(float(np.corrcoef(one, other)[0, 1]) for one, other in pairs)
        figures.append(Figure("published fit, least correlation of people", least, SAME))
    return tuple(figures)


def _off(found: Fit) -> float:
    true_mean, true_sd = np.array(DR84.population.mean), np.array(DR84.population.sd)
    by_mean = np.abs(found.population.coefficients[:, 0] - true_mean) / true_sd
    by_sd = np.abs(found.population.sd / true_sd - 1.0)
    return float(max(by_mean.max(), by_sd.max()))


def _named(environment: Mapping[str, str]) -> Path | None:
    folder = environment.get("OVERTURE_PIRAY2019", "")
    return Path(folder) if folder else None
