"""The population that people come from, by empirical Bayes: Laplace-EM over any model.

    theta_i ~ N(B z_i, S);    B, S where the data of all people are most probable

E: each person's posterior is taken as normal around its mode (`scoring`). M: B by regression of
the modes on z, and S = mean[(th - Bz)(th - Bz)' + C] with C the posterior covariances (`normal`).
Evidence is the sum of Laplace log evidences, less half of log N for each number in the population.
The scheme is that of hierarchical Bayesian inference as in Piray et al. 2019. Nothing here knows
where people are: it asks, and is answered with sums (`shard`).
"""

import math
from collections.abc import Callable
from dataclasses import dataclass, fields
from typing import Final

import numpy as np

from overture.fitting.hastening import Hastening
from overture.fitting.model import Model
from overture.fitting.normal import Population, Shape, bounds, maximised, moved, numbers_in
from overture.fitting.scoring import Posterior, standing_at
from overture.fitting.shard import Ask, Course, Held, Shard, Standing, asked, conduct
from overture.fitting.sums import Begun, Sums
from overture.learning import Array

__all__ = [
    "Fit",
    "Found",
    "Population",
    "Posterior",
    "Report",
    "Shape",
    "fit",
    "laplace_em",
    "price",
    "with_people",
]

Report = Callable[[str, float], None]

_FIRST_PASSES: Final = 40
_NEAR: Final = 0.02  # nats that a pass still wins for a person, on average
_MOST_STEPS: Final = 200
_DIAGONAL_STEPS: Final = 5


@dataclass(frozen=True, eq=False, kw_only=True)
class Found:
    """A population fitted to people.

    `log_evidence` has the population's numbers paid for. `trace` is the log marginal likelihood
    after each step, before paying. `corrected` says whether draws took out the bias of Laplace.
    """

    parameters: tuple[str, ...]
    population: Population
    log_evidence: float
    trace: tuple[float, ...]
    passes: int
    settled: bool
    shape: Shape
    people: int
    corrected: bool = False


@dataclass(frozen=True, eq=False, kw_only=True)
class Fit(Found):
    """The same, with what each of the people looks like under it.

    `effective` is the number of draws that counted for each person (N,), where draws corrected
    the fit.
    """

    observations: Array
    covariates: Array
    posterior: Posterior
    effective: Array | None = None


def fit(
    model: Model,
    *,
    covariates: Array | None = None,
    shape: Shape = "full",
    start: Fit | None = None,
    report: Report = lambda _doing, _share: None,
) -> Fit:
    """Fit the population; `start` goes on from an earlier fit of the same people.

    `covariates` is (Q, N) with ones in its first row; ones alone if not given. Full covariances
    are shrunk towards their diagonal by D / (D + N). Raises ValueError for fewer than two people.
    """
    about = np.ones((1, model.people)) if covariates is None else covariates
    held = Held(Shard(model, about), standing=_stood(model, start))
    begun = conduct(asked(Ask("begin"), Begun), held)
    goes_on = start.population if start else None
    course = laplace_em(
        model.parameters, begun, shape=shape, start=goes_on, stood=True, report=report
    )
    found = conduct(course, held)
    return with_people(found, model, about, held.standing[0])


def with_people(found: Found, model: Model, about: Array, standing: Standing) -> Fit:
    """What was found, with what it says of the people of one shard."""
    if standing.posterior is None:
        raise ValueError("Nothing is known of these people yet.")
    return Fit(
        **{field.name: getattr(found, field.name) for field in fields(Found)},
        observations=model.observations,
        covariates=about,
        posterior=standing.posterior,
        effective=standing.effective,
    )


def laplace_em(
    parameters: tuple[str, ...],
    begun: Begun,
    *,
    shape: Shape = "full",
    start: Population | None = None,
    stood: bool = False,
    report: Report = lambda _doing, _share: None,
) -> Course[Found]:
    """The course of a fit of people who have begun; `start` is where it goes on from.

    With `stood`, people stand where that start left them.

    Raises ValueError for fewer than two people.
    """
    if begun.people < 2:
        raise ValueError("A population needs at least two people.")
    population, warm = start or _begin(begun), start is not None and stood
    limits = bounds(begun.sd / begun.people)
    hastening = Hastening(limits)
    trace: list[float] = []
    passes, settled = 1, False
    for step in range(_MOST_STEPS):
        for _ in range(1 if step or warm else _FIRST_PASSES):
            passes += 1
            sums = yield from asked(Ask("advance", population), Sums)
            if sums.gain < _NEAR * sums.people:
                break
        if hastening.went_down(float(sums.evidence)):
            population = hastening.back()
            continue
        trace.append(float(sums.evidence))
        full = shape == "full" and (step >= _DIAGONAL_STEPS or start is not None)
        now: Shape = "full" if full else "diagonal"
        before, population = population, maximised(population, sums, now, limits)
        distance = moved(before, population)
        report("Fitting the population", min(1.0, 1.0 / max(distance, 1e-9)) ** 0.25)
        if settled := distance < 1.0 and now == shape and step > 0:
            break
        if now == shape:
            population = hastening.onward(before, population)
    sums = yield from asked(Ask("look", population), Sums)
    people = int(sums.people)
    return Found(
        parameters=parameters,
        population=population,
        log_evidence=float(sums.evidence) - price(population, shape, people),
        trace=(*trace, float(sums.evidence)),
        passes=passes,
        settled=settled,
        shape=shape,
        people=people,
    )


def price(population: Population, shape: Shape, people: int) -> float:
    """What the evidence pays for the numbers of a population."""
    return 0.5 * numbers_in(population, shape) * math.log(people)


def _stood(model: Model, start: Fit | None) -> Standing | None:
    return Standing(where=standing_at(model, start.posterior.mean)) if start else None


def _begin(begun: Begun) -> Population:
    """A wide guess, of which covariates explain nothing."""
    mean, sd = begun.mean / begun.people, begun.sd / begun.people
    coefficients = np.zeros((len(mean), len(begun.about)))
    coefficients[:, 0] = mean
    return Population(coefficients, np.diag(sd**2))
