"""A population fitted: people a second, and the most memory it took.

    python -m benchmarks.population [--json]

Made-up people who learn by the delta rule, 84 encounters each, fitted by Laplace-EM alone and
with the correction by draws, and fitted again from where they stood. Every size runs in a process
of its own, so that each has a peak of memory of its own. Seconds are of the processor.
"""

import os
import resource
import subprocess
import sys
import time
from collections.abc import Callable

os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")

import numpy as np

from benchmarks.figures import Figure, of_runs, report
from overture.fitting.correction import correct
from overture.fitting.delta import DeltaRule
from overture.fitting.population import Fit, fit
from overture.simulation import DR84, simulate_delta

PEOPLE = (100, 1_000, 10_000)
RUNS = 3


def measure() -> list[Figure]:
    """Each number of people in a process of its own."""
    return [figure for people in PEOPLE for figure in _apart(people)]


def _apart(people: int) -> list[Figure]:
    command = [sys.executable, "-m", "benchmarks.population", "--one", str(people)]
    told = subprocess.run(command, check=True, capture_output=True, text=True).stdout
    rows = [list(map(float, line.split())) for line in told.splitlines()]
    names = ("Laplace-EM", "with 64 draws", "again, from where it stood")
    rates = [
        of_runs(f"{name}, {people:,} people", "people/CPU-s", values)
        for name, values in zip(names, rows[:3], strict=True)
    ]
    return [*rates, of_runs(f"peak memory, {people:,} people", "MB", rows[3])]


def _one(people: int) -> None:
    """Print three lines of people a second, then one of peak memory in megabytes."""
    drawn = simulate_delta(people, DR84.fitted, np.random.default_rng(0))
    model = DeltaRule(drawn.ratings, drawn.outcomes)
    found = fit(model)
    works: tuple[Callable[[], Fit], ...] = (
        lambda: fit(model),
        lambda: correct(model, fit(model)),
        lambda: fit(model, start=found),
    )
    works[1]()
    for work in works:
        print(*(people / _seconds(work) for _ in range(RUNS)))
    print(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * 1024 / 1e6)


def _seconds(work: Callable[[], Fit]) -> float:
    began = time.process_time()
    work()
    return time.process_time() - began


if __name__ == "__main__":
    if sys.argv[1:2] == ["--one"]:
        _one(int(sys.argv[2]))
    else:
        report("A population fitted", measure)
