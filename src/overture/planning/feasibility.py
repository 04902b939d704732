"""Feasible: what may be offered now. Each rule is one function; none is ever traded for gain."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from statistics import NormalDist
from typing import Final, NamedTuple

import numpy as np

from overture.learning import Array, Person, State, expectation, standing
from overture.learning.belief import SECONDS_A_DAY
from overture.learning.experience import ANXIETY
from overture.learning.normal import Z_80_ONE_SIDED, normal_cdf_of
from overture.planning.candidates import CandidateTable, Indices, Mask
from overture.planning.limits import Limits, reach_and_cost
from overture.planning.outlook import Outlook, anxiety_high, doubt
from overture.planning.record import Moment, Record, is_harder_run
from overture.planning.settings import Pace, Room, Settings

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
WARY_LESS: Final = 1.5
"""Steps of a kind of contact that is dreaded stay this far (points) under the ceiling."""
AFTER_HARD: Final = timedelta(days=3)
WEEK: Final = timedelta(days=7)
SMALLER_BY: Final = 0.5


@dataclass(frozen=True, eq=False)
class Feasibility:
    """`permitted`, and `open` (permitted and within today's limits), are masks of shape (N,).

    `feasible` holds the indices (n,) of the open candidates that will probably go well and stay
    bearable. For these, shape (n,), `movement` is how far the belief is expected to move there, in
    units of trust, and `doubt` how little is known (standard deviation on the probit scale).
    `hard` is the recent hard moment that made the limits smaller.
    """

    permitted: Mask
    open: Mask
    feasible: Indices
    movement: Array
    doubt: Array
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
    limits, hard = limits_of(table, settings), recent_hard(record, now)
    within = limits.short & (limits.rested_at <= now.timestamp())
    within &= outlook.anxiety <= limits.ceiling
    if not may_be_new(settings, record.last_new_human, now) or is_full(settings, record, now):
        within &= table.known
    if hard is not None:
        within &= outlook.size < size_limit(hard, state, person, now)
    if settings.likely is not None:
        within &= outlook.well >= _probit(settings.likely)
    if is_held(settings, record) and record.last is not None:
        within &= outlook.size <= size_of(record.last, state, person, now)
    # A bound lies below its mean, so whatever fails by its mean needs no bound.
    hopeful = (within & (outlook.well >= limits.least_well)).nonzero()[0]
    sure = _sure(table, state, outlook, hopeful, limits)
    probably, at_least = movement(_chances(sure), outlook.trust[sure.some], person)
    calm = anxiety_high(table, state, outlook, sure.some) <= limits.ceiling[sure.some]
    keep = (calm & (at_least >= 0.0)).nonzero()[0]
    return Feasibility(
        limits.permitted, within, sure.some[keep], probably[keep], sure.doubt[keep], hard
    )


class _Sure(NamedTuple):
    """Candidates (n,) that reach the floor, four in five sure: mean, lower bound and doubt of
    "goes well" on the probit scale.
    """

    some: Indices
    well: Array
    low: Array
    doubt: Array


def _sure(
    table: CandidateTable, state: State, outlook: Outlook, some: Indices, limits: Limits
) -> _Sure:
    well, unknown = outlook.well[some], doubt(table, state, some)
    low = well - Z_80_ONE_SIDED * unknown
    keep = (low >= limits.least_well).nonzero()[0]
    return _Sure(some[keep], well[keep], low[keep], unknown[keep])


def _chances(sure: _Sure) -> Array:
    """The chance to go well, and what it is at least, four in five sure; shape (2, n), 0-1."""
    probit = np.empty((2, sure.some.size))
    np.divide(sure.well, np.sqrt(1.0 + sure.doubt * sure.doubt), out=probit[0])
    probit[1] = sure.low
    return normal_cdf_of(probit)


def limits_of(table: CandidateTable, settings: Settings) -> Limits:
    """What the settings alone rule out, from the table if it has been asked before."""
    found = table.limits.get(settings)
    if found is None:
        allowed = permitted(table, settings)
        reach, cost = reach_and_cost(table.reach, table.ai_minutes, settings.transfer)
        found = table.limits[settings] = Limits(
            permitted=allowed,
            short=allowed
            & (table.minutes <= ROOM_MINUTES[settings.room])
            & (table.ai_minutes <= settings.ai_minutes),
            rested_at=rested_at(table, settings),
            ceiling=ceiling(table, settings),
            least_well=_probit(settings.floor),
            reach=reach,
            cost=cost,
        )
    return found


def _probit(chance: float) -> float:
    return NormalDist().inv_cdf(max(1e-12, min(1.0 - 1e-12, chance)))


def ceiling(table: CandidateTable, settings: Settings) -> Array:
    """The most anxiety that each candidate (N,) may bring today, 0-10."""
    found = np.full(len(table), settings.ceiling * ROOM_CEILING[settings.room])
    if settings.wary:
        found[np.isin(table.contact, list(settings.wary))] -= WARY_LESS
    least: Array = np.maximum(found, 0.0)
    return least


def permitted(table: CandidateTable, settings: Settings) -> Mask:
    """Consent given and no no-go topic: the rules that no fallback relaxes either."""
    fine = [
        terms.consents <= settings.consents and terms.topics.isdisjoint(settings.no_go)
        for terms in table.terms
    ]
    if all(fine):
        return np.ones(len(table), dtype=np.bool_)
    return np.array(fine, dtype=np.bool_)[table.term]


def rested_at(table: CandidateTable, settings: Settings) -> Array:
    """When the gap since each step was last done is over (1, 4, then 10 days), in seconds."""
    gaps = GAPS_DAYS[np.minimum(table.times_done, len(GAPS_DAYS) - 1)]
    return table.last_done + gaps * (SECONDS_A_DAY * PACE_FACTOR[settings.pace])


def may_be_new(settings: Settings, last_new: datetime | None, now: datetime) -> bool:
    """At most one new step with people a day (every other day at a slow pace).

    Days are those of the time zone that `now` carries.
    """
    if last_new is None:
        return True
    days = (now.date() - last_new.astimezone(now.tzinfo).date()).days
    return days >= PACE_FACTOR[settings.pace]


def recent_hard(record: Record, now: datetime) -> Moment | None:
    """The last moment, if it was hard and no more than three days ago."""
    last = record.last
    if last is None or not last.was_hard or now - last.event.at > AFTER_HARD:
        return None
    return last


def is_full(settings: Settings, record: Record, now: datetime) -> bool:
    """Whether a week has had as many new steps with people as were agreed on."""
    if settings.new_a_week is None:
        return False
    return sum(now - at < WEEK for at in record.new_humans) >= settings.new_a_week


def is_held(settings: Settings, record: Record) -> bool:
    """Whether steps are held at their present size, as was agreed for a harder run."""
    return settings.hold and is_harder_run(record.leads)


def size_limit(hard: Moment, state: State, person: Person, now: datetime) -> float:
    """After a hard moment, the size (0-10) that the next step must stay under."""
    return size_of(hard, state, person, now) - SMALLER_BY


def size_of(moment: Moment, state: State, person: Person, now: datetime) -> float:
    """The size (0-10) that a moment's situation has now."""
    situation = moment.event.situation
    dread = expectation(state.belief, situation, person, now).anxiety or 0.0
    anxiety = standing(state.experience, situation).mean[ANXIETY]
    return 0.5 * (dread + max(0.0, min(10.0, anxiety)))


def movement(chances: Array, trust: Array, person: Person) -> Array:
    """Expected movement of the trust (n,) at chances of going well (..., n); all 0-1.

    p alpha_plus (1 - m) - (1 - p) alpha_minus m; it is 0 at the break-even chance.
    """
    loss = person.alpha_minus * trust
    per_chance = person.alpha_plus * (1.0 - trust) + loss
    moved: Array = chances * per_chance - loss
    return moved


def break_even(trust: Array, person: Person) -> Array:
    """p*: the chance below which a step is expected to lower trust (0-1)."""
    ratio = person.alpha_minus / person.alpha_plus
    return ratio * trust / (1.0 - trust + ratio * trust)
