"""Choose what to offer next: expected movement of the belief, above a floor, with seeded chance."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final

import numpy as np

from overture.learning import Array, Person, State
from overture.planning.candidates import Candidate, CandidateTable, Indices, Mask
from overture.planning.chance import pick
from overture.planning.feasibility import SMALLER_BY, Feasibility, judge, limits_of
from overture.planning.ladder import next_rungs, smallest
from overture.planning.outlook import Outlook, look
from overture.planning.plan import OFFERS, Draw, Offer, Plan, Rule, smaller_index
from overture.planning.reasons import Grounds, reason
from overture.planning.record import Record, Tally
from overture.planning.settings import Settings

# Gains are a few hundredths of a unit of trust; a difference of one hundredth should matter.
TEMPERATURE: Final = 0.01
INFORMATION: Final = 0.02
VARIETY: Final = 0.01
LEANING: Final = 0.005
LIKELIER: Final = 2.0
"""What is leaned to, or welcome, weighs this much among rungs about as small: a push, no rule."""
PAIR_WITHIN: Final = timedelta(hours=72)
_NOTHING_DONE: Final = Record()


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
    ladder within today's limits are offered, drawn by kind where several are about as small; if
    there are none, the smallest permitted steps.
    So a plan is empty only if consent or no-go topics rule out every step. Raises ValueError when
    `now` has no time zone or lies before the last event, or when two candidates share an id.
    """
    task = _task(candidates, state, person, settings, record, rng_seed, now)
    scores = score(task.table, task.judged, settings, record)
    if not task.judged.feasible.size:
        draws = _next_by_kind(task, scores) or _fallen_back(task, scores)
        return _plan(task, draws, scores, scores)
    chances, first = softmax(scores), _pair(task)
    draws = _drawn(task, first, scores, chances)
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
    """The next rungs of the ladder, under the same limits and with the same pairs.

    A step that has gone well once is climbed; of the smallest that have not, and are about as
    small, one of each kind is drawn by chance. The floor of the gain rule plays no part.
    """
    task = _task(candidates, state, person, settings, record, rng_seed, now)
    scores = score(task.table, task.judged, settings, record)
    draws = _with_pair(task, _next_by_kind(task, scores) or _fallen_back(task, scores), scores)
    return _plan(task, draws, scores, _first_on_ladder(task, draws))


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
    a little for what is uncertain, for variety and for what is leaned to or welcome, less the AI
    minutes.
    """
    some, limits = judged.feasible, limits_of(table, settings)
    worth = limits.reach[some] * judged.movement
    worth += INFORMATION * judged.doubt
    worth -= limits.cost[some]
    worth -= (VARIETY * _share(table, record))[table.family[some]]
    if settings.leaning:
        worth += (LEANING * np.isin(table.families, list(settings.leaning)))[table.family[some]]
    if settings.welcome:
        worth += LEANING * np.isin(table.contact[some], list(settings.welcome))
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


def _pair(task: _Task) -> Draw | None:
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
    return Draw(min(matching, key=lambda index: float(task.outlook.size[index])), "pair", 1.0)


def _with_pair(task: _Task, draws: list[Draw], scores: Array) -> list[Draw]:
    """The same offers with the pair of a practice, if there is one, before them."""
    first = _pair(task)
    if first is None:
        return draws
    others = [draw for draw in draws if draw.place != first.place]
    return [first._replace(score=_score_of(task, scores, first.place)), *others][:OFFERS]


def _drawn(task: _Task, first: Draw | None, scores: Array, chances: Array) -> list[Draw]:
    """Up to three different steps, of different families while there are any left."""
    some = task.judged.feasible
    family = task.table.family[some]
    draws, weights = [], chances
    if first is not None:
        at = int(some.searchsorted(first.place))
        draws.append(first._replace(score=float(scores[at])))
        weights = weights * (family != family[at])
    while len(draws) < OFFERS:
        drawn = pick(weights, task.seed, len(draws))
        if drawn is None:
            weights = _spare(some, draws, chances)
            drawn = pick(weights, task.seed, len(draws))
            if drawn is None:
                break
        at, propensity = drawn
        draws.append(Draw(int(some[at]), "gain", propensity, float(scores[at])))
        weights = weights * (family != family[at])
    return draws


def _spare(some: Indices, draws: list[Draw], chances: Array) -> Array:
    """The chances of all that were not drawn, whatever their family."""
    spare = chances.copy()
    spare[some.searchsorted([draw.place for draw in draws])] = 0.0
    return spare


def _next_by_kind(task: _Task, scores: Array) -> list[Draw]:
    """Up to three next rungs: of those about as small as the lowest, one of each family by chance.

    Always the very lowest would show one kind of moment only, day after day, to whoever has
    nothing feasible yet.
    """
    order, lowest = _rungs_to_draw_from(task)
    weights, draws = _weights(task, lowest), list[Draw]()
    while len(draws) < OFFERS and (drawn := pick(weights, task.seed, len(draws))):
        at, chance = drawn
        index = int(lowest[at])
        draws.append(Draw(index, "ladder", chance, _score_of(task, scores, index)))
        weights[at] = 0.0
    taken = {draw.place for draw in draws}
    others = [index for index in order.tolist() if index not in taken][: OFFERS - len(draws)]
    return draws + [Draw(index, "ladder", 1.0, _score_of(task, scores, index)) for index in others]


def _weights(task: _Task, rungs: Indices) -> Array:
    """How likely each rung (n,) is beside the others: all alike, but for what is leaned to
    or welcome.
    """
    weights: Array = np.ones(rungs.size)
    if task.settings.leaning:
        families = np.array(task.table.families)[task.table.family[rungs]]
        weights[np.isin(families, list(task.settings.leaning))] = LIKELIER
    if task.settings.welcome:
        weights[np.isin(task.table.contact[rungs], list(task.settings.welcome))] *= LIKELIER
    return weights


def _rungs_to_draw_from(task: _Task) -> tuple[Indices, Indices]:
    """Today's rungs in their order, and those about as small as the lowest, one of each kind."""
    sizes = task.outlook.size
    order = next_rungs(task.table, sizes, task.judged.open, len(task.table))
    return order, _smallest_of_each_family(task.table, order[: _about_as_small(sizes[order])])


