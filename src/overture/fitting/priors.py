"""What a new person starts from where a population was fitted: N(B z, S), as one person's prior.

A `Prior` holds a mean and a spread for each parameter. What of S says that two parameters go
together is left out, which makes the start a little wider and moves no mean.
"""

import math
from collections.abc import Mapping
from typing import Any, Final

import numpy as np

from overture.fitting.artefact import population_of
from overture.fitting.belief import NAME
from overture.learning import PARAMETERS, Prior

_ONE: Final = "one"
_MISSING: Final = " missing"
_FURTHEST: Final = 3.0
ANXIETY: Final = "z_anxiety"
"""What a fit calls the anxiety score."""


def prior_from(artefact: Mapping[str, Any], scores: Mapping[str, float | None]) -> Prior:
    """The prior of somebody with these scores, in standard deviations; None is not known.

    Of a covariate that is not known the mean is taken, and where the fit had no group of those who
    lack it, the spread is wider by what it could have moved. A score beyond three standard
    deviations counts as three. Raises ValueError where the artefact is not a belief model's that
    may become a prior.
    """
    if artefact.get("model") != NAME or tuple(artefact.get("parameters", ())) != PARAMETERS:
        raise ValueError("This is no prior of the belief model.")
    if not artefact["verdict"]["passes"]:
        raise ValueError("This fit is not to become a prior; its verdict says why.")
    population, names = population_of(artefact), tuple(artefact["covariates"])
    about = np.array([_about(name, scores) for name in names])
    open_ = [_unknown(name, scores) and name + _MISSING not in names for name in names]
    wider = np.square(population.coefficients[:, open_]).sum(axis=1)
    mean = population.coefficients @ about
    sd = np.sqrt(np.diag(population.covariance) + wider)
    return Prior(tuple(mean.tolist()), tuple(sd.tolist()))


def _about(name: str, scores: Mapping[str, float | None]) -> float:
    """One person's value of one covariate."""
    if name == _ONE:
        return 1.0
    if name.endswith(_MISSING):
        return float(scores.get(name.removesuffix(_MISSING)) is None)
    score = scores.get(name)
    if score is not None and not math.isfinite(score):
        raise ValueError("a score must be a finite number of standard deviations")
    return 0.0 if score is None else max(-_FURTHEST, min(_FURTHEST, score))


def _unknown(name: str, scores: Mapping[str, float | None]) -> bool:
    return name != _ONE and not name.endswith(_MISSING) and scores.get(name) is None
