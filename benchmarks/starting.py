"""How long a start takes, what an idle server weighs, and what an installation weighs.

    python -m benchmarks.starting [--json]

Real processes, started as a person starts them.
"""

import sys
import tempfile
import time
from pathlib import Path

from benchmarks.figures import Figure, of_runs, processor_seconds, report, resident_mb
from benchmarks.serving import server

STARTS = 5


def measure() -> list[Figure]:
    """A first start on an empty folder, then warm starts on the same one."""
    with tempfile.TemporaryDirectory() as folder:
        data = Path(folder)
        with server(data) as (_, _, first):
            cold = of_runs("first start, empty data folder", "s", [first])
        warm, spent, memory = [], [], []
        for _ in range(STARTS):
            with server(data) as (_, pid, seconds):
                warm.append(seconds)
                spent.append(processor_seconds(pid))
                _wait_till_idle(pid)
                memory.append(resident_mb(pid))
    return [
        cold,
        of_runs("later starts", "s", warm, "< 3"),
        of_runs("later starts, processor time", "s", spent),
        of_runs("resident memory, idle", "MB", memory, "< 250"),
        of_runs("installed size of the environment, development tools included", "MB", [_size()]),
    ]


def _wait_till_idle(pid: int) -> None:
    """Wait for what a server loads beside its first answers, or half a minute."""
    spent = -1.0
    for _ in range(30):
        before, spent = spent, processor_seconds(pid)
        if spent - before < 0.05:
            return
        time.sleep(1)  # noqa: TID251 - what is waited for is another process


def _size() -> float:
    files = (path for path in Path(sys.prefix).rglob("*") if path.is_file())
    return sum(path.stat().st_size for path in files) / 1e6


if __name__ == "__main__":
    report("Starting and weight", measure)
