"""A fitted population as a file: what new people start from, and where that comes from.

It holds nothing of any person: no rating, no estimate, no key, and no population of a handful.
"""

import json
import os
import tempfile
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any, Final

import numpy as np

from overture.fitting.diagnostics import Verdict
from overture.fitting.population import Found, Population
from overture.fitting.survey import LEAST_PEOPLE

FORMAT: Final = 1


@dataclass(frozen=True)
class Provenance:
    """Which data, of how many people and ratings, fitted when, by which version and settings."""

    source: str
    source_sha256: str
    ratings: int
    fitted_at: datetime
    version: str
    settings: Mapping[str, Any]


def artefact_of(
    fit: Found, verdict: Verdict, provenance: Provenance, *, model: str, covariates: tuple[str, ...]
) -> dict[str, Any]:
    """The artefact as plain JSON values.

    Raises ValueError for fewer than twenty people, and where one person alone decides what a
    covariate is worth: that coefficient would be an estimate of that person.
    """
    if fit.people < LEAST_PEOPLE:
        raise ValueError(f"A prior needs {LEAST_PEOPLE} people; these are {fit.people}.")
    if verdict.alone:
        raise ValueError("One person alone decides what a covariate of this prior is worth.")
    return {
        "format": FORMAT,
        "model": model,
        "parameters": list(fit.parameters),
        "covariates": list(covariates),
        "coefficients": fit.population.coefficients.tolist(),
        "covariance": fit.population.covariance.tolist(),
        "shape": fit.shape,
        "corrected": fit.corrected,
        "log_evidence": fit.log_evidence,
        "people": fit.people,
        "verdict": _of_all(verdict),
        "provenance": {
            "source": provenance.source,
            "source_sha256": provenance.source_sha256,
            "ratings": provenance.ratings,
            "fitted_at": provenance.fitted_at.isoformat(),
            "version": provenance.version,
            "settings": dict(provenance.settings),
        },
    }


def _of_all(verdict: Verdict) -> dict[str, Any]:
    """The verdict without counts of people, which could single somebody out."""
    found = verdict.as_json()
    for one in found["parameters"]:
        del one["people_it_is_known_of"]
    return {**found, "warnings": []} if verdict.passes else found


def population_of(artefact: Mapping[str, Any]) -> Population:
    """The population of an artefact. Raises ValueError where it is not one that can be read."""
    if artefact.get("format") != FORMAT:
        raise ValueError("This is no prior that this version can read.")
    coefficients = np.array(artefact["coefficients"], dtype=np.float64)
    covariance = np.array(artefact["covariance"], dtype=np.float64)
    size = len(artefact["parameters"])
    whole = np.isfinite(coefficients).all() and np.isfinite(covariance).all()
    fits = coefficients.shape == (size, len(artefact["covariates"]))
    if not (whole and fits and covariance.shape == (size, size)):
        raise ValueError("The numbers of this prior do not fit its parameters.")
    if np.linalg.eigvalsh(covariance).min() <= 0.0:
        raise ValueError("The covariance of this prior is not positive.")
    return Population(coefficients, covariance)


def write(path: Path, artefact: Mapping[str, Any]) -> None:
    """Write it as JSON, whole or not at all."""
    text = json.dumps(artefact, ensure_ascii=False, allow_nan=False, indent=1) + "\n"
    write_whole(path, text.encode())


def write_whole(path: Path, content: bytes) -> None:
    """Write a file so that what stood there before stays until the new one is complete."""
    handle, name = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name}.")
    written = Path(name)
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        written.replace(path)
    except BaseException:
        written.unlink(missing_ok=True)
        raise
