"""Which model foretells people's next ratings best: the choice that a deployment makes.

Every model is fitted to the first four fifths of each person's ratings. Then each later rating is
foretold one step ahead, from everything before it, with the person's parameters left as they were;
what counts is the log density of what was rated, and for those who want units the CRPS.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any, Final

import numpy as np

from overture.fitting.correction import correct
from overture.fitting.gaussian import Foretelling, Foretold
from overture.fitting.population import fit
from overture.fitting.rivals import RIVALS
from overture.learning import Array
from overture.learning.normal import ROOT_2_PI, normal_cdf_of

HELD_OUT: Final = 0.2
_ROOT_12: Final = float(np.sqrt(12.0))
_CLEAR: Final = 1.96
_LOG_ROOT_2_PI: Final = float(np.log(ROOT_2_PI))
_ROOT_PI: Final = float(np.sqrt(np.pi))

Build = Callable[[Array], Foretelling]
"""From ratings (T, N), NaN where one is missing or held back, to a model of them."""


@dataclass(frozen=True)
class Standing:
    """How well one model or rival foretold: means over held-out ratings.

    `behind` is how many nats a rating it lies behind the best, with its standard error over
    people; `evidence` is that of the fit, for a model. Higher log scores and lower CRPS are better.
    """

    name: str
    trivial: bool
    log_score: float
    crps: float
    behind: float
    behind_error: float
    evidence: float | None

    @property
    def clearly_behind(self) -> bool:
        """Whether chance alone would hardly put it this far behind (95 %)."""
        return self.behind > _CLEAR * self.behind_error

    def as_json(self) -> dict[str, Any]:
        """The standing as plain JSON values."""
        return {
            "name": self.name,
            "trivial": self.trivial,
            "log_score": self.log_score,
            "crps": self.crps,
            "behind": self.behind,
            "behind_error": self.behind_error,
            "log_evidence": self.evidence,
        }


@dataclass(frozen=True)
class Comparison:
    """Models and trivial rivals, the best first, over so many held-out ratings of people."""

    standings: tuple[Standing, ...]
    ratings: int
    people: int

    @property
    def chosen(self) -> Standing:
        """The model that a deployment should use: the best that is no trivial rival."""
        return next(one for one in self.standings if not one.trivial)

    @property
    def most_evident(self) -> Standing:
        """The model with the most evidence, which has the price of its numbers in it."""
        models = [one for one in self.standings if one.evidence is not None]
        return max(models, key=lambda one: one.evidence or 0.0)

    def of(self, name: str) -> Standing:
        """The standing of one model or rival; KeyError where it did not take part."""
        return {one.name: one for one in self.standings}[name]

    def verdict(self) -> str:
        """Who foretells best, and whether anything trivial does as well, in words."""
        first, chosen = self.standings[0], self.chosen
        if first.trivial:
            sure = "clearly" if chosen.clearly_behind else "not clearly"
            lost = f"{chosen.behind:.3f} nats a rating ahead of {chosen.name}, {sure}"
            return f"A trivial rival wins: {first.name} is {lost}."
        rest = self.standings[1:]
        even = [one.name for one in rest if not one.clearly_behind]
        if even:
            return f"{chosen.name} foretells best, but not clearly better than {', '.join(even)}."
        return f"{chosen.name} foretells best, clearly."


def compare(
    ratings: Array, models: Mapping[str, Build], *, covariates: Array | None = None
) -> Comparison:
    """Fit every model to the earlier ratings and foretell the later ones, beside all rivals.

    Raises ValueError where nobody gave enough ratings (five) for one to be held out.
    """
    held = held_out(ratings)
    if not held.any():
        raise ValueError("Nobody gave five ratings, so none can be held out.")
    seen, later = np.where(held, np.nan, ratings), np.where(held, ratings, np.nan)
    told: dict[str, tuple[Foretold, float | None]] = {
        name: _by_model(build, ratings, seen, covariates) for name, build in models.items()
    }
    told |= {name: (rival(ratings, seen), None) for name, rival in RIVALS.items()}
    told = {name: (_no_surer(one, ratings), evidence) for name, (one, evidence) in told.items()}
    scores = {name: log_scores(foretold, later) for name, (foretold, _) in told.items()}
    best = max(scores, key=lambda name: float(np.nanmean(scores[name])))
    standings = [
        Standing(
            name,
            name in RIVALS,
            float(np.nanmean(scores[name])),
            float(np.nanmean(crps(foretold, later))),
            *_behind(scores[best] - scores[name]),
            evidence,
        )
        for name, (foretold, evidence) in told.items()
    ]
    standings.sort(key=lambda one: -one.log_score)
    return Comparison(tuple(standings), int(held.sum()), int(held.any(axis=0).sum()))


def held_out(ratings: Array, share: float = HELD_OUT) -> Array:
    """Which ratings (T, N) are held out: this share of each person's, the last ones."""
    given = ~np.isnan(ratings)
    left = given[::-1].cumsum(axis=0)[::-1]  # this one and those after it
    found: Array = given & (left <= np.floor(share * given.sum(axis=0) + 1e-9))
    return found


def log_scores(foretold: Foretold, ratings: Array) -> Array:
    """Log density of each rating (T, N); NaN where there is none."""
    z = (ratings - foretold.mean) / foretold.sd
    found: Array = -0.5 * z * z - np.log(foretold.sd) - _LOG_ROOT_2_PI
    return found


def crps(foretold: Foretold, ratings: Array) -> Array:
    """Continuous ranked probability score (T, N), in units of the scale; 0 is perfect.

    For a normal forecast: sd (z (2 Phi(z) - 1) + 2 phi(z) - 1 / sqrt(pi)) (Gneiting and Raftery
    2007).
    """
    z = (ratings - foretold.mean) / foretold.sd
    bell = np.exp(-0.5 * z * z) / ROOT_2_PI
    found: Array = foretold.sd * (z * (2.0 * normal_cdf_of(z) - 1.0) + 2.0 * bell - 1.0 / _ROOT_PI)
    return found


def _by_model(
    build: Build, ratings: Array, seen: Array, covariates: Array | None
) -> tuple[Foretold, float]:
    model = build(seen)
    found = rough = fit(model, covariates=covariates)
    # Where a model is far from the truth, its draws may run off the numbers there are.
    with np.errstate(all="ignore"):
        found = correct(model, rough)
    if not np.isfinite(found.posterior.mean).all():
        found = rough
    return build(ratings).foretold(found.posterior.mean), found.log_evidence


def _no_surer(foretold: Foretold, ratings: Array) -> Foretold:
    """The same, no surer than the steps in which people rate.

    Whole points are known to a step over the root of twelve; a density may not be higher than that
    for somebody who always gives the same.
    """
    steps = np.diff(np.unique(ratings[~np.isnan(ratings)]))
    finest = float(steps.min()) / _ROOT_12 if steps.size else 0.0
    return Foretold(foretold.mean, np.maximum(foretold.sd, finest))


def _behind(lead: Array) -> tuple[float, float]:
    """Mean lead a rating, and its standard error; people, not ratings, are independent."""
    mean = float(np.nanmean(lead))
    off = np.nansum(lead - mean, axis=0)
    return mean, float(np.sqrt(np.square(off).sum()) / max(int((~np.isnan(lead)).sum()), 1))
