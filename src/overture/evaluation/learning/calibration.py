"""Simulation-based calibration: is what is said of people as sure as it ought to be?

Each person's parameters are drawn from the population, their ratings from the parameters. Then the
truth lies anywhere in the posterior with the same chance: its rank is uniform (Cook, Gelman and
Rubin 2006; Talts et al. 2018). Four sets of 64 weighted draws are put together; one set is so
evenly laid that ranks would come in steps.
"""

from typing import Final, NamedTuple

import numpy as np

from overture.evaluation.learning.drawing import bars, side_by_side
from overture.evaluation.learning.parts import Drawing, Part, Table
from overture.evaluation.results import Figure
from overture.fitting.delta import DeltaRule
from overture.fitting.knowing import by_draws, by_laplace
from overture.fitting.normal import Population
from overture.learning import Array
from overture.learning.normal import normal_cdf_of
from overture.simulation import DR84, simulate_delta

SEED: Final = 7
BINS: Final = 16
MOST_SQUARES: Final = 37.70
"""Chi-square of 15 degrees of freedom that chance exceeds once in a thousand."""

MOST_GAP: Final = 1.949
"""Kolmogorov's distance times the square root of people, likewise."""

_SETS: Final = 4
_NAMES: Final = ("rate up", "rate down", "prior mean", "noise")
_BAND: Final = 3.29
"""Standard errors within which 999 of 1,000 bars lie by chance."""

_ASKS: Final = (
    "{people} people are drawn from a known population, with 84 encounters each and with 10. Does "
    "the truth lie anywhere in what is said of a person equally often? Bars should be level, and "
    "lie in the band."
)


class Ranks(NamedTuple):
    """How level the ranks of one parameter are: chi-square of bins, and the distance of ECDFs."""

    squares: float
    gap: float
    counts: tuple[int, ...]

    @property
    def level(self) -> bool:
        """Whether chance alone would leave them this uneven more than once in a thousand."""
        return self.squares <= MOST_SQUARES and self.gap <= MOST_GAP


def calibration(people: int) -> Part:
    """Ranks of the truth by draws and by Laplace alone, for long records and for short ones."""
    figures, drawings, rows = [], [], []
    failing: list[str] = []
    for encounters in (84, 10):
        draws, laplace = posteriors(people, encounters)
        for how, ranks in (("draws", draws), ("Laplace alone", laplace)):
            rows += [_row(how, encounters, *pair) for pair in zip(_NAMES, ranks, strict=True)]
            drawings.append(_drawn(how, encounters, people, ranks))
        worst = max(draws, key=lambda one: one.squares)
        figures += [
            Figure(
                f"ranks by draws, {encounters} encounters, worst chi-square",
                worst.squares,
                MOST_SQUARES,
                at_most=True,
            ),
            Figure(
                f"ranks by draws, {encounters} encounters, worst ECDF distance",
                max(one.gap for one in draws),
                MOST_GAP,
                at_most=True,
            ),
        ]
        failing += [
            f"{name} at {encounters} encounters (chi-square {one.squares:.0f})"
            for name, one in zip(_NAMES, laplace, strict=True)
            if not one.level
        ]
    title = "Chi-square of sixteen bins and ECDF distance times the square root of people"
    heading = ("posterior", "encounters", "parameter", "chi-square", "ECDF distance", "level")
    return Part(
        "calibration",
        _ASKS.format(people=people),
        tuple(figures),
        (_said(failing),),
        (Table(title, heading, tuple(rows)),),
        tuple(drawings),
    )


def posteriors(people: int, encounters: int, seed: int = SEED) -> tuple[list[Ranks], list[Ranks]]:
    """Ranks of each parameter by draws, and by Laplace alone, under the true population."""
    drawn = simulate_delta(people, encounters, np.random.default_rng(seed))
    model, population = DeltaRule(drawn.ratings, drawn.outcomes), true_population()
    sets = [
        by_draws(model, population, seed=10 * number).below(drawn.theta) for number in range(_SETS)
    ]
    known = by_laplace(model, population)
    z = (drawn.theta - known.mean) / np.sqrt(np.diagonal(known.covariance).T)
    draws: Array = np.mean(sets, axis=0)
    return [ranks(one) for one in draws], [ranks(one) for one in normal_cdf_of(z)]


def ranks(places: Array) -> Ranks:
    """How level the places (N,) of the truth are between 0 and 1."""
    size = len(places)
    counts = np.histogram(places, BINS, (0.0, 1.0))[0]
    squares = float(((counts - size / BINS) ** 2).sum() * BINS / size)
    ordered, steps = np.sort(places), np.arange(size + 1) / size
    gap = max(float((steps[1:] - ordered).max()), float((ordered - steps[:-1]).max()))
    return Ranks(squares, gap * float(np.sqrt(size)), tuple(counts.tolist()))


def true_population() -> Population:
    """The population that people of DR-84 are drawn from."""
    mean, sd = np.array(DR84.population.mean), np.array(DR84.population.sd)
    return Population(mean[:, None], np.diag(sd**2))


def _said(failing: list[str]) -> str:
    if not failing:
        return "Laplace alone passes as well, with people so few."
    return (
        f"Laplace alone fails for {', '.join(failing)}: it takes the mode for the middle. So every "
        f"fit is corrected by draws unless it is told not to be."
    )


def _row(how: str, encounters: int, name: str, one: Ranks) -> tuple[str, ...]:
    verdict = "yes" if one.level else "no"
    return (how, str(encounters), name, f"{one.squares:.1f}", f"{one.gap:.2f}", verdict)


def _drawn(how: str, encounters: int, people: int, found: list[Ranks]) -> Drawing:
    expected = people / BINS
    reach = _BAND * float(np.sqrt(expected * (1.0 - 1.0 / BINS)))
    band = (max(0.0, expected - reach), expected + reach)
    each = [bars(name, one.counts, band) for name, one in zip(_NAMES, found, strict=True)]
    name = f"ranks-{how.split(maxsplit=1)[0].lower()}-{encounters}"
    words = f"Ranks of the truth by {how}, {encounters} encounters a person, for each parameter."
    return Drawing(name, side_by_side(name, words, each), words)
