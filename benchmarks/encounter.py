"""One encounter of one person: take in an outcome, plan the next step, refit the person.

    python benchmarks/encounter.py [--json] [--rounds N]

Prints p50 and p99 in microseconds: update and plan for 12 and 40 visited situations and 300
candidate steps; refit and replay for 32, 100 and 500 events, in plain NumPy and, where it is
installed, with Numba. The yardstick is how long one small NumPy call takes on this machine, so that
figures can be compared between machines. Everything runs on one thread.
"""

import argparse
import json
import os
import platform
import time
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from importlib.util import find_spec
from typing import Any, TypeAlias

os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")

import numpy as np

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
from overture.planning import (
    Candidate,
    CandidateTable,
    Moment,
    Plan,
    Settings,
    choose_next,
    record_of,
)

START = datetime(2026, 1, 1, 9, tzinfo=UTC)
FAMILIES = ("neighbours", "phone calls", "counters", "messages", "colleagues", "groups")
CANDIDATES = 300
EVENTS = (32, 100, 500)
SETTINGS = Settings(floor=0.5)
Timing: TypeAlias = dict[str, float]


def made_up_situation(rng: np.random.Generator, number: int) -> Situation:
    """A situation of the everyday half of the scales."""
    values = (0.5 * rng.random(6)).tolist()
    return Situation(PARTNERS[number % 4], *values, channel=CHANNELS[number % 3])


def made_up_events(rng: np.random.Generator, situations: int, count: int) -> list[Event]:
    """Attempts every nine hours that visit every situation, a third of them hard."""
    places = [made_up_situation(rng, n) for n in range(situations)]
    events = []
    for n in range(count):
        before, felt = rng.integers(2, 11, 3).tolist(), rng.integers(0, 11, 2).tolist()
        happened = ("no", "yes", "no")[n % 3]
        after = [(b + f) / 2 for b, f in zip(before[:2], felt, strict=True)]
        events.append(
            Event(
                places[n % situations],
                START + timedelta(hours=9 * n),
                Prediction(*before),
                Outcome(*felt, happened),
                Rerating(*after, before[2]),
            )
        )
    return events


def made_up_candidates(rng: np.random.Generator) -> list[Candidate]:
    """Three hundred steps, each in a situation of its own."""
    found = []
    for n in range(CANDIDATES):
        situation = made_up_situation(rng, n)
        kind = "real" if situation.is_human else "scene"
        found.append(Candidate(f"step-{n}", situation, FAMILIES[n % 6], f"Step {n}", kind))
    return found


