"""How long a start takes, what an idle server weighs, and what an installation weighs.

    python -m benchmarks.starting [--json]

Real processes, started as a person starts them.
"""

import sys
import tempfile
import time
from pathlib import Path

from benchmarks.figures import Figure, of_runs, report, resident_mb
from benchmarks.serving import server

STARTS = 5


def measure() -> list[Figure]:
    """A first start on an empty folder, then warm starts on the same one."""
    with tempfile.TemporaryDirectory() as folder:
        data = Path(folder)
        with server(data) as (_, _, first):
            cold = of_runs("first start, empty data folder", "s", [first])
        warm, memory = [], []
        for _ in range(STARTS):
            with server(data) as (_, pid, seconds):
                warm.append(seconds)
                time.sleep(0.5)  # noqa: TID251 - let the start settle
                memory.append(resident_mb(pid))
    return [
        cold,
        of_runs("later starts", "s", warm, "< 3"),
        of_runs("resident memory, idle", "MB", memory, "< 250"),
        of_runs("installed size of the environment, development tools included", "MB", [_size()]),
    ]


def _size() -> float:
    files = (path for path in Path(sys.prefix).rglob("*") if path.is_file())
    return sum(path.stat().st_size for path in files) / 1e6


if __name__ == "__main__":
    report("Starting and weight", measure)
