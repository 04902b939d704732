"""What every benchmark here has in common: figures with medians and tails, printed or as JSON."""

import argparse
import json
import math
import os
import platform
import sys
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

HEAD = "| what | median | p95 | p99 | unit | runs | goal |\n|---|---|---|---|---|---|---|"


@dataclass(frozen=True)
class Figure:
    """One measured thing: median and tails of so many runs in its unit, and the goal, if any."""

    what: str
    unit: str
    p50: float
    p95: float
    p99: float
    runs: int
    goal: str = ""

    def row(self) -> str:
        """The figure as a row under `HEAD`."""
        numbers = " | ".join(_short(value) for value in (self.p50, self.p95, self.p99))
        return f"| {self.what} | {numbers} | {self.unit} | {self.runs} | {self.goal} |"


def _short(value: float) -> str:
    return f"{value:,.0f}" if value >= 100 else f"{value:.3g}"


def quantile(sorted_values: Sequence[float], share: float) -> float:
    """The least of the sorted values that a `share` (0-1) of them does not exceed."""
    place = math.ceil(share * len(sorted_values)) - 1
    return sorted_values[max(0, place)]


def of_runs(what: str, unit: str, values: Sequence[float], goal: str = "") -> Figure:
    """The figure of some measured values, of which there must be one at least."""
    ordered = sorted(values)
    p50, p95, p99 = (quantile(ordered, share) for share in (0.5, 0.95, 0.99))
    return Figure(what, unit, p50, p95, p99, len(ordered), goal)


def timed(work: Callable[[], object]) -> float:
    """Seconds that one call takes."""
    began = time.perf_counter()
    work()
    return time.perf_counter() - began


def repeated(work: Callable[[], object], runs: int) -> list[float]:
    """Seconds of each of so many calls, after a warm-up that is not kept."""
    for _ in range(max(3, runs // 20)):
        work()
    return [timed(work) for _ in range(runs)]


def resident_mb(pid: int | str = "self") -> float:
    """Resident memory of a process and its children in megabytes; NaN where it is not told."""
    held = [_resident_kb(one) for one in family(pid)]
    return sum(held) * 1024 / 1e6 if held else math.nan


def _resident_kb(pid: int | str) -> int:
    lines = Path(f"/proc/{pid}/status").read_text("ascii").splitlines()
    return next((int(line.split()[1]) for line in lines if line.startswith("VmRSS")), 0)


def processor_seconds(pid: int) -> float:
    """Processor time that a process and its children have used; NaN where it is not told."""
    spent = [_spent(one) for one in family(pid)]
    return sum(spent) / os.sysconf("SC_CLK_TCK") if spent else math.nan


def _spent(pid: int | str) -> int:
    told = Path(f"/proc/{pid}/stat").read_text("ascii").rpartition(")")[2].split()[11:15]
    return sum(map(int, told))


def family(pid: int | str) -> list[int | str]:
    """A process and its children; nothing where the system does not tell."""
    children = Path(f"/proc/{pid}/task/{os.getpid() if pid == 'self' else pid}/children")
    return [pid, *children.read_text("ascii").split()] if children.exists() else []


def report(
    title: str,
    measure: Callable[..., Sequence[Figure]],
    options: Mapping[str, tuple[float, str]] | None = None,
) -> None:
    """Measure and print: a table for people, or one JSON object with --json.

    `options` are numbers that `measure` takes by name, each with its default and what it means.
    """
    parser = argparse.ArgumentParser(description=title)
    parser.add_argument("--json", action="store_true", help="print one JSON object")
    for name, (default, meaning) in (options or {}).items():
        telling = f"{meaning} (default {default})"
        parser.add_argument(f"--{name}", type=type(default), default=default, help=telling)
    given = vars(parser.parse_args())
    as_json = given.pop("json")
    before = _load()
    figures = measure(**given)
    about: dict[str, Any] = {
        "title": title,
        "python": platform.python_version(),
        "machine": platform.machine(),
        "cores": os.cpu_count(),
        "load": [before, _load()],
    }
    if as_json:
        rows = [asdict(figure) for figure in figures]
        json.dump({**about, "figures": rows}, sys.stdout, indent=2)
        print()
        return
    print("{title} (Python {python}, {machine}, {cores} cores".format(**about), end=", ")
    print("load {} before, {} after)\n".format(*about["load"]))
    print("\n".join([HEAD, *(figure.row() for figure in figures)]))


def _load() -> float:
    """How many processes wanted a core over the last minute; NaN where the system does not tell."""
    return round(os.getloadavg()[0], 1) if hasattr(os, "getloadavg") else math.nan
