"""One encounter of one person: take in an outcome, plan the next step, refit the person.

    python -m benchmarks.encounter [--json]

Update and plan for 12 and 40 visited situations and 300 candidate steps; refit, learning and
replay for 32, 100 and 500 events, in plain NumPy and, where it is installed, with Numba. The
yardstick is one small NumPy call, so that figures can be compared between machines. Everything
runs on one thread.
"""

import os
from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from functools import partial
from importlib.util import find_spec

os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")

import numpy as np

from benchmarks.figures import Figure, of_runs, repeated, report
from overture.fitting import compiled_evaluate
from overture.learning import (
    CHANNELS,
    PARTNERS,
    Evaluate,
    Event,
    Outcome,
    Prediction,
    Rerating,
    Situation,
    State,
    learn,
    new_person,
    refit,
    replay,
    step,
    weak_prior,
)
from overture.learning.history import history_of
from overture.learning.refit import evaluate, settle
from overture.learning.situation import DEGREES
from overture.planning import (
    Candidate,
    CandidateTable,
    Kind,
    Moment,
    Plan,
    Settings,
    choose_next,
    record_of,
)

START = datetime(2026, 1, 1, 9, tzinfo=UTC)
FAMILIES = ("neighbours", "phone calls", "counters", "messages", "colleagues", "groups")
CANDIDATES = 300
SITUATIONS = (12, 40)
EVENTS = (32, 100, 500)
RUNS = 1_000
SETTINGS = Settings(floor=0.5)
PERSON = new_person(weak_prior(None))


def measure() -> list[Figure]:
    """Everything: the yardstick, then by situations, then by engine and events."""
    small = np.ones(40)
    figures = [_figure("yardstick: one small NumPy call", lambda: small * 2.0, 5 * RUNS)]
    for situations in SITUATIONS:
        figures += _encounter(situations)
    for engine, form in _engines():
        for events in EVENTS:
            figures += _logging(engine, form, events)
    return figures


def _figure(what: str, work: Callable[[], object], runs: int, goal: str = "") -> Figure:
    return of_runs(what, "µs", [1e6 * seconds for seconds in repeated(work, runs)], goal)


def _situation(rng: np.random.Generator, number: int) -> Situation:
    """A situation of the everyday half of the scales."""
    degrees = dict(zip(DEGREES, (0.5 * rng.random(6)).tolist(), strict=True))
    return Situation(PARTNERS[number % 4], **degrees, channel=CHANNELS[number % 3])


def _events(rng: np.random.Generator, situations: int, count: int) -> list[Event]:
    """Attempts every nine hours that visit every situation, a third of them hard."""
    places = [_situation(rng, n) for n in range(situations)]
    events = []
    for n in range(count):
        dread, joy, fear = rng.integers(2, 11, 3).tolist()
        felt, enjoyed = rng.integers(0, 11, 2).tolist()
        events.append(
            Event(
                places[n % situations],
                START + timedelta(hours=9 * n),
                Prediction(dread, joy, fear),
                Outcome(felt, enjoyed, "yes" if n % 3 == 1 else "no"),
                Rerating((dread + felt) / 2, (joy + enjoyed) / 2, fear),
            )
        )
    return events


def _candidates(rng: np.random.Generator) -> list[Candidate]:
    """Three hundred steps, each in a situation of its own."""
    found = []
    for n in range(CANDIDATES):
        situation = _situation(rng, n)
        kind: Kind = "real" if situation.is_human else "scene"
        found.append(Candidate(f"step-{n}", situation, FAMILIES[n % 6], f"Step {n}", kind))
    return found


def _encounter(situations: int) -> list[Figure]:
    """Update, plan and table at one number of visited situations."""
    rng = np.random.default_rng(situations)
    events, candidates = _events(rng, situations, situations + 20), _candidates(rng)
    state, now = replay(events[:-1], PERSON), events[-1].at + timedelta(days=1)
    record = record_of(Moment(f"done-{n}", FAMILIES[n % 6], e) for n, e in enumerate(events))
    table = CandidateTable.build(candidates, state, PERSON)
    fitted = refit(events, PERSON)

    def plan(state: State) -> Plan:
        return choose_next(table, state, PERSON, SETTINGS, record=record, rng_seed=1, now=now)

    def update() -> State:
        return step(state, events[-1], PERSON)[0]

    timing, few = partial(_named, f"{situations} situations"), RUNS // 20
    return [
        timing("take in one outcome (belief and experience)", update, RUNS),
        timing("plan: rules, scores, three offers drawn", lambda: plan(state), RUNS),
        timing("update and plan", lambda: plan(update()), RUNS, "< 60"),
        timing("plan, and the reasons read", lambda: plan(state).offers, RUNS),
        timing(
            f"make the table of {CANDIDATES} candidates",
            lambda: CandidateTable.build(candidates, state, PERSON),
            few,
        ),
        timing("join it to a person fitted again", lambda: table.fitted_to(state, fitted), few),
    ]


def _named(size: str, what: str, work: Callable[[], object], runs: int, goal: str = "") -> Figure:
    return _figure(f"{what}, {size}", work, runs, goal)


def _engines() -> Iterator[tuple[str, Evaluate]]:
    """The plain form, and the compiled one where Numba is installed."""
    yield "NumPy", evaluate
    if find_spec("numba"):
        yield "Numba", compiled_evaluate()


def _logging(engine: str, form: Evaluate, events: int) -> list[Figure]:
    """What it costs to take in one more event when there are this many."""
    history = _events(np.random.default_rng(events), min(events // 2, 40), events)
    before = refit(history[:-1], PERSON, evaluate=form)
    lived, arrays = replay(history[:-1], before).experience, history_of(history)
    theta = np.array(before.theta)
    timing, few = partial(_named, f"{events} events, {engine}"), max(5, RUNS // max(50, events))
    return [
        timing("refit from the last point", lambda: settle(arrays, before, evaluate=form), few),
        timing(
            "three points of the refit",
            lambda: [form(arrays, theta, before) for _ in range(3)],
            few,
            "< 17" if events == EVENTS[0] else "",
        ),
        timing(
            "log one event: refit, belief, experience",
            lambda: learn(history, before, lived=lived, evaluate=form),
            few,
        ),
        timing("replay (undo, correction)", lambda: replay(history, before), few),
    ]


if __name__ == "__main__":
    report("One encounter of one person", measure)
