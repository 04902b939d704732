"""A plan: up to three offers with a reason each, and all that is needed to judge the rule later."""

from dataclasses import dataclass
from datetime import datetime
from functools import cached_property
from typing import Any, Literal, NamedTuple, TypeAlias

import numpy as np

from overture.learning import Array
from overture.planning.candidates import Candidate, CandidateTable, Indices, Mask
from overture.planning.outlook import Outlook
from overture.planning.reasons import Grounds, Neighbour, reason
from overture.planning.record import NO_TIMES, Moment, Record

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


class Draw(NamedTuple):
    """One candidate to offer, by its index: the rule that put it there, its chance and score."""

    place: int
    rule: Rule
    propensity: float
    score: float | None = None


@dataclass(frozen=True, eq=False)
class Plan:
    """What is offered now and how it came about.

    `draws` are the offers before they are put into words. `feasible` holds indices (n,) into
    `table`; `scores` and `propensities` are theirs. A propensity is the chance of being the first
    offer; under the gain rule they sum to 1 unless nothing is feasible. `outlook`, `permitted`
    (N,), `open` (N,), `record`, `hard` (the recent hard moment that made the limits smaller) and
    `leaning` are what the reasons and "Something smaller" speak from.
    """

    seed: int
    at: datetime
    draws: tuple[Draw, ...]
    table: CandidateTable
    feasible: Indices
    scores: Array
    propensities: Array
    outlook: Outlook
    permitted: Mask
    open: Mask
    record: Record
    hard: Moment | None
    leaning: frozenset[str] = frozenset()

    @property
    def rule(self) -> Rule:
        """The rule that put the first offer there."""
        return self.draws[0].rule if self.draws else "nothing"

    @cached_property
    def offers(self) -> tuple[Offer, ...]:
        """Up to three offers with a reason each, worded when they are first read."""
        return tuple(
            Offer(
                candidate=self.table.candidates[draw.place],
                reason=reason(_grounds(self, draw, turn)),
                rule=draw.rule,
                propensity=draw.propensity,
                score=draw.score,
            )
            for turn, draw in enumerate(self.draws)
        )

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


def _grounds(plan: Plan, draw: Draw, turn: int) -> Grounds:
    candidate = plan.table.candidates[draw.place]
    return Grounds(
        candidate=candidate,
        rule=draw.rule,
        seed=plan.seed + turn,
        family=plan.record.families.get(candidate.family, NO_TIMES),
        everything=plan.record.everything,
        after_hard=plan.hard is not None and bool(plan.open[draw.place]),
        nearest=_nearest(plan, draw.place),
        now=plan.at,
        leaned_to=candidate.family in plan.leaning and draw.rule in {"gain", "ladder"},
    )


def _nearest(plan: Plan, index: int) -> Neighbour | None:
    """The largest step of the same family that was done and has a short name, but for this one."""
    table = plan.table
    named = [n for n in table.named[table.candidates[index].family] if n != index]
    if not named:
        return None
    nearest = max(named, key=lambda other: float(plan.sizes[other]))
    further = float(plan.sizes[index] - plan.sizes[nearest])
    return Neighbour(table.candidates[nearest].short_name, further)
