"""Choose what to offer next: expected movement of the belief, above a floor, with seeded chance."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final, NamedTuple

import numpy as np

from overture.learning import Array, Person, State
from overture.planning.candidates import Candidate, CandidateTable, Indices
from overture.planning.chance import pick
from overture.planning.feasibility import Feasibility, judge, limits_of
from overture.planning.ladder import next_rungs, smallest
from overture.planning.outlook import Outlook, look
from overture.planning.plan import OFFERS, Offer, Plan, Rule, smaller_index
from overture.planning.reasons import Grounds, Neighbour, reason
from overture.planning.record import Record, Tally
from overture.planning.settings import Settings

# Gains are a few hundredths of a unit of trust; a difference of one hundredth should matter.
TEMPERATURE: Final = 0.01
INFORMATION: Final = 0.02
VARIETY: Final = 0.01
PAIR_WITHIN: Final = timedelta(hours=72)
_NOTHING_DONE: Final = Record()


class _Draw(NamedTuple):
    """One candidate that will be offered, the rule that put it there, and its chance."""

    place: int
    rule: Rule
    propensity: float


@dataclass(frozen=True, eq=False)
class _Task:
    """One question to the planner and all that follows from it without chance."""

    table: CandidateTable
    outlook: Outlook
    judged: Feasibility
    person: Person
    settings: Settings
    record: Record
    seed: int
    now: datetime


def choose_next(
    candidates: Sequence[Candidate] | CandidateTable,
    state: State,
    person: Person,
    settings: Settings,
    *,
    record: Record = _NOTHING_DONE,
    rng_seed: int,
    now: datetime,
) -> Plan:
    """Offer up to three steps with a reason each; the same arguments give the same plan.

    The gain rule draws among the feasible steps. If none is feasible, the next rungs of the plain
    ladder within today's limits are offered, and if there are none, the smallest permitted steps.
    So a plan is empty only if consent or no-go topics rule out every step. Raises ValueError when
    `now` has no time zone or lies before the last event, or when two candidates share an id.
    """
    task = _task(candidates, state, person, settings, record, rng_seed, now)
    scores = score(task.table, task.judged, settings, record)
    if not task.judged.feasible.size:
        return _plan(task, _fallen_back(task), scores, scores)
    chances, first = softmax(scores), _pair(task)
    draws = _drawn(task, first, chances)
    if first is not None:
        chances = (task.judged.feasible == first.place).astype(np.float64)
    return _plan(task, draws, scores, chances)


def choose_by_ladder(
    candidates: Sequence[Candidate] | CandidateTable,
    state: State,
    person: Person,
    settings: Settings,
    *,
    record: Record = _NOTHING_DONE,
    rng_seed: int,
    now: datetime,
) -> Plan:
    """The rival of `choose_next` under the same limits: always the next rungs of the ladder."""
    task = _task(candidates, state, person, settings, record, rng_seed, now)
    scores = score(task.table, task.judged, settings, record)
    draws = _fallen_back(task)
    first = draws[0].place if draws else -1
    return _plan(task, draws, scores, (task.judged.feasible == first).astype(np.float64))


def smaller(plan: Plan, offer: Offer) -> Offer | None:
    """Answer "Something smaller": the next smaller step, or None if this is the smallest there is.

    From today's open steps if one of them is smaller, else from all permitted ones.
    """
    index = smaller_index(plan, offer.candidate)
    if index is None:
        return None
    candidate = plan.table.candidates[index]
    why = reason(Grounds(candidate=candidate, rule="smaller", seed=plan.seed))
    return Offer(candidate=candidate, reason=why, rule="smaller", propensity=1.0)


def score(table: CandidateTable, judged: Feasibility, settings: Settings, record: Record) -> Array:
    """Worth of each feasible candidate (n,), in units of trust (0-1).

    gain = reach * movement, with the experienced chance p and the believed m (see `movement`); plus
    a little for what is uncertain and for variety, less the AI minutes.
    """
    some, limits = judged.feasible, limits_of(table, settings)
    worth = limits.reach[some] * judged.movement
    worth += INFORMATION * judged.doubt
    worth -= limits.cost[some]
    worth -= (VARIETY * _share(table, record))[table.family[some]]
    return worth


def softmax(scores: Array) -> Array:
    """Chances (n,) in proportion to exp(score / temperature); they sum to 1."""
    weights: Array = np.exp((scores - scores.max()) / TEMPERATURE)
    weights /= weights.sum()
    return weights


def _task(
    candidates: Sequence[Candidate] | CandidateTable,
    state: State,
    person: Person,
    settings: Settings,
    record: Record,
    seed: int,
    now: datetime,
) -> _Task:
    if now.tzinfo is None or now.utcoffset() is None:
        raise ValueError("the time of a plan must carry a time zone")
    if isinstance(candidates, CandidateTable):
        table = candidates.fitted_to(state, person)
    else:
        table = CandidateTable.build(candidates, state, person)
    outlook = look(table, state, person, now)
    judged = judge(table, outlook, state, person, settings, record, now)
    return _Task(table, outlook, judged, person, settings, record, seed, now)


def _share(table: CandidateTable, record: Record) -> Array:
    """The share of everything done so far that each family of the table had, 0-1."""
    total = max(1, record.everything.times)
    times = [record.families.get(name, Tally()).times for name in table.families]
    return np.array(times, dtype=np.float64) / total


def _pair(task: _Task) -> _Draw | None:
    """After a practice that went well: the smallest feasible real step of its family, for 72 h."""
    success = task.record.ai_success
    if success is None or task.now - success.event.at > PAIR_WITHIN:
        return None
    some = task.judged.feasible
    items = task.table.candidates
    matching = [
        index
        for index in some[task.table.human[some]].tolist()
        if items[index].family == success.family and items[index].kind == "real"
    ]
    if not matching:
        return None
    return _Draw(min(matching, key=lambda index: float(task.outlook.size[index])), "pair", 1.0)


def _drawn(task: _Task, first: _Draw | None, chances: Array) -> list[_Draw]:
    """Up to three different steps, of different families while there are any left."""
    some = task.judged.feasible
    family = task.table.family[some]
    draws = [] if first is None else [first]
    weights, spare = chances, chances
    while True:
        if draws:
            at = int(some.searchsorted(draws[-1].place))
            weights = weights * (family != family[at])
            spare = spare.copy()
            spare[at] = 0.0
        if len(draws) == OFFERS:
            return draws
        total = float(weights.sum())
        if not total:
            weights, total = spare, float(spare.sum())
        if not total:
            return draws
        at = pick(weights, task.seed, len(draws))
        draws.append(_Draw(int(some[at]), "gain", float(weights[at]) / total))


def _fallen_back(task: _Task) -> list[_Draw]:
    table, sizes, judged = task.table, task.outlook.size, task.judged
    rule: Rule = "ladder"
    chosen: Indices = next_rungs(table, sizes, judged.open, OFFERS)
    if not chosen.size:
        rule, chosen = "smallest", smallest(sizes, judged.permitted, OFFERS)
    return [_Draw(index, rule, 1.0) for index in chosen.tolist()]


def _plan(task: _Task, draws: list[_Draw], scores: Array, propensities: Array) -> Plan:
    offers = tuple(
        Offer(
            candidate=task.table.candidates[draw.place],
            reason=reason(_grounds(task, draw, turn)),
            rule=draw.rule,
            propensity=draw.propensity,
            score=_score_of(task, scores, draw),
        )
        for turn, draw in enumerate(draws)
    )
    return Plan(
        rule=draws[0].rule if draws else "nothing",
        seed=task.seed,
        at=task.now,
        offers=offers,
        table=task.table,
        feasible=task.judged.feasible,
        scores=scores,
        propensities=propensities,
        outlook=task.outlook,
        permitted=task.judged.permitted,
        open=task.judged.open,
    )


def _score_of(task: _Task, scores: Array, draw: _Draw) -> float | None:
    at = int(task.judged.feasible.searchsorted(draw.place))
    known = at < scores.size and task.judged.feasible[at] == draw.place
    return float(scores[at]) if known else None


def _grounds(task: _Task, draw: _Draw, turn: int) -> Grounds:
    candidate = task.table.candidates[draw.place]
    return Grounds(
        candidate=candidate,
        rule=draw.rule,
        seed=task.seed + turn,
        family=task.record.families.get(candidate.family, Tally()),
        everything=task.record.everything,
        after_hard=task.judged.hard is not None and bool(task.judged.open[draw.place]),
        nearest=_nearest(task, draw.place),
        now=task.now,
    )


def _nearest(task: _Task, index: int) -> Neighbour | None:
    """The largest step of the same family that was done and has a short name, but for this one."""
    table, sizes = task.table, task.outlook.size
    named = [n for n in table.named[table.candidates[index].family] if n != index]
    if not named:
        return None
    nearest = max(named, key=lambda other: float(sizes[other]))
    further = float(sizes[index] - sizes[nearest])
    return Neighbour(table.candidates[nearest].short_name, further)
