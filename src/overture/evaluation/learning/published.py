"""Whether a published hierarchical fit is found again, and foretells better than trivial rivals.

The data are their authors' and are read from the folder that OVERTURE_PIRAY2019 names, if any.
"""

import os
from collections.abc import Mapping
from pathlib import Path
from typing import Final

import numpy as np

from overture.evaluation import go_no_go
from overture.evaluation.learning.choosing import foretold_choices
from overture.evaluation.learning.parts import Part
from overture.evaluation.results import Figure
from overture.fitting.population import fit

EVIDENCE: Final = 1.5
SAME: Final = 0.99
LEFT_OUT: Final = "Left out: OVERTURE_PIRAY2019 names no folder with the authors’ data."

_ASKS: Final = (
    "44 people in a go/no-go task with social cues (Piray et al. 2019). Does the same model, "
    "fitted here, give the published evidence and each person’s published numbers?"
)
_REAL: Final = (
    "The same 44 people: the first 96 of their 120 trials are fitted, the choices in the last 24 "
    "are foretold one by one. Does the model foretell real people better than trivial rivals do?"
)


def published(folder: Path | None) -> Part:
    """The published fit, done again: its evidence, and each person's parameters."""
    if folder is None:
        return Part("published fit", _ASKS, left_out=LEFT_OUT)
    found = fit(go_no_go.read(folder, "m1"), shape="diagonal")
    known = go_no_go.PUBLISHED_EVIDENCE["m1"]
    figures = [
        # Named so that it can be found: the evidence itself, which may not lie below what is known.
        Figure("log_evidence", found.log_evidence, known - EVIDENCE),
        Figure(
            "published fit, nats of evidence off",
            abs(found.log_evidence - known),
            EVIDENCE,
            at_most=True,
        ),
    ]
    if (folder / "published.json").exists():
        theirs = go_no_go.published_parameters(folder, "m1")
        pairs = zip(theirs, found.posterior.mean, strict=True)
        least = min(float(np.corrcoef(one, other)[0, 1]) for one, other in pairs)
        figures.append(Figure("published fit, least correlation of people", least, SAME))
    return Part("published fit", _ASKS, tuple(figures))


def real_people(folder: Path | None) -> Part:
    """The choices of real people foretold, beside four trivial rivals."""
    if folder is None:
        return Part("real people foretold", _REAL, left_out=LEFT_OUT)
    return foretold_choices("real people foretold", _REAL, go_no_go.read(folder, "m1"))


def data_folder(environment: Mapping[str, str] = os.environ) -> Path | None:
    """Where the authors' data are, if they are anywhere."""
    return with_choices(Path(environment.get("OVERTURE_PIRAY2019", "") or "nowhere"))


def with_choices(folder: Path) -> Path | None:
    """The folder, if the choices lie in it."""
    return folder if (folder / "choices.csv.gz").exists() else None
