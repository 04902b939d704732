"""The whole course of a fit, from who people are to what may be said of them."""

from overture.fitting.correction import corrected
from overture.fitting.population import Found, Population, Report, Shape, laplace_em
from overture.fitting.shard import Ask, Course, asked
from overture.fitting.sums import Begun, Tally


def whole(
    parameters: tuple[str, ...],
    *,
    shape: Shape = "full",
    laplace: bool = False,
    start: Population | None = None,
    seed: int = 0,
    report: Report = lambda _doing, _share: None,
) -> Course[tuple[Found, Tally]]:
    """Fit, correct by draws unless `laplace`, and count what is known of people.

    `start` is where it begins, of another fit with the same parameters and covariates.
    """
    begun = yield from asked(Ask("begin"), Begun)
    found = yield from laplace_em(parameters, begun, shape=shape, start=start, report=report)
    if not laplace:
        report("Correcting it with draws", 1.0)
        found = yield from corrected(found, begun.sd / begun.people, seed=seed)
    tell = Ask("tell", found.population, together=begun.about)
    counted = yield from asked(tell, Tally)
    return found, counted
