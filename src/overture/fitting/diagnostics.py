"""What a fit may be used for, in words: is a parameter known well enough to be somebody's own?"""

from dataclasses import dataclass
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

from overture.fitting.population import Fit
from overture.learning import Array

OWN_FROM: Final = 0.6
"""Recovery from which a parameter may be shown as a person's own."""

_LEAST_OBSERVATIONS: Final = 2
"""For each parameter. With fewer, a normal posterior looks surer than anybody can be."""

_FEW_PEOPLE: Final = 20
_FEW_DRAWS: Final = 16.0


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

    def as_json(self) -> dict[str, Any]:
        """The verdict as plain JSON values."""
        known = [one.as_json() for one in self.known]
        return {"passes": self.passes, "parameters": known, "warnings": list(self.warnings)}


def recovery(fit: Fit) -> Array:
    """Expected correlation with the truth (D, N) among people as well known as each of these."""
    return np.sqrt(1.0 - _left(fit))


def _left(fit: Fit) -> Array:
    """The share of the spread over people that is still open for each person (D, N), 0-1."""
    spread = np.diag(fit.population.covariance)[:, None]
    left = np.clip(np.diagonal(fit.posterior.covariance).T / spread, 0.0, 1.0)
    few = fit.observations < _LEAST_OBSERVATIONS * len(fit.parameters)
    return np.where(few, 1.0, left)


def own(fit: Fit) -> NDArray[np.bool_]:
    """Where a parameter (D, N) may be shown as that person's own."""
    return recovery(fit) >= OWN_FROM


def standard_errors(fit: Fit) -> tuple[Array, Array]:
    """Of the coefficients (D, Q) and of the log sd (D,): NaN where people are too few for them.

    From the observed information of the marginal likelihood, as the sum over people of outer
    products of their scores (Berndt, Hall, Hall and Hausman 1974). By Fisher's identity a score
    is the mean, under the person's posterior, of the slope of the log prior.
    """
    precision = fit.population.precision
    off = fit.posterior.mean - fit.population.expected(fit.covariates)
    by_mean = (precision @ off)[:, None] * fit.covariates
    second = off[:, None] * off + fit.posterior.covariance
    by_sd = np.einsum("ij,jin->in", precision, second) - 1.0  # [P E[oo'] - I]_ii
    scores = np.concatenate((by_mean.reshape(-1, fit.people), by_sd))
    errors = np.full(len(scores), np.nan)
    if fit.people > len(scores):
        information = scores @ scores.T
        errors = np.sqrt(np.diag(np.linalg.pinv(information, hermitian=True)))
    return errors[: -len(off)].reshape(fit.population.coefficients.shape), errors[-len(off) :]


def judge(fit: Fit) -> Verdict:
    """The verdict over a fit. One that did not settle, or on a handful of people, is no prior."""
    known = tuple(_known(fit))
    warnings = tuple(_warnings(fit))
    return Verdict(fit.settled and fit.people >= _FEW_PEOPLE, known, warnings)


def _known(fit: Fit) -> list[Known]:
    errors, log_errors = standard_errors(fit)
    together = np.sqrt(1.0 - _left(fit).mean(axis=1))
    counted = own(fit).sum(axis=1)
    return [
        Known(
            parameter=name,
            mean=float(fit.population.coefficients[k, 0]),
            mean_error=float(errors[k, 0]),
            spread=float(fit.population.sd[k]),
            spread_error=float(fit.population.sd[k] * log_errors[k]),
            recovery=float(together[k]),
            own=int(counted[k]),
            people=fit.people,
        )
        for k, name in enumerate(fit.parameters)
    ]


def _warnings(fit: Fit) -> list[str]:
    found = []
    if not fit.settled:
        found.append("The fit did not come to rest; its numbers are not to be used.")
    if fit.people < _FEW_PEOPLE:
        found.append(
            f"{fit.people} people are too few for a population; {_FEW_PEOPLE} are the least."
        )
    if fit.effective is not None and (fit.effective < _FEW_DRAWS).any():
        people = int((fit.effective < _FEW_DRAWS).sum())
        found.append(
            f"Fewer than {_FEW_DRAWS:.0f} draws counted for {people} of {fit.people} people."
        )
    return found


def _or_none(value: float) -> float | None:
    return value if np.isfinite(value) else None
