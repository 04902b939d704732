"""The rules that are compared: ours, and the rivals it must beat. Each chooses for all at once.

`gain` and `ladder` are `planning.choose_next` and `planning.choose_by_ladder`, worked out for many
people in one go; a test holds both to that code, day by day.
"""

from collections.abc import Callable
from dataclasses import dataclass
from statistics import NormalDist
from typing import Final

import numpy as np
from numpy.typing import NDArray

from overture.learning import Array
from overture.learning.experience import NOISE_VARIANCE
from overture.learning.normal import Z_80_ONE_SIDED, normal_cdf_of
from overture.planning.choose import INFORMATION, PAIR_WITHIN, TEMPERATURE, VARIETY
from overture.planning.feasibility import (
    AFTER_HARD,
    GAPS_DAYS,
    ROOM_MINUTES,
    SMALLER_BY,
)
from overture.planning.limits import reach_and_cost
from overture.planning.settings import Settings
from overture.simulation.knowledge import Knowledge
from overture.simulation.minds import Minds

Mask = NDArray[np.bool_]
Indices = NDArray[np.intp]
SETTINGS: Final = Settings()
"""Nobody here has set anything: the limits that a new member has."""

_LEAST_WELL: Final = NormalDist().inv_cdf(SETTINGS.floor)


@dataclass(frozen=True, eq=False)
class View:
    """What is known and true on one day; arrays (P, K).

    `size` is the expected difficulty of each step, `trust` the chance the program thinks it is
    given, `chance` the program's own (0-1). `open` are today's steps. `draw` (P,) is uniform.
    `minds` is the truth, for the oracle alone.
    """

    known: Knowledge
    minds: Minds
    draw: Array
    size: Array
    trust: Array
    chance: Array
    open: Mask


Rule = Callable[[View], Indices]
"""Chooses a step for each of P people, (P,)."""


def view(known: Knowledge, minds: Minds, draw: Array) -> View:
    """Look at one day."""
    level = known.estimates.traits[:, :, None] + known.believed
    expected = np.clip(level, 0.0, 10.0)
    size = 0.5 * (expected[:, 0] + np.clip(known.mean[:, 1], 0.0, 10.0))
    probit = known.mean[:, 0] / np.sqrt(1.0 + known.variance[:, 0])
    return View(
        known=known,
        minds=minds,
        draw=draw,
        size=size,
        trust=1.0 - 0.1 * expected[:, 1],
        chance=normal_cdf_of(probit),
        open=_open(known, size),
    )


def _open(known: Knowledge, size: Array) -> Mask:
    """Within today's limits: length, what is left of the program, rest, the ceiling, and smaller
    after a hard moment. One step a day is taken here, so "one new step a day" never binds.
    """
    steps = known.steps
    gaps = GAPS_DAYS[np.minimum(known.done, len(GAPS_DAYS) - 1)]
    found: Mask = known.day - known.last_done >= gaps
    found &= steps.minutes <= ROOM_MINUTES[SETTINGS.room]
    found &= steps.ai_minutes <= known.minutes_left()[:, None]
    found &= known.mean[:, 1] <= SETTINGS.ceiling
    everybody = np.arange(len(size))
    recent = known.last_hard & (known.day - known.last_day <= AFTER_HARD.days) & (known.last >= 0)
    limit = np.where(recent, size[everybody, known.last] - SMALLER_BY, np.inf)
    return found & (size < limit[:, None])


def gain(seen: View) -> Indices:
    """Ours: expected movement of the belief above a floor, with seeded chance."""
    score, feasible = gain_scores(seen)
    best = np.where(feasible, score, -np.inf).max(axis=1, keepdims=True)
    weights = np.exp((np.where(feasible, score, -np.inf) - np.maximum(best, -1e9)) / TEMPERATURE)
    some = feasible.any(axis=1)
    weights[some] /= weights[some].sum(axis=1, keepdims=True)
    chosen = np.where(some, picked(weights, seen.draw), _next_by_kind(seen))
    return _paired(seen, feasible, chosen)


def gain_scores(seen: View) -> tuple[Array, Mask]:
    """What each step is worth and which are feasible, (P, K): see `planning.choose.score`."""
    known, steps = seen.known, seen.known.steps
    doubt = np.sqrt(known.variance)
    low = known.mean[:, 0] - Z_80_ONE_SIDED * doubt[:, 0]
    anxious = known.mean[:, 1] + Z_80_ONE_SIDED * np.sqrt(known.variance[:, 1] + NOISE_VARIANCE[1])
    feasible = seen.open & (low >= _LEAST_WELL) & (anxious <= SETTINGS.ceiling)
    feasible &= _movement(seen, normal_cdf_of(low)) >= 0.0
    reach, cost = _reach_and_cost(known)
    score = reach * _movement(seen, seen.chance) + INFORMATION * doubt[:, 0] - cost
    kinds = np.zeros((len(seen.draw), steps.family.max() + 1))
    np.add.at(kinds.T, steps.family, known.done.T)
    share = kinds / np.maximum(1, known.done.sum(axis=1))[:, None]
    return score - VARIETY * share[:, steps.family], feasible


