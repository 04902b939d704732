"""Feasible: what may be offered now. Each rule is one function; none is ever traded for gain."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import lru_cache
from statistics import NormalDist
from typing import Final

import numpy as np

from overture.learning import Array, Person, State, expectation, standing
from overture.learning.experience import ANXIETY
from overture.planning.candidates import CandidateTable, Indices, Mask
from overture.planning.outlook import Bounds, Outlook, bounds
from overture.planning.record import Moment, Record
from overture.planning.settings import Pace, Room, Settings

_DAY: Final = 86_400.0
# Days before the same step again, by how often it was done: never, once, twice, more.
GAPS_DAYS: Final = np.array([0.0, 1.0, 4.0, 10.0])
PACE_FACTOR: Final[dict[Pace, int]] = {"slow": 2, "steady": 1}
# Less room lowers the ceiling and the length of what is offered.
ROOM_CEILING: Final[dict[Room, float]] = {
    "hardly any": 0.7,
    "a little": 0.85,
    "some": 1.0,
    "plenty": 1.0,
}
ROOM_MINUTES: Final[dict[Room, float]] = {
    "hardly any": 5.0,
    "a little": 15.0,
    "some": 60.0,
    "plenty": float("inf"),
}
AFTER_HARD: Final = timedelta(days=3)
SMALLER_BY: Final = 0.5


@dataclass(frozen=True, eq=False)
class Feasibility:
    """`permitted`, and `open` (permitted and within today's limits), are masks of shape (N,).

    `feasible` holds the indices (n,) of the open candidates that will probably go well and stay
    bearable; `bounds` are theirs. `hard` is the recent hard moment that made the limits smaller.
    """

    permitted: Mask
    open: Mask
    feasible: Indices
    bounds: Bounds
    hard: Moment | None


def judge(
    table: CandidateTable,
    outlook: Outlook,
    state: State,
    person: Person,
    settings: Settings,
    record: Record,
    now: datetime,
) -> Feasibility:
    """Apply every rule, the cheap ones first."""
    hard = recent_hard(record, now)
    allowed = permitted(table, settings)
    within = allowed & rested(table, settings, now) & fits_room(table, outlook, settings)
    if record.last_new_human is not None:
        within &= not_too_new(table, settings, record.last_new_human, now)
    if hard is not None:
        within &= outlook.size < size_limit(hard, state, person, now)
    # A bound lies below its mean, so whatever fails by its mean needs no bound.
    hopeful = (within & (outlook.well >= _least_mean(settings.floor))).nonzero()[0]
    sure = bounds(table, state, outlook, hopeful)
    least = np.maximum(break_even(outlook.trust[hopeful], person), settings.floor)
    keep = (sure.chance_low >= least) & (sure.anxiety_high <= ceiling(settings))
    return Feasibility(allowed, within, hopeful[keep], sure.only(keep), hard)


def permitted(table: CandidateTable, settings: Settings) -> Mask:
    """Consent given and no no-go topic: the rules that no fallback relaxes either."""
    fine = [
        terms.consents <= settings.consents and terms.topics.isdisjoint(settings.no_go)
        for terms in table.terms
    ]
    if all(fine):
        return np.ones(len(table), dtype=np.bool_)
    return np.array(fine, dtype=np.bool_)[table.term]


def rested(table: CandidateTable, settings: Settings, now: datetime) -> Mask:
    """The gap since this step was last done is long enough (1, 4, then 10 days)."""
    gaps = GAPS_DAYS[np.minimum(table.times_done, len(GAPS_DAYS) - 1)]
    since = now.timestamp() - table.last_done
    long_enough: Mask = since >= gaps * (_DAY * PACE_FACTOR[settings.pace])
    return long_enough


def fits_room(table: CandidateTable, outlook: Outlook, settings: Settings) -> Mask:
    """Short enough for today's room, and felt anxiety on average under today's ceiling."""
    short = table.minutes <= ROOM_MINUTES[settings.room]
    fits: Mask = short & (outlook.anxiety <= ceiling(settings))
    return fits


def not_too_new(
    table: CandidateTable, settings: Settings, last_new: datetime, now: datetime
) -> Mask:
    """At most one new step with people a day (every other day at a slow pace).

    Days are those of the time zone that `now` carries.
    """
    days = (now.date() - last_new.astimezone(now.tzinfo).date()).days
    if days >= PACE_FACTOR[settings.pace]:
        return np.ones(len(table), dtype=np.bool_)
    fine: Mask = ~(table.human & (table.times_done == 0))
    return fine


def recent_hard(record: Record, now: datetime) -> Moment | None:
    """The last moment, if it was hard and no more than three days ago."""
    last = record.last
    if last is None or not last.was_hard or now - last.event.at > AFTER_HARD:
        return None
    return last


def size_limit(hard: Moment, state: State, person: Person, now: datetime) -> float:
    """After a hard moment, the size (0-10) that the next step must stay under."""
    situation = hard.event.situation
    dread = expectation(state.belief, situation, person, now).anxiety or 0.0
    anxiety = standing(state.experience, situation).mean[ANXIETY]
    return 0.5 * (dread + max(0.0, min(10.0, anxiety))) - SMALLER_BY


def ceiling(settings: Settings) -> float:
    """The most anxiety that today's step may bring, 0-10."""
    return settings.ceiling * ROOM_CEILING[settings.room]


def break_even(trust: Array, person: Person) -> Array:
    """p*: the chance below which a step is expected to lower trust (0-1)."""
    ratio = person.alpha_minus / person.alpha_plus
    return ratio * trust / (1.0 - trust + ratio * trust)


@lru_cache(maxsize=64)
def _least_mean(floor: float) -> float:
    """The probit mean that belongs to a chance."""
    return NormalDist().inv_cdf(max(1e-12, min(1.0 - 1e-12, floor)))
