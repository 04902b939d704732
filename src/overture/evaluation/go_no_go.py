"""A published hierarchical fit, done again: a go/no-go task with social cues, 44 people.

Piray, Ly, Roelofs, Cools and Toni (2019), J Neurosci 39. Per cue (valence of go by emotion),
`q += kappa k (o - q)` for what was done, with `k = w A + 1 - w`, `A = lambda P`,
`P <- A + (1 - lambda)(o - q)^2` from `2 lambda (1 - lambda)`, and P(go) = logistic of
`beta (q_go - q_no)` and a bias of the cue. m1 has w = lambda = 0. The data are the authors' and are
not part of this program; the few numbers kept here are theirs.
"""

import csv
import gzip
import json
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final, Literal

import numpy as np
from numpy.typing import NDArray

from overture.fitting.complex_step import curve_by_complex_step
from overture.fitting.gaussian import logistic
from overture.fitting.model import Curve, Start
from overture.learning import Array

PUBLISHED_EVIDENCE: Final = {"m1": -12477.24231168078, "m2": -12469.361416599435}
PUBLISHED_MEAN: Final = {
    "m1": (0.492323, 0.376003, 0.155552, 0.030908, 0.046909),
    "m2": (0.469225, -0.351733, -0.185543, 4.152247, 0.150670, 0.035463, 0.048341),
}
"""Group means as published, in the order of each model's parameters."""

_NAMES: Final = {
    "m1": ("log beta", "logit kappa", "valence", "emotion", "both"),
    "m2": ("log beta", "logit lambda", "logit w", "logit kappa", "valence", "emotion", "both"),
}
# The bias of each cue, as so much of valence, of emotion and of both.
_BIAS: Final = np.array(((1, 1, -1, -1), (1, -1, 1, -1), (1, -1, -1, 1)), dtype=np.float64)
_START_SD: Final = 6.25**0.5

Name = Literal["m1", "m2"]
AnyArray = NDArray[Any]


@dataclass(frozen=True, eq=False)
class GoNoGo:
    """Choices (T, 4, N), 1 for go and 0 for no-go, and outcomes (T, 4, N), by trial and cue."""

    name: Name
    went: Array
    outcomes: Array

    @property
    def parameters(self) -> tuple[str, ...]:
        """The names of the parameters of this model."""
        return _NAMES[self.name]

    @property
    def people(self) -> int:
        """How many people there are."""
        return int(self.went.shape[2])

    @property
    def observations(self) -> Array:
        """Everybody chose at every trial and cue."""
        return np.full(self.people, float(self.went[..., 0].size))

    @property
    def longest_step(self) -> Array:
        """All parameters are logits, logs or logits' terms."""
        return np.full(len(self.parameters), 1.0)

    def start(self) -> Start:
        """The authors' weak prior: 0, with a variance of 6.25."""
        size = len(self.parameters)
        return Start(np.zeros(size), np.full(size, _START_SD))

    def curve(self, theta: Array) -> Curve:
        """Log likelihood, gradient and observed information, by complex step."""
        return curve_by_complex_step(self.log_likelihood, theta)

    def log_likelihood(self, theta: AnyArray, people: slice = slice(None)) -> AnyArray:
        """Log likelihood (M, n) of the choices at `theta` (D, M, n)."""
        total = np.zeros(theta.shape[1:], theta.dtype)
        for went, strength in self._strengths(theta, people):
            total -= np.log1p(np.exp(np.where(went > 0.0, -strength, strength))).sum(axis=0)
        return total

    def chances(self, theta: Array) -> Array:
        """The chance (T, 4, N) that each person at `theta` (D, N) goes, by all that went before."""
        told = [strength[:, 0] for _, strength in self._strengths(theta[:, None], slice(None))]
        return logistic(np.array(told))

    def _strengths(self, theta: AnyArray, people: slice) -> Iterator[tuple[AnyArray, AnyArray]]:
        """Trial by trial who went (4, 1, n), and the log odds of it beforehand (4, M, n)."""
        if self.name == "m1":
            beta, kappa, bias = np.exp(theta[0]), logistic(theta[1]), theta[2:]
            share = weight = np.zeros_like(beta)
        else:
            beta, kappa, bias = np.exp(theta[0]), logistic(theta[3]), theta[4:]
            share, weight = logistic(theta[1]), logistic(theta[2])
        lean = np.einsum("bc,bmn->cmn", _BIAS, bias)
        values = np.zeros((2, 4, *theta.shape[1:]), theta.dtype)
        surprise = np.zeros_like(lean) + 2.0 * share * (1.0 - share)
        went_by_trial, outcomes = self.went[:, :, None, people], self.outcomes[:, :, None, people]
        for went, outcome in zip(went_by_trial, outcomes, strict=True):
            yield went, beta * (values[0] - values[1]) + lean
            error = outcome - np.where(went > 0.0, values[0], values[1])
            carried = share * surprise
            moved = kappa * (weight * carried + 1.0 - weight) * error
            values[0] += went * moved
            values[1] += (1.0 - went) * moved
            surprise = carried + (1.0 - share) * error**2


def read(folder: Path, name: Name) -> GoNoGo:
    """The choices in `choices.csv.gz` of a folder; OSError where they are not there."""
    with gzip.open(folder / "choices.csv.gz", "rt", encoding="utf-8", newline="") as file:
        rows = np.array([[float(cell) for cell in row] for row in list(csv.reader(file))[1:]])
    person, trial, cue = rows[:, :3].astype(int).T
    went, outcomes = np.zeros((2, trial.max() + 1, 4, person.max() + 1))
    went[trial, cue, person] = rows[:, 3] == 1.0
    outcomes[trial, cue, person] = rows[:, 4]
    return GoNoGo(name, went, outcomes)


def published_parameters(folder: Path, name: Name) -> Array:
    """What the authors found for each person (D, N), from `published.json` of the folder."""
    found = json.loads((folder / "published.json").read_text("utf-8"))
    return np.array(found[name]["parameters"]).T
