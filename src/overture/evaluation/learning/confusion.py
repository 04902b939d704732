"""Model recovery: people who live by one rule, and which model is chosen for them.

A deployment chooses by the log score of held-out ratings; beside it stands the choice by evidence.
Two models may be one rule: where both rates are alike, two foretell what one does.
"""

from typing import Final

import numpy as np

from overture.evaluation.learning.foretelling import models
from overture.evaluation.learning.parts import Part, Table
from overture.evaluation.results import Figure
from overture.fitting.comparing import compare
from overture.simulation.situated import (
    INERTIA,
    KALMAN,
    KERNEL,
    ONE_RATE,
    TWO_RATES,
    Rule,
    simulate_situated,
)

SEED: Final = 11
PEOPLE: Final = 20
ENCOUNTERS: Final = 48
FOUND: Final = 0.8

RULES: Final[dict[str, Rule]] = {
    "one rate": ONE_RATE,
    "two rates": TWO_RATES,
    "kernel": KERNEL,
    "Kalman twin": KALMAN,
    "inertia only": INERTIA,
}

_ASKS: Final = (
    "{times} deployments of {people} made-up people for each rule, who really live by it, with "
    "{encounters} encounters each. Which model is chosen for them, by held-out ratings and by "
    "evidence?"
)


def confusion(times: int, people: int = PEOPLE) -> Part:
    """The table of rules against chosen models, both ways of choosing."""
    by_score, by_evidence = counts(times, people)
    right = np.trace(by_score) / by_score.sum(), np.trace(by_evidence) / by_evidence.sum()
    figures = (
        Figure("right model chosen, by held-out ratings", float(right[0]), FOUND),
        Figure("right model chosen, by evidence", float(right[1]), FOUND),
    )
    tables = (
        _table("Chosen by held-out ratings", by_score),
        _table("Chosen by evidence", by_evidence),
    )
    asks = _ASKS.format(times=times, people=people, encounters=ENCOUNTERS)
    return Part("model recovery", asks, figures, _says(by_score), tables)


def counts(times: int, people: int = PEOPLE) -> tuple[np.ndarray, np.ndarray]:
    """How often each model (columns) was chosen for people of each rule (rows)."""
    names = list(RULES)
    by_score, by_evidence = np.zeros((2, len(names), len(names)), dtype=np.intp)
    for row, rule in enumerate(RULES.values()):
        for time in range(times):
            rng = np.random.default_rng((SEED, row, time))
            drawn = simulate_situated(rule, people, ENCOUNTERS, rng)
            found = compare(drawn.ratings, models(drawn))
            by_score[row, names.index(found.chosen.name)] += 1
            by_evidence[row, names.index(found.most_evident.name)] += 1
    return by_score, by_evidence


def _table(title: str, counted: np.ndarray) -> Table:
    rows = tuple((name, *map(str, row)) for name, row in zip(RULES, counted.tolist(), strict=True))
    return Table(title, ("people live by", *RULES), rows)


def _says(counted: np.ndarray) -> tuple[str, ...]:
    names, mixed = list(RULES), []
    for row, name in enumerate(names):
        for column, other in enumerate(names):
            if row != column and counted[row, column]:
                mixed.append(f"{other} for {name} ({counted[row, column]} of {counted[row].sum()})")
    if not mixed:
        return ("No model was taken for another.",)
    return (f"Taken for another by held-out ratings: {'; '.join(mixed)}.",)
