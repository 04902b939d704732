"""One encounter of one person: take in an outcome, plan the next step, refit the person.

    python benchmarks/encounter.py [--json] [--rounds N]

Prints p50 and p99 in microseconds for 12 and 40 visited situations and 300 candidate steps, with a
yardstick: how long one small NumPy call takes on this machine, so that figures can be compared
between machines. Everything runs in plain NumPy on one thread.
"""

import argparse
import json
import os
import platform
import time
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from typing import Any

os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")

import numpy as np

from overture.learning import (
    CHANNELS,
    PARTNERS,
    Event,
    Outcome,
    Person,
    Prediction,
    Rerating,
    Situation,
    State,
    new_person,
    replay,
    step,
    weak_prior,
)
from overture.learning.history import history_of
from overture.learning.refit import settle
from overture.planning import (
    Candidate,
    CandidateTable,
    Moment,
    Record,
    Settings,
    choose_next,
    record_of,
)
from overture.planning.outlook import bounds, look

START = datetime(2026, 1, 1, 9, tzinfo=UTC)
FAMILIES = ("neighbours", "phone calls", "counters", "messages", "colleagues", "groups")
CANDIDATES = 300
SETTINGS = Settings(floor=0.5)


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


def microseconds(call: Callable[[], object], rounds: int) -> dict[str, float]:
    """p50 and p99 of single calls, after a warm-up."""
    for _ in range(max(3, rounds // 20)):
        call()
    taken = np.empty(rounds)
    for n in range(rounds):
        start = time.perf_counter_ns()
        call()
        taken[n] = time.perf_counter_ns() - start
    return {f"p{q}": round(float(np.percentile(taken, q)) / 1000.0, 1) for q in (50, 99)}


def encounter(situations: int, rounds: int) -> dict[str, dict[str, float]]:
    """All timings at one number of visited situations."""
    rng = np.random.default_rng(situations)
    person = new_person(weak_prior(None))
    events = made_up_events(rng, situations, situations + 20)
    candidates = made_up_candidates(rng)
    state = replay(events[:-1], person)
    now = events[-1].at + timedelta(days=1)
    record = record_of(Moment(f"done-{n}", FAMILIES[n % 6], e) for n, e in enumerate(events))
    table = CandidateTable.build(candidates, state, person)
    history, fitted = history_of(events), settle(history_of(events[:-1]), person)[0]
    everything = np.arange(len(table))

    def plan(state: State) -> object:
        return _plan(table, state, person, record, now)

    return {
        "update": microseconds(lambda: step(state, events[-1], person), rounds),
        "arithmetic": microseconds(
            lambda: bounds(table, state, look(table, state, person, now), everything), rounds
        ),
        "plan": microseconds(lambda: plan(state), rounds),
        "update_and_plan": microseconds(lambda: plan(step(state, events[-1], person)[0]), rounds),
        "table": microseconds(
            lambda: CandidateTable.build(candidates, state, person), max(5, rounds // 50)
        ),
        "refit": microseconds(lambda: settle(history, fitted), max(5, rounds // 50)),
        "replay": microseconds(lambda: replay(events, person), max(5, rounds // 50)),
    }


def _plan(
    table: CandidateTable, state: State, person: Person, record: Record, now: datetime
) -> object:
    return choose_next(table, state, person, SETTINGS, record=record, rng_seed=1, now=now)


def measure(rounds: int) -> dict[str, Any]:
    """Everything this script reports."""
    small = np.ones(40)
    return {
        "python": platform.python_version(),
        "numpy": np.__version__,
        "machine": platform.processor() or platform.machine(),
        "engine": "NumPy",
        "candidates": CANDIDATES,
        "unit": "microseconds",
        "yardstick": microseconds(lambda: small * 2.0, 5_000),
        "situations_12": encounter(12, rounds),
        "situations_40": encounter(40, rounds),
    }


WORDS = {
    "update": "take in one outcome (belief and experience)",
    "arithmetic": "means and bounds of 300 candidates, no rules",
    "plan": "plan: rules, scores, three offers with reasons",
    "update_and_plan": "update and plan together",
    "table": "make the table of 300 candidates (once a page)",
    "refit": "refit the person from the last point",
    "replay": "replay the whole history",
}


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
    print(f"Python {figures['python']}, NumPy {figures['numpy']}, plain NumPy, one thread")
    print(f"yardstick, one small NumPy call: {figures['yardstick']['p50']} us\n")
    print(f"{'microseconds':<50}{'12 situations':>20}{'40 situations':>20}")
    for name, words in WORDS.items():
        cells = (figures[f"situations_{size}"][name] for size in (12, 40))
        print(f"{words:<50}" + "".join(f"{c['p50']:>12} /{c['p99']:>6}" for c in cells))
    print("\np50 / p99")


if __name__ == "__main__":
    main()
