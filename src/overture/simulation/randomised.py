"""Made-up micro-randomised trials: nudges drawn with chances that depend on what went before.

The baseline is not what the analysis assumes, people differ, and what is left over drags on from
window to window. The effect falls with the habituation dose, so the mean effect is one over the
doses that such a trial brings about.
"""

from dataclasses import dataclass
from typing import Final

import numpy as np

from overture.fitting.trial import Draws
from overture.learning import Array

HABIT: Final = 0.9


@dataclass(frozen=True)
class TrialWorld:
    """What a nudge adds at once, and for each unit of dose; and how noise drags on, 0-1."""

    effect: float = 0.15
    by_dose: float = -0.03
    drag: float = 0.5
    person_sd: float = 0.3


@dataclass(frozen=True, eq=False)
class Trial:
    """Draws of R trials at once: action, chance, outcome, dose and context, each (T, R, N)."""

    sent: Array
    probability: Array
    outcome: Array
    dose: Array
    context: Array

    def draws(self, r: int, *, by_dose: bool) -> Draws:
        """One of the trials as a table, with the dose as a moderator or not."""
        length, _, people = self.sent.shape
        flat = {name: getattr(self, name)[:, r].ravel() for name in vars(self)}
        ones = np.ones(length * people)
        moderators = [ones, flat["dose"]] if by_dose else [ones]
        return Draws(
            person=np.tile(np.arange(people), length),
            sent=flat["sent"],
            probability=flat["probability"],
            outcome=flat["outcome"],
            moderators=np.stack(moderators, axis=1),
            controls=np.stack([ones, flat["dose"], flat["context"]], axis=1),
        )


def trials(
    many: int, people: int, windows: int, rng: np.random.Generator, world: TrialWorld
) -> Trial:
    """So many trials, each with so many people and windows."""
    shape = (many, people)
    own = world.person_sd * rng.standard_normal(shape)
    context, error, dose = rng.standard_normal(shape), np.zeros(shape), np.zeros(shape)
    rows: list[tuple[Array, ...]] = []
    for _ in range(windows):
        context = 0.6 * context + 0.8 * rng.standard_normal(shape)
        error = world.drag * error + 0.4 * rng.standard_normal(shape)
        chance = np.clip(0.3 + 0.15 * context - 0.05 * dose, 0.1, 0.6)
        sent = (rng.random(shape) < chance).astype(np.float64)
        effect = world.effect + world.by_dose * dose
        baseline = 0.3 + own + 0.2 * np.tanh(2.0 * context) + 0.05 * context * dose
        rows.append((sent, chance, baseline + sent * effect + error, dose, context))
        dose = HABIT * dose + sent
    return Trial(*(np.stack(column) for column in zip(*rows, strict=True)))


def mean_effect(windows: int, rng: np.random.Generator, world: TrialWorld) -> float:
    """The true mean effect over such a trial's windows, from 200,000 people."""
    drawn = trials(1, 200_000, windows, rng, world)
    return float((world.effect + world.by_dose * drawn.dose).mean())