def _movement(seen: View, chance: Array) -> Array:
    plus, minus = (rate[:, None] for rate in seen.known.estimates.rates.T)
    moved: Array = chance * plus * (1.0 - seen.trust) - (1.0 - chance) * minus * seen.trust
    return moved


def _reach_and_cost(known: Knowledge) -> tuple[Array, Array]:
    human = known.steps.human
    halves = np.stack((~human, human), axis=1) / np.array([(~human).sum(), human.sum()])
    reach, cost = reach_and_cost(
        known.estimates.g @ halves, known.steps.ai_minutes, SETTINGS.transfer
    )
    return reach, cost


def _next_by_kind(seen: View) -> Indices:
    """Of the next rungs about as small, the smallest of each kind, by chance."""
    order, count = _ladder(seen)
    rows = np.arange(len(order))[:, None]
    sizes, family = seen.size[rows, order], seen.known.steps.family[order]
    in_reach = np.arange(order.shape[1]) < count[:, None]
    alike = in_reach & (sizes >= sizes[:, :1]) & (sizes < sizes[:, :1] + SMALLER_BY)
    alike = np.logical_and.accumulate(alike, axis=1)
    firsts = np.zeros_like(alike)
    for kind in np.unique(family):
        of_kind = alike & (family == kind)
        firsts |= of_kind & (np.cumsum(of_kind, axis=1) == 1)
    at = picked(firsts.astype(np.float64), seen.draw)
    return np.where(count > 0, order[rows[:, 0], at], _smallest(seen))


def _paired(seen: View, feasible: Mask, chosen: Indices) -> Indices:
    """For 72 hours after a practice that went well: the smallest feasible real one of its kind."""
    known, steps = seen.known, seen.known.steps
    fresh = (known.success >= 0) & (known.day - known.success_day <= PAIR_WITHIN.days)
    same = feasible & steps.human & (steps.family == steps.family[known.success][:, None])
    size = np.where(same, seen.size, np.inf)
    return np.where(fresh & same.any(axis=1), size.argmin(axis=1), chosen)


def ladder(seen: View) -> Indices:
    """The ladder: of the smallest steps that have not gone well yet, one of each kind by chance;
    practice is paired here too.
    """
    return _paired(seen, gain_scores(seen)[1], _next_by_kind(seen))


def _ladder(seen: View) -> tuple[Indices, Indices]:
    """Today's rungs in the order of climbing (P, K), and how many they are (P,); others follow."""
    climbed = seen.known.well > 0
    often = np.where(climbed, seen.known.done, 0)
    order = np.lexsort((seen.size, often, climbed, ~seen.open), axis=1)
    return order, seen.open.sum(axis=1)


def at_random(seen: View) -> Indices:
    """Any of today's steps."""
    some = picked(seen.open.astype(np.float64), seen.draw)
    return np.where(seen.open.any(axis=1), some, _smallest(seen))


def target_80(seen: View) -> Indices:
    """Of today's steps the one whose chance to go well is nearest to 8 in 10."""
    return _best(seen, -np.abs(seen.chance - 0.8))


def oracle(seen: View) -> Indices:
    """Who knows the truth: the step by which, today, beliefs about people gain most."""
    people, human = seen.minds.people, seen.known.steps.human
    anxiety, enjoyment, feared = np.moveaxis(seen.minds.expected(), 1, 0)
    plus, minus = (rate[:, None] for rate in people.rates.T)
    calmer, nicer = anxiety - people.anxiety, people.enjoyment - enjoyment
    moved = (
        np.where(calmer > 0.0, plus, minus) * calmer + np.where(nicer > 0.0, plus, minus) * nicer
    )
    moved += people.chance * plus * feared - (1.0 - people.chance) * minus * (10.0 - feared)
    reach = people.g[:, :, human].mean(axis=2)
    return _best(seen, moved * reach * seen.minds.willing(seen.known.steps, offered=True))


def _best(seen: View, worth: Array) -> Indices:
    best: Indices = np.where(seen.open, worth, -np.inf).argmax(axis=1)
    return np.where(seen.open.any(axis=1), best, _smallest(seen))


def _smallest(seen: View) -> Indices:
    left = seen.known.steps.ai_minutes <= seen.known.minutes_left()[:, None]
    smallest: Indices = np.where(left, seen.size, np.inf).argmin(axis=1)
    return smallest


def picked(weights: Array, draw: Array) -> Indices:
    """For each row (P, K) an index drawn in proportion to the weights, by uniform draws (P,)."""
    steps = weights.cumsum(axis=1)
    at: Indices = (steps <= (draw * steps[:, -1])[:, None]).sum(axis=1)
    found: Indices = np.minimum(at, weights.shape[1] - 1)
    return found


RULES: Final[dict[str, Rule | None]] = {
    "none": None,
    "random": at_random,
    "ladder": ladder,
    "target-80": target_80,
    "gain": gain,
    "oracle": oracle,
}
"""By name; none offers nothing at all."""
