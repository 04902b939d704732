"""Whether made-up people, and the population they come from, are found again.

People of the task DR-84 are fitted from 84 encounters, and 14 more are foretold. Aims come from
what full sampling of the posterior (NUTS) reaches on the same task, less what another draw of a
thousand people moves it.
"""

from typing import Final

import numpy as np

from overture.evaluation.learning.drawing import dots, side_by_side
from overture.evaluation.learning.parts import Drawing, Part, Table
from overture.evaluation.results import Figure
from overture.fitting.correction import correct
from overture.fitting.delta import PARAMETERS, DeltaRule, natural
from overture.fitting.population import Fit, fit
from overture.learning import Array
from overture.simulation import DR84, DeltaPeople, simulate_delta

SEED: Final = 0
RECOVERED: Final = (0.93, 0.92, 0.85, 0.955)
"""Least correlation of estimate and truth, in natural units; NUTS: .948 .936 .881 .970."""

FORETOLD: Final = 0.025
"""Nats a rating that may be lost to the true parameters; NUTS loses .016."""

BIAS: Final = 0.15
"""Standard deviations that the population's means and spreads may be off, in a thousand people."""

_ASKS: Final = (
    "{people} made-up people learn by the delta rule with two rates, 84 encounters each. Are their "
    "four numbers found again, and the population’s? How much is lost in foretelling 14 more "
    "ratings, against somebody who knows the true numbers?"
)
_NAMES: Final = ("rate up", "rate down", "prior mean", "noise")
_SHORTER: Final = (8, 16, 32, 84)
_SHOWN: Final = 0.6
_DOTS: Final = 300


def recovery(people: int) -> Part:
    """Fit so many made-up people and hold what is found against the truth."""
    encounters = DR84.fitted + DR84.held_out
    drawn = simulate_delta(people, encounters, np.random.default_rng(SEED))
    found = fitted(drawn, DR84.fitted)
    alike = correlations(drawn, found)
    lost = held_out(drawn, drawn.theta) - held_out(drawn, found.posterior.mean)
    figures = (
        *(
            Figure(f"recovery, {name}", value, aim)
            for name, value, aim in zip(PARAMETERS, alike, RECOVERED, strict=True)
        ),
        Figure("nats a held-out rating lost to the truth", lost, FORETOLD, at_most=True),
        Figure("population, furthest off in sd", off(found), BIAS, at_most=True),
    )
    table = _shorter(drawn)
    return Part(
        "recovery",
        _ASKS.format(people=people),
        figures,
        _says(table),
        (table,),
        (_drawn(drawn, found),),
    )


def fitted(drawn: DeltaPeople, encounters: int) -> Fit:
    """The corrected fit to the first so many encounters."""
    seen = DeltaRule(drawn.ratings[:encounters], drawn.outcomes[:encounters])
    return correct(seen, fit(seen))


def correlations(drawn: DeltaPeople, found: Fit) -> list[float]:
    """Of the truth and what was found, in natural units, for each parameter."""
    pairs = zip(natural(drawn.theta), natural(found.posterior.mean), strict=True)
    return [float(np.corrcoef(true, own)[0, 1]) for true, own in pairs]


def held_out(drawn: DeltaPeople, theta: Array) -> float:
    """Log density of a held-out rating at `theta` (4, N), having met all that went before."""
    first = DR84.fitted
    whole = DeltaRule(drawn.ratings, drawn.outcomes, precision=np.float64)
    seen = DeltaRule(drawn.ratings[:first], drawn.outcomes[:first], precision=np.float64)
    gained = whole.log_likelihood(theta[:, None]) - seen.log_likelihood(theta[:, None])
    return float(gained.mean()) / (len(drawn.ratings) - first)


def off(found: Fit) -> float:
    """How far the population's means and spreads are off at most, in true standard deviations."""
    true_mean, true_sd = np.array(DR84.population.mean), np.array(DR84.population.sd)
    by_mean = np.abs(found.population.coefficients[:, 0] - true_mean) / true_sd
    by_sd = np.abs(found.population.sd / true_sd - 1.0)
    return float(max(by_mean.max(), by_sd.max()))


def _shorter(drawn: DeltaPeople) -> Table:
    """The same correlations where people have been met less often."""
    rows = tuple(
        (str(many), *(f"{r:.2f}" for r in correlations(drawn, fitted(drawn, many))))
        for many in _SHORTER
    )
    title = "Correlation of what was found with the truth, by encounters a person"
    return Table(title, ("encounters", *_NAMES), rows)


def _says(table: Table) -> tuple[str, ...]:
    short = [
        f"{name} from {row[0]} encounters"
        for row in table.rows
        for name, cell in zip(_NAMES, row[1:], strict=True)
        if float(cell) < _SHOWN
    ]
    if not short:
        return ()
    return (f"Under {_SHOWN}, so not to be shown as anybody’s own: {'; '.join(short)}.",)


def _drawn(drawn: DeltaPeople, found: Fit) -> Drawing:
    true, own = natural(drawn.theta)[:, :_DOTS], natural(found.posterior.mean)[:, :_DOTS]
    words = "True (across) and found (upwards) for each person: both rates, prior mean, noise."
    each = [
        dots(name, xs.tolist(), ys.tolist()) for name, xs, ys in zip(_NAMES, true, own, strict=True)
    ]
    return Drawing("recovery", side_by_side("recovery", words, each), words)
