"""Choices between two foretold one step ahead: a fitted model beside four trivial rivals.

For a choice the log score is the log of the chance that was given to what was done, and the CRPS
is Brier's score, the squared distance of the chance from what was done.
"""

from dataclasses import replace
from typing import Final

import numpy as np

from overture.evaluation.go_no_go import GoNoGo
from overture.evaluation.learning.parts import Part, Table
from overture.evaluation.results import Figure
from overture.fitting.population import fit
from overture.learning import Array

FITTED: Final = 96
"""Trials of 120 that are fitted; the rest are foretold."""

_LEANT: Final = 2.0
"""Choices' worth of everybody's habit that one person's is leant on."""


def foretold_choices(name: str, asks: str, task: GoNoGo, fitted: int = FITTED) -> Part:
    """Fit the first trials, foretell the others one by one, and hold that against the rivals."""
    seen = replace(task, went=task.went[:fitted], outcomes=task.outcomes[:fitted])
    theta = fit(seen, shape="diagonal").posterior.mean
    chances = {"model m1": task.chances(theta)[fitted:]}
    chances |= {rival: chance[fitted:] for rival, chance in rivals(task.went, fitted).items()}
    later = task.went[fitted:]
    scores = {who: np.log(np.where(later > 0, p, 1 - p)) for who, p in chances.items()}
    order = sorted(scores, key=lambda who: -float(scores[who].mean()))
    rows = tuple(
        (who, f"{scores[who].mean():.4f}", f"{np.square(chances[who] - later).mean():.4f}")
        for who in order
    )
    best = next(who for who in order if who != "model m1")
    lead = (scores["model m1"] - scores[best]).mean(axis=(0, 1))
    error = float(lead.std(ddof=1) / np.sqrt(len(lead)))
    figures = (Figure(f"nats a choice ahead of the best rival ({best})", float(lead.mean()), 0.0),)
    said = (
        f"The model is {lead.mean():+.4f} nats a choice ahead of {best}, the best rival, with a "
        f"standard error of {error:.4f} over {len(lead)} people."
    )
    says = (said,) if lead.mean() >= 0.0 else (f"A trivial rival wins here: {best}.", said)
    title = f"{later[..., 0].size} held-out choices of each of {len(lead)} people"
    table = Table(title, ("who foretells", "nats a choice", "Brier score"), rows)
    return Part(name, asks, figures, says, (table,))


def rivals(went: Array, fitted: int) -> dict[str, Array]:
    """The chance (T, 4, N) of going that each trivial rival gives, from what came before only."""
    everybody = float(went[:fitted].mean())
    before = np.cumsum(went, axis=0) - went
    count = np.arange(len(went), dtype=np.float64)[:, None, None]
    last = np.vstack((np.full_like(went[:1], np.nan), went[:-1]))
    again = _habit(went, last, fitted)
    return {
        "population mean": np.full_like(went, everybody),
        "person mean": (before.sum(axis=1, keepdims=True) + _LEANT * everybody)
        / (4.0 * count + _LEANT)
        * np.ones_like(went),
        "person mean of the cue": (before + _LEANT * everybody) / (count + _LEANT),
        "last choice at the cue": _repeated(last, again.mean(), everybody),
        "AR(1) at the cue": _after(went, last, fitted, everybody),
    }


def _habit(went: Array, last: Array, fitted: int) -> Array:
    """How often each person (N,) did what was done last at the same cue."""
    same = (went[1:fitted] == last[1:fitted]).mean(axis=(0, 1))
    return np.asarray(same, dtype=np.float64)


def _repeated(last: Array, again: float, everybody: float) -> Array:
    chance = np.where(last > 0.0, again, 1.0 - again)
    return np.where(np.isnan(last), everybody, chance)


def _after(went: Array, last: Array, fitted: int, everybody: float) -> Array:
    """A person's own chance of going after having gone, and after not, at the same cue."""
    now, then = went[1:fitted], last[1:fitted]
    chance = np.full_like(went, everybody)
    for state in (0.0, 1.0):
        at = then == state
        shared = float(now[at].mean())
        own = ((now * at).sum(axis=0) + _LEANT * shared) / (at.sum(axis=0) + _LEANT)
        chance = np.where(last == state, own, chance)
    return chance
