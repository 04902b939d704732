"""Taking out the bias of Laplace: 64 weighted draws a person in place of a normal posterior.

The population is the one that the weighted draws point to (`weighing`), and the weights follow it,
until both stand still. Where too few draws count, because the modes were found under a population
too far off, another set is drawn around what was found, and what is known of a person comes from
all sets.
"""

from dataclasses import replace
from typing import Final

from overture.fitting.hastening import Hastening
from overture.fitting.model import Model
from overture.fitting.normal import bounds, maximised, moved
from overture.fitting.population import Fit, Found, price, with_people
from overture.fitting.shard import Ask, Course, Held, Shard, Standing, asked, conduct
from overture.fitting.sums import Sums
from overture.fitting.weighing import ENOUGH, at_best
from overture.learning import Array

_SETS: Final = 3
_MOST_ROUNDS: Final = 200


def correct(model: Model, found: Fit, *, seed: int = 0) -> Fit:
    """The fit with its population, people and evidence corrected by draws.

    Raises ValueError for a model of more than twelve parameters.
    """
    held = Held(Shard(model, found.covariates), standing=Standing(posterior=found.posterior))
    better = conduct(corrected(found, model.start().sd, seed=seed), held)
    return with_people(better, model, found.covariates, held.standing[0])


def corrected(found: Found, width: Array, *, seed: int = 0) -> Course[Found]:
    """The course of a correction; people must have been looked at under what was found.

    `width` (D,) is the sd that the fit started from. What came to rest here is settled,
    though the fit before it, from which it starts, may have been slow.
    """
    population, limits = found.population, bounds(width)
    trace = list(found.trace)
    for turn in range(_SETS):
        hastening, rests = Hastening(limits), False
        for step in range(_MOST_ROUNDS):
            ask = Ask("weigh", population) if step else Ask("draw", population, seed + turn)
            sums = yield from asked(ask, Sums)
            if hastening.went_down(float(sums.evidence)):
                population = hastening.back()
                continue
            trace.append(float(sums.evidence))
            before, population = population, maximised(population, sums, found.shape, limits)
            if rests := moved(before, population) < 1.0:
                break
            population = hastening.onward(before, population)
        sums = yield from asked(Ask("look", population), Sums)
        if sums.effective >= ENOUGH * at_best(len(width)) * sums.people:
            break
    return replace(
        found,
        population=population,
        log_evidence=float(sums.evidence) - price(population, found.shape, found.people),
        trace=tuple(trace),
        settled=rests,
        corrected=True,
    )
