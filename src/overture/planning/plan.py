"""A plan: up to three offers with a reason each, and all that is needed to judge the rule later."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any, Literal, TypeAlias

import numpy as np

from overture.learning import Array
from overture.planning.candidates import Candidate, CandidateTable, Indices, Mask
from overture.planning.outlook import Outlook

Rule: TypeAlias = Literal["gain", "pair", "ladder", "smallest", "smaller", "nothing"]
OFFERS = 3


@dataclass(frozen=True, slots=True)
class Offer:
    """One step with the sentence that says why.

    `rule` says what put it here. `propensity` (0-1) is the chance that this rule, with what was
    offered before it, had of offering this step; 1 where the rule leaves nothing to chance.
    `score` is its expected gain in the gain rule, else None.
    """

    candidate: Candidate
    reason: str
    rule: Rule
    propensity: float
    score: float | None = None


@dataclass(frozen=True, eq=False)
class Plan:
    """What is offered now and how it came about.

    `feasible` holds indices (n,) into `table`; `scores` and `propensities` are theirs. A propensity
    is the chance of being the first offer, and they sum to 1 unless nothing is feasible. `outlook`,
    `permitted` (N,) and `open` (N,) are kept for "Something smaller".
    """

    rule: Rule
    seed: int
    at: datetime
    offers: tuple[Offer, ...]
    table: CandidateTable
    feasible: Indices
    scores: Array
    propensities: Array
    outlook: Outlook
    permitted: Mask
    open: Mask

    @property
    def sizes(self) -> Array:
        """Expected difficulty of every candidate, 0-10, shape (N,)."""
        return self.outlook.size

    def to_dict(self) -> dict[str, Any]:
        """Plain JSON values to store with the pick, for comparing rules afterwards."""
        items = self.table.candidates
        return {
            "version": 1,
            "rule": self.rule,
            "seed": self.seed,
            "at": self.at.isoformat(),
            "offers": [
                {
                    "step_id": offer.candidate.step_id,
                    "reason": offer.reason,
                    "rule": offer.rule,
                    "propensity": offer.propensity,
                    "score": offer.score,
                }
                for offer in self.offers
            ],
            "feasible": [items[index].step_id for index in self.feasible.tolist()],
            "scores": self.scores.tolist(),
            "propensities": self.propensities.tolist(),
        }


def smaller_index(plan: Plan, candidate: Candidate) -> int | None:
    """The index of the next smaller step than a candidate, or None if it is the smallest.

    The largest of the steps that are half a point smaller or more, else the nearest that is smaller
    at all; from today's open steps if there are any, else from all permitted ones.
    """
    here = plan.table.candidates.index(candidate)
    for mask in (plan.open, plan.permitted):
        for margin in (0.5, 0.0):
            below = np.flatnonzero(mask & (plan.sizes < plan.sizes[here] - margin))
            if below.size:
                return int(below[np.argmax(plan.sizes[below])])
    return None
