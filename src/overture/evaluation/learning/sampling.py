"""What is said of people, held against full sampling of the posterior (NUTS).

`sampled.json` keeps what NUTS found; `python -m benchmarks.peers --keep FILE` makes it again, in an
environment of its own. Twenty people are under the true population, so that nothing but the
approximation of each posterior is compared; a hundred are sampled together with their population.
"""

import json
from functools import cache
from importlib.resources import files
from typing import Any, Final, NamedTuple

import numpy as np

from overture.evaluation.learning.calibration import true_population
from overture.evaluation.learning.parts import Part, Table
from overture.evaluation.results import Figure
from overture.fitting.correction import correct
from overture.fitting.delta import PARAMETERS, DeltaRule
from overture.fitting.knowing import by_draws, by_laplace
from overture.fitting.population import Fit, fit
from overture.learning import Array
from overture.simulation import DR84, simulate_delta

ERRORS: Final = 1.25
"""Root mean square of differences in Monte-Carlo errors; 1 where nothing but chance is left."""

ALIKE: Final = 0.99
POPULATION: Final = 1.0
"""Posterior sd of the population's numbers that ours may lie from the sampled mean."""

_SCRAMBLES: Final = 8

_ASKS: Final = (
    "Twenty people under a known population, and a hundred with theirs, once sampled in full by "
    "NUTS (NumPyro {version}) and kept. Are our posterior means theirs, but for Monte-Carlo error?"
)


class Differences(NamedTuple):
    """Our posterior means (4, 20) less those of NUTS: in Monte-Carlo errors, and in posterior sd.

    `ratio` is our posterior sd over theirs.
    """

    in_errors: Array
    in_sd: Array
    laplace_in_errors: Array
    laplace_in_sd: Array
    ratio: Array


def sampling() -> Part:
    """Both comparisons, with what Laplace alone would have said."""
    one, many = twenty(), hundred()
    square = float(np.sqrt(np.square(one.in_errors).mean()))
    by_laplace_ = float(np.sqrt(np.square(one.laplace_in_errors).mean()))
    figures = (
        Figure("20 people: differences in Monte-Carlo errors", square, ERRORS, at_most=True),
        Figure("20 people: least correlation of means", _alike_of_twenty(), ALIKE),
        Figure("100 people: least correlation of means", min(alike(many)), ALIKE),
        Figure(
            "100 people: population, furthest from NUTS in its sd",
            population_off(many),
            POPULATION,
            at_most=True,
        ),
    )
    said = (
        f"By Laplace alone the differences are {by_laplace_:.1f} Monte-Carlo errors instead of "
        f"{square:.2f}; the log noise lies {-one.laplace_in_sd[3].mean():.2f} posterior standard "
        f"deviations too low."
    )
    rows = tuple(
        (
            name,
            f"{np.abs(one.in_sd[k]).mean():.3f}",
            f"{np.abs(one.laplace_in_sd[k]).mean():.3f}",
            f"{one.ratio[k].mean():.3f}",
            f"{alike(many)[k]:.4f}",
        )
        for k, name in enumerate(PARAMETERS)
    )
    heading = (
        "parameter",
        "off by draws (sd, 20)",
        "off by Laplace (sd, 20)",
        "our sd over theirs (20)",
        "correlation of means (100)",
    )
    table = Table("Differences from NUTS", heading, rows)
    asks = _ASKS.format(version=kept()["versions"]["numpyro"])
    return Part("full sampling", asks, figures, (said,), (table,))


@cache
def kept() -> dict[str, Any]:
    """What NUTS found, and the command and versions it was found with."""
    text = files("overture.evaluation.learning").joinpath("sampled.json").read_text("utf-8")
    found: dict[str, Any] = json.loads(text)
    return found


def twenty() -> Differences:
    """Twenty people under the true population, ours less sampled.

    Our own Monte-Carlo error is told from scrambling our draws again.
    """
    theirs, model = kept()["twenty"], _people_of("twenty")
    mean, sd, effective = (np.array(theirs[name]) for name in ("mean", "sd", "effective"))
    population = true_population()
    ours = [by_draws(model, population, seed=10 * k) for k in range(_SCRAMBLES)]
    own = np.std([one.mean for one in ours], axis=0, ddof=1)
    error = np.sqrt(own**2 + (sd / np.sqrt(effective)) ** 2)
    laplace = by_laplace(model, population).mean
    return Differences(
        (ours[0].mean - mean) / error,
        (ours[0].mean - mean) / sd,
        (laplace - mean) / error,
        (laplace - mean) / sd,
        ours[0].sd / sd,
    )


def hundred() -> Fit:
    """A hundred people fitted together with their population."""
    model = _people_of("hundred")
    return correct(model, fit(model))


def alike(found: Fit) -> list[float]:
    """Correlation over people of our posterior means with the sampled ones, by parameter."""
    pairs = zip(found.posterior.mean, np.array(kept()["hundred"]["mean"]), strict=True)
    return [float(np.corrcoef(ours, theirs)[0, 1]) for ours, theirs in pairs]


def population_off(found: Fit) -> float:
    """How far at most our population's means and spreads lie from the sampled, in their sd."""
    theirs = kept()["hundred"]
    pairs = (("mean", found.population.coefficients[:, 0]), ("sd", found.population.sd))
    return max(
        float(
            np.abs(
                (ours - np.array(theirs[f"population_{name}"]))
                / np.array(theirs[f"population_{name}_error"])
            ).max()
        )
        for name, ours in pairs
    )


def _alike_of_twenty() -> float:
    ours = by_draws(_people_of("twenty"), true_population()).mean
    pairs = zip(ours, np.array(kept()["twenty"]["mean"]), strict=True)
    return min(float(np.corrcoef(mine, theirs)[0, 1]) for mine, theirs in pairs)


def _people_of(name: str) -> DeltaRule:
    """The people that were sampled, drawn again from their seed."""
    about = kept()[name]
    rng = np.random.default_rng(about["seed"])
    drawn = simulate_delta(about["people"], about["encounters"], rng)
    first = DR84.fitted
    return DeltaRule(drawn.ratings[:first], drawn.outcomes[:first])