def _first_on_ladder(task: _Task, draws: list[Draw]) -> Array:
    """For each feasible step (n,) the chance to be the first offer of the ladder."""
    some = task.judged.feasible
    chances: Array = np.zeros(some.size)
    if draws and draws[0].rule == "pair":
        chances[some == draws[0].place] = 1.0
    else:
        _, lowest = _rungs_to_draw_from(task)
        weights = _weights(task, lowest)
        chance = dict(zip(lowest.tolist(), weights / max(1.0, weights.sum()), strict=True))
        chances[:] = [chance.get(index, 0.0) for index in some.tolist()]
    return chances


def _about_as_small(sizes: Array) -> int:
    """How many rungs (n,), from the first on, are less than a smaller step apart from it."""
    if not sizes.size:
        return 0
    alike = (sizes >= sizes[0]) & (sizes < sizes[0] + SMALLER_BY)
    return int(alike.size if alike.all() else alike.argmin())


def _smallest_of_each_family(table: CandidateTable, order: Indices) -> Indices:
    """The first of each family in an order (n,), in that order."""
    _, firsts = np.unique(table.family[order], return_index=True)
    return order[np.sort(firsts)]


def _fallen_back(task: _Task, scores: Array) -> list[Draw]:
    table, sizes, judged = task.table, task.outlook.size, task.judged
    rule: Rule = "ladder"
    chosen: Indices = next_rungs(table, sizes, judged.open, OFFERS)
    if not chosen.size:
        rule, chosen = "smallest", smallest(sizes, _last_resort(task), OFFERS)
    return [Draw(index, rule, 1.0, _score_of(task, scores, index)) for index in chosen.tolist()]


def _last_resort(task: _Task) -> Mask:
    """Where nothing is open, all that is permitted, but for practice beyond what is left of it."""
    permitted = task.judged.permitted
    left = permitted & (task.table.ai_minutes <= task.settings.ai_minutes)
    return left if left.any() else permitted


def _plan(task: _Task, draws: list[Draw], scores: Array, propensities: Array) -> Plan:
    judged = task.judged
    return Plan(
        seed=task.seed,
        at=task.now,
        draws=tuple(draws),
        table=task.table,
        feasible=judged.feasible,
        scores=scores,
        propensities=propensities,
        outlook=task.outlook,
        permitted=judged.permitted,
        open=judged.open,
        record=task.record,
        hard=judged.hard,
        leaning=task.settings.leaning,
    )


def _score_of(task: _Task, scores: Array, index: int) -> float | None:
    at = int(task.judged.feasible.searchsorted(index))
    known = at < scores.size and task.judged.feasible[at] == index
    return float(scores[at]) if known else None


CHOOSERS: Final[dict[str, Callable[..., Plan]]] = {
    "gain": choose_next,
    "ladder": choose_by_ladder,
}
"""The rules that a server may plan with, by name; all take the same arguments."""

DEFAULT_CHOOSER: Final = "ladder"
"""Where nobody has set anything. `overture evaluate planner` says which one the evidence asks for:
`gain` only if it beats the ladder and chance in every simulated world.
"""
