"""What every benchmark here has in common: figures with medians and tails, printed or as JSON."""

import argparse
import json
import platform
import sys
import time
from collections.abc import Callable, Sequence
from dataclasses import asdict, dataclass


@dataclass(frozen=True)
class Figure:
    """One measured thing: median and tails of many runs, in its unit, and the goal if there is one."""

    what: str
    unit: str
    p50: float
    p95: float
    p99: float
    runs: int
    goal: str = ""


def quantile(sorted_values: Sequence[float], share: float) -> float:
    """The value below which `share` of the sorted values lie (nearest rank)."""
    place = min(len(sorted_values) - 1, int(share * len(sorted_values)))
    return sorted_values[place]


def of_runs(what: str, unit: str, values: Sequence[float], goal: str = "") -> Figure:
    """The figure of some measured values."""
    ordered = sorted(values)
    tails = (quantile(ordered, 0.5), quantile(ordered, 0.95), quantile(ordered, 0.99))
    return Figure(what, unit, *tails, len(ordered), goal)


def timed(work: Callable[[], object]) -> float:
    """Seconds that one call takes."""
    began = time.perf_counter()
    work()
    return time.perf_counter() - began


def report(title: str, measure: Callable[[], Sequence[Figure]]) -> None:
    """Measure and print: a table for people, or one JSON object with --json."""
    parser = argparse.ArgumentParser(description=title)
    parser.add_argument("--json", action="store_true", help="print one JSON object")
    arguments = parser.parse_args()
    figures = measure()
    if arguments.json:
        machine = {"python": platform.python_version(), "machine": platform.machine()}
        json.dump({"title": title, **machine, "figures": [asdict(f) for f in figures]}, sys.stdout)
        sys.stdout.write("\n")
        return
    print(f"{title}\n")
    print("| what | median | p95 | p99 | unit | runs | goal |\n|---|---|---|---|---|---|---|")
    for f in figures:
        print(f"| {f.what} | {f.p50:.3g} | {f.p95:.3g} | {f.p99:.3g} | {f.unit} | {f.runs} | {f.goal} |")