def microseconds(call: Callable[[], object], rounds: int) -> Timing:
    """p50 and p99 of single calls, after a warm-up."""
    for _ in range(max(3, rounds // 20)):
        call()
    taken = np.empty(rounds)
    for n in range(rounds):
        start = time.perf_counter_ns()
        call()
        taken[n] = time.perf_counter_ns() - start
    return {f"p{q}": round(float(np.percentile(taken, q)) / 1000.0, 1) for q in (50, 99)}


def encounter(situations: int, rounds: int) -> dict[str, Timing]:
    """Update, plan and table at one number of visited situations."""
    rng = np.random.default_rng(situations)
    person = new_person(weak_prior(None))
    events = made_up_events(rng, situations, situations + 20)
    candidates = made_up_candidates(rng)
    state = replay(events[:-1], person)
    now = events[-1].at + timedelta(days=1)
    record = record_of(Moment(f"done-{n}", FAMILIES[n % 6], e) for n, e in enumerate(events))
    table = CandidateTable.build(candidates, state, person)
    fitted = refit(events, person)

    def plan(state: State) -> Plan:
        return choose_next(table, state, person, SETTINGS, record=record, rng_seed=1, now=now)

    few = max(5, rounds // 20)
    return {
        "update": microseconds(lambda: step(state, events[-1], person), rounds),
        "plan": microseconds(lambda: plan(state), rounds),
        "update_and_plan": microseconds(lambda: plan(step(state, events[-1], person)[0]), rounds),
        "plan_in_words": microseconds(lambda: plan(state).offers, rounds),
        "table": microseconds(lambda: CandidateTable.build(candidates, state, person), few),
        "table_for_new_fit": microseconds(lambda: table.fitted_to(state, fitted), few),
    }


def logging(events: int, situations: int, evaluate: Evaluate, rounds: int) -> dict[str, Timing]:
    """What it costs to take in one more event when there are this many."""
    history = made_up_events(np.random.default_rng(events), situations, events)
    before = refit(history[:-1], new_person(weak_prior(None)), evaluate=evaluate)
    lived = replay(history[:-1], before).experience
    arrays = history_of(history)
    few = max(5, rounds // max(50, events))
    return {
        "refit": microseconds(lambda: settle(arrays, before, evaluate=evaluate), few),
        "refit_3_points": microseconds(
            lambda: [evaluate(arrays, np.array(before.theta), before) for _ in range(3)], few
        ),
        "learn": microseconds(lambda: learn(history, before, lived=lived, evaluate=evaluate), few),
        "replay": microseconds(lambda: replay(history, before), few),
    }


def engines() -> dict[str, Evaluate]:
    """The plain form, and the compiled one where Numba is installed."""
    found: dict[str, Evaluate] = {"numpy": evaluate}
    if find_spec("numba"):
        found["numba"] = compiled_evaluate()
    return found


def measure(rounds: int) -> dict[str, Any]:
    """Everything this script reports."""
    small = np.ones(40)
    return {
        "python": platform.python_version(),
        "numpy": np.__version__,
        "machine": platform.processor() or platform.machine(),
        "candidates": CANDIDATES,
        "unit": "microseconds",
        "yardstick": microseconds(lambda: small * 2.0, 5_000),
        "situations": {size: encounter(size, rounds) for size in (12, 40)},
        "events": {
            engine: {size: logging(size, min(size // 2, 40), form, rounds) for size in EVENTS}
            for engine, form in engines().items()
        },
    }


WORDS = {
    "update": "take in one outcome (belief and experience)",
    "plan": "plan: rules, scores, three offers drawn",
    "update_and_plan": "update and plan together",
    "plan_in_words": "plan, and the reasons read",
    "table": "make the table of 300 candidates",
    "table_for_new_fit": "join it to a person fitted again",
    "refit": "refit the person from the last point",
    "refit_3_points": "three passes of the refit",
    "learn": "log one event: refit, belief, experience",
    "replay": "replay everything (undo, correction)",
}


def show(title: str, columns: dict[str, dict[str, Timing]]) -> None:
    """One table: a row for each timing, a column for each size; p50 / p99."""
    print(f"\n{title:<46}" + "".join(f"{name:>22}" for name in columns))
    for key in next(iter(columns.values())):
        cells = (column[key] for column in columns.values())
        print(f"{WORDS[key]:<46}" + "".join(f"{c['p50']:>12} /{c['p99']:>8}" for c in cells))


def main() -> None:
    """Read the arguments, measure, print."""
    parser = argparse.ArgumentParser(description="Time one encounter of one person.")
    parser.add_argument("--json", action="store_true", help="print one JSON object")
    parser.add_argument("--rounds", type=int, default=1_000, help="calls a timing (default 1000)")
    arguments = parser.parse_args()
    figures = measure(max(20, arguments.rounds))
    if arguments.json:
        print(json.dumps(figures, indent=2))
        return
    print(f"Python {figures['python']}, NumPy {figures['numpy']}, one thread; p50 / p99 in us")
    print(f"yardstick, one small NumPy call: {figures['yardstick']['p50']} us")
    show("", {f"{size} situations": row for size, row in figures["situations"].items()})
    for engine, sizes in figures["events"].items():
        show(engine, {f"{size} events": row for size, row in sizes.items()})


if __name__ == "__main__":
    main()
