"""Held-out ratings foretold one step ahead: the models beside each other and four trivial rivals.

In worlds that one of the models is true of, in one where ratings are given in whole points and sit
on the floor, and in one where nothing is learned at all.
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Final

import numpy as np

from overture.evaluation.learning.parts import Part, Table
from overture.evaluation.results import Figure
from overture.fitting.comparing import Build, Comparison, compare
from overture.fitting.delta import DeltaRule
from overture.fitting.generalising import Generalising
from overture.fitting.inertia import Inertia
from overture.fitting.one_rate import OneRate
from overture.fitting.twin import Twin
from overture.simulation.situated import (
    INERTIA,
    KALMAN,
    TWO_RATES,
    Situated,
    simulate_situated,
)

SEED: Final = 5
ENCOUNTERS: Final = 84
AHEAD: Final = 0.05
"""Nats a rating by which the best model is to beat the best rival where there is learning."""

_LOWER: Final = 25.0
"""Points by which people rate less where many sit on the floor: a quarter of their ratings do."""

_ASKS: Final = (
    "{people} made-up people a world, 84 encounters each. Models are fitted to the first four "
    "fifths of the ratings and foretell the rest one step ahead, in nats a rating (higher is "
    "better) and CRPS in points of 100 (lower is better). Does a trivial rival foretell as well?"
)


@dataclass(frozen=True)
class World:
    """A name, how people are drawn, and whether there is learning to be found."""

    name: str
    draw: Callable[[int, np.random.Generator], Situated]
    learns: bool


def as_given(drawn: Situated) -> Situated:
    """Ratings as people give them: eleven points from 0 to 100, and many on the floor."""
    ratings = np.clip(np.round((drawn.ratings - _LOWER) / 10.0), 0.0, 10.0) * 10.0
    outcomes = np.clip(drawn.outcomes - _LOWER, 0.0, 100.0)
    return Situated(drawn.theta, ratings, outcomes, drawn.places, drawn.squared_distance)


WORLDS: Final = (
    World("two rates", lambda n, rng: simulate_situated(TWO_RATES, n, ENCOUNTERS, rng), True),
    World("situations", lambda n, rng: simulate_situated(KALMAN, n, ENCOUNTERS, rng), True),
    World(
        "whole points, on the floor",
        lambda n, rng: as_given(simulate_situated(TWO_RATES, n, ENCOUNTERS, rng)),
        True,
    ),
    World("inertia only", lambda n, rng: simulate_situated(INERTIA, n, ENCOUNTERS, rng), False),
)


def foretelling(people: int) -> Part:
    """Every model and every rival in every world."""
    figures, tables, says = [], [], []
    for number, world in enumerate(WORLDS):
        drawn = world.draw(people, np.random.default_rng(SEED + number))
        found = compare(drawn.ratings, models(drawn))
        tables.append(_table(world.name, found))
        says.append(f"{world.name}: {found.verdict()}")
        if world.learns:
            figures.append(
                Figure(f"nats ahead of the best rival, {world.name}", ahead(found), AHEAD)
            )
    return Part(
        "held-out ratings", _ASKS.format(people=people), tuple(figures), tuple(says), tuple(tables)
    )


def models(drawn: Situated) -> dict[str, Build]:
    """All models that take one rating an encounter."""
    met, places, apart = drawn.outcomes, drawn.places, drawn.squared_distance
    return {
        "one rate": lambda ratings: OneRate(DeltaRule(ratings, met)),
        "two rates": lambda ratings: DeltaRule(ratings, met),
        "kernel": lambda ratings: Generalising(ratings, met, places, apart),
        "Kalman twin": lambda ratings: Twin(ratings, met, places, apart),
        "inertia only": Inertia,
    }


def ahead(found: Comparison) -> float:
    """Nats a rating by which the best model is ahead of the best trivial rival."""
    rival = next(one for one in found.standings if one.trivial)
    return found.chosen.log_score - rival.log_score


def _table(world: str, found: Comparison) -> Table:
    rows = tuple(
        (
            f"{one.name} (trivial)" if one.trivial else one.name,
            f"{one.log_score:.4f}",
            f"{one.crps:.2f}",
            f"{one.behind:.4f} ± {one.behind_error:.4f}" if one.behind else "",
        )
        for one in found.standings
    )
    heading = ("who foretells", "nats a rating", "CRPS", "behind the best")
    return Table(f"World: {world}", heading, rows)
