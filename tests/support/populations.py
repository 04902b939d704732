"""A population of the belief model, fitted to made-up people, as a prior."""

from datetime import UTC, datetime
from functools import cache
from typing import Any

import numpy as np

from overture.fitting.artefact import Provenance, artefact_of
from overture.fitting.belief import BeliefModel
from overture.fitting.diagnostics import judge
from overture.fitting.population import fit
from overture.fitting.priors import ANXIETY
from overture.simulation.belief_people import simulate_belief


@cache
def artefact(*, missing: bool = False) -> dict[str, Any]:
    """The prior of eighty people with a score; with `missing`, of whom a quarter have none."""
    drawn = simulate_belief(80, 10, np.random.default_rng(0))
    about = np.stack((np.ones(80), drawn.score))
    names: tuple[str, ...] = ("one", ANXIETY)
    if missing:
        lacks = np.arange(80) % 4 == 0
        about = np.stack((np.ones(80), np.where(lacks, 0.0, drawn.score), lacks))
        names = (*names, f"{ANXIETY} missing")
    found = fit(BeliefModel(drawn.attempts), covariates=about)
    source = Provenance("attempts.csv", "0" * 64, 1, datetime(2026, 1, 2, tzinfo=UTC), "0.1", {})
    return artefact_of(found, judge(found), source, model="belief", covariates=names)
