"""Whether the fit of the full belief model finds made-up people, and claims no more than it finds.

People of the weak starting priors, who rate before and again after, are fitted from 8, 16 and 32
attempts. Their parameters are held against the truth, and so is what the fit, which does not know
the truth, says of how well it knows them: a parameter is shown as a person's own by that.
"""

from dataclasses import dataclass
from typing import Final

import numpy as np

from overture.evaluation.results import Figure, Report
from overture.fitting.belief import BeliefModel
from overture.fitting.correction import correct
from overture.fitting.diagnostics import judge
from overture.fitting.population import Fit, fit
from overture.fitting.tally import OWN_FROM
from overture.learning import PARAMETERS, Array
from overture.simulation.belief_people import BeliefPeople, simulate_belief

PEOPLE: Final = 400
SEED: Final = 0
RECOVERED: Final = {
    8: (0.70, 0.50, 0.50, 0.05, 0.90, 0.85, 0.88, 0.90, 0.10, 0.15),
    16: (0.85, 0.70, 0.70, 0.30, 0.92, 0.87, 0.90, 0.93, 0.45, 0.40),
    32: (0.90, 0.85, 0.80, 0.45, 0.93, 0.90, 0.92, 0.95, 0.70, 0.50),
}
"""Least correlation of estimate and truth by attempts, in the order of `PARAMETERS`: what the fit
reaches, less what another draw of people moves it."""

CLAIMED: Final = 0.2
"""By how much a recovery that a fit claims may be above the true one."""

OWN: Final = 0.5
"""Least true recovery of anything that would be shown as a person's own, which needs .6 claimed."""

BIAS: Final = 0.2
"""Standard deviations that the means of rates, traits and noise may be off, at 16 attempts."""

WITHIN: Final = 0.65
"""Least share of truths within the 80 % band of their person, for the same, at 16 attempts.

People rate in whole numbers, which widens their noise by what the model does not know of."""

_SURE: Final = [0, 1, 4, 5, 6, 7]
_BAND: Final = 1.2816


@dataclass(frozen=True)
class Recovered:
    """Made-up people with so many attempts, fitted: true and claimed recovery, by parameter."""

    attempts: int
    true: tuple[float, ...]
    claimed: tuple[float, ...]
    within: float
    off: float

    def figures(self) -> list[Figure]:
        """Each parameter's recovery against its aim."""
        aims = RECOVERED[self.attempts]
        return [
            Figure(f"belief, {self.attempts} attempts, recovery of {name}", value, aim)
            for name, value, aim in zip(PARAMETERS, self.true, aims, strict=True)
        ]


def figures(report: Report, *, people: int = PEOPLE) -> tuple[Figure, ...]:
    """What is found of made-up people of the full model, after few attempts and after more."""
    found = []
    for attempts in RECOVERED:
        report(f"Fitting beliefs from {attempts} attempts", 0.2)
        found.append(recovered(people, attempts))
    pairs = [pair for one in found for pair in zip(one.true, one.claimed, strict=True)]
    shown = [true for true, claimed in pairs if claimed >= OWN_FROM]
    too_much = max(claimed - true for true, claimed in pairs if claimed >= OWN_FROM)
    sixteen = next(one for one in found if one.attempts == 16)
    return (
        *(figure for one in found for figure in one.figures()),
        Figure("belief, least recovery of what is shown as one’s own", min(shown), OWN),
        Figure("belief, recovery claimed above the true one", too_much, CLAIMED, at_most=True),
        Figure("belief, population, furthest off in sd", sixteen.off, BIAS, at_most=True),
        Figure("belief, truths within 80 % bands", sixteen.within, WITHIN),
    )


def recovered(people: int, attempts: int, seed: int = SEED) -> Recovered:
    """Draw, fit and correct people with so many attempts each, and hold them against the truth."""
    drawn = simulate_belief(people, attempts, np.random.default_rng(seed))
    model = BeliefModel(drawn.attempts)
    about = np.stack((np.ones(people), drawn.score))
    found = correct(model, fit(model, covariates=about))
    pairs = zip(drawn.theta, found.posterior.mean, strict=True)
    sd = np.sqrt(np.diagonal(found.posterior.covariance).T)
    inside = np.abs(found.posterior.mean - drawn.theta) <= _BAND * sd
    return Recovered(
        attempts=attempts,
        true=tuple(float(np.corrcoef(true, own)[0, 1]) for true, own in pairs),
        claimed=tuple(known.recovery for known in judge(found).known),
        within=float(inside[_SURE].mean(axis=1).min()),
        off=_off(drawn, found),
    )


def _off(drawn: BeliefPeople, found: Fit) -> float:
    """How far the population's means lie from those of the people drawn, in their sd."""
    true: Array = drawn.theta.mean(axis=1)
    apart = np.abs(found.population.expected(found.covariates).mean(axis=1) - true)
    return float((apart / drawn.theta.std(axis=1))[_SURE].max())
