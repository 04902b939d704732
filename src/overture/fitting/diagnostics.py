"""What a fit may be used for, in words: is a parameter known well enough to be somebody's own?"""

from dataclasses import dataclass
from typing import Any

import numpy as np

from overture.fitting.population import Fit, Found, Population
from overture.fitting.sums import Tally
from overture.fitting.survey import LEAST_PEOPLE
from overture.fitting.tally import FEW_DRAWS, OWN_FROM, Seen, tally
from overture.learning import Array


@dataclass(frozen=True)
class Known:
    """One parameter: mean over people and its standard error, spread, and how well it is known.

    `recovery` is the expected correlation of estimates with truth over these people,
    sqrt(1 - mean posterior variance / variance over people), 0-1; `own` is for how many of them
    it reaches 0.6.
    """

    parameter: str
    mean: float
    mean_error: float
    spread: float
    spread_error: float
    recovery: float
    own: int
    people: int

    @property
    def shown(self) -> bool:
        """Whether it may be shown as a person's own, for people with as much data as these."""
        return self.recovery >= OWN_FROM

    def words(self) -> str:
        """The verdict in a sentence."""
        if self.shown:
            return f"may be shown as a person’s own ({self.own} of {self.people} people)"
        return "not known well enough of one person; only the population’s is used"

    def as_json(self) -> dict[str, Any]:
        """The verdict as plain JSON values."""
        return {
            "parameter": self.parameter,
            "mean": self.mean,
            "mean_error": _or_none(self.mean_error),
            "spread": self.spread,
            "spread_error": _or_none(self.spread_error),
            "recovery": self.recovery,
            "shown_as_own": self.shown,
            "people_it_is_known_of": self.own,
        }


@dataclass(frozen=True)
class Verdict:
    """Whether the fit may become the prior of new people, what is known, and what to beware of."""

    passes: bool
    known: tuple[Known, ...]
    warnings: tuple[str, ...]
    alone: bool = False
    """Whether one person alone decides what a covariate is worth."""

    def as_json(self) -> dict[str, Any]:
        """The verdict as plain JSON values."""
        known = [one.as_json() for one in self.known]
        return {"passes": self.passes, "parameters": known, "warnings": list(self.warnings)}


def seen(fit: Fit) -> Seen:
    """The people of a fit, as they are counted."""
    return Seen(fit.population, fit.covariates, fit.posterior, fit.observations, fit.effective)


def judge(fit: Fit) -> Verdict:
    """The verdict over a fit. One that did not settle, or on a handful of people, is no prior."""
    together = fit.covariates @ fit.covariates.T
    return judged(fit, tally(seen(fit), together))


def judged(found: Found, counted: Tally) -> Verdict:
    """The same from counts over people, wherever they are."""
    passes = found.settled and found.people >= LEAST_PEOPLE
    return Verdict(
        passes,
        tuple(_known(found, counted)),
        tuple(_warnings(found, counted)),
        alone=bool(counted.alone),
    )


def standard_errors(population: Population, counted: Tally) -> tuple[Array, Array]:
    """Of the coefficients (D, Q) and of the log sd (D,): NaN where people are too few for them.

    From the observed information of the marginal likelihood, as the sum over people of outer
    products of their scores (Berndt, Hall, Hall and Hausman 1974).
    """
    errors = np.full(len(counted.scores), np.nan)
    if counted.people > len(errors):
        errors = np.sqrt(np.diag(np.linalg.pinv(counted.scores, hermitian=True)))
    size = len(population.covariance)
    return errors[:-size].reshape(population.coefficients.shape), errors[-size:]


def _known(found: Found, counted: Tally) -> list[Known]:
    errors, log_errors = standard_errors(found.population, counted)
    together = _recovery(counted)
    return [
        Known(
            parameter=name,
            mean=float(found.population.coefficients[k, 0]),
            mean_error=float(errors[k, 0]),
            spread=float(found.population.sd[k]),
            spread_error=float(found.population.sd[k] * log_errors[k]),
            recovery=float(together[k]),
            own=int(counted.own[k]),
            people=found.people,
        )
        for k, name in enumerate(found.parameters)
    ]


def _recovery(counted: Tally) -> Array:
    """Expected correlation of estimates with the truth over all people, (D,).

    What is open and how far estimates are strewn make up the spread together. Where they fall
    short of it, posteriors look surer than they are, and what is missing counts as open.
    """
    known = np.minimum(1.0 - counted.left / counted.people, counted.scatter / counted.people)
    return np.sqrt(np.maximum(known, 0.0))


def _warnings(found: Found, counted: Tally) -> list[str]:
    told = []
    if not found.settled:
        told.append("The fit did not come to rest; its numbers are not to be used.")
    if found.people < LEAST_PEOPLE:
        told.append(
            f"{found.people} people are too few for a population; {LEAST_PEOPLE} are the least."
        )
    if counted.few:
        told.append(
            f"Fewer than {FEW_DRAWS:.0f} draws counted for {int(counted.few)} "
            f"of {found.people} people."
        )
    return told


def _or_none(value: float) -> float | None:
    return value if np.isfinite(value) else None
