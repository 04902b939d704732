"""How the cost of a population fit grows: with people, with encounters, warm, and out of core.

    python -m benchmarks.growth [--json]

Made-up people who learn by the delta rule (the task of `population`). Seconds are of the
processor, the middle of three runs, every size in a process of its own; ratios are of seconds a
person. Where Numba is installed the compiled passes are measured as well. The folder is of
Parquet shards (extra `overture[cluster]`); its memory is what reading and fitting it added to the
peak, to be held against that of the same people in memory.
"""

import os
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from importlib.util import find_spec
from pathlib import Path
from statistics import median

os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")

import numpy as np

from benchmarks.figures import Figure, of_runs, report
from overture.fitting.compiled import compiled_passes
from overture.fitting.correction import correct
from overture.fitting.delta import DeltaRule
from overture.fitting.folder import Folder
from overture.fitting.population import Fit, fit
from overture.fitting.settings import Settings
from overture.fitting.spread import fit_spread
from overture.simulation import simulate_delta

RUNS = 3
SHARD = 2_000
WIDTH = 100.0


def measure() -> list[Figure]:
    """All of it; a figure and its goal for each way a fit may grow."""
    ways = [("NumPy", "")] + ([("Numba", "fast")] if find_spec("numba") else [])
    return [figure for name, fast in ways for figure in _grown(name, fast)] + _folder()


def _grown(name: str, fast: str) -> list[Figure]:
    few, many = _told("people", 1_000, 84, fast), _told("people", 100_000, 84, fast)
    short, long = _told("people", 2_000, 84, fast), _told("people", 2_000, 336, fast)
    each = [
        (f"{name}: fitted, 1,000 people", "µs a person", few[0], ""),
        (f"{name}: fitted and corrected, 1,000 people", "µs a person", few[1], ""),
        (f"{name}: 1,000 to 100,000 people, fitted", "times", many[0] / few[0], "<= 1.2"),
        (f"{name}: 1,000 to 100,000 people, corrected", "times", many[1] / few[1], "<= 1.2"),
        (f"{name}: again from where it stood, 1,000 people", "of cold", few[2] / few[0], "<= 0.4"),
        (f"{name}: 84 to 336 encounters, corrected", "times", long[1] / short[1], "<= 3"),
        (f"{name}: memory added, 100,000 people corrected", "kB a person", many[3], "<= 10"),
    ]
    return [of_runs(what, unit, [value], goal) for what, unit, value, goal in each]


def _folder() -> list[Figure]:
    if not find_spec("pyarrow"):
        return []
    small, large = _told("folder", 10_000, 84, ""), _told("folder", 40_000, 84, "")
    rows = [
        ("Folder: fitted and corrected, 40,000 people", "µs a person", large[1], ""),
        ("Folder: 10,000 to 40,000 people", "times", large[1] / small[1], "<= 1.2"),
        ("Folder: memory added, 10,000 people", "MB", small[3] * 10, ""),
        ("Folder: memory added, 40,000 people", "MB", large[3] * 40, ""),
    ]
    return [of_runs(what, unit, [value], goal) for what, unit, value, goal in rows]


def _told(what: str, people: int, encounters: int, fast: str) -> list[float]:
    """µs a person fitted, corrected and again, and kB a person, from a process of its own."""
    size = (str(people), str(encounters))
    command = [sys.executable, "-m", "benchmarks.growth", f"--{what}", *size, fast]
    done = subprocess.run(command, check=True, capture_output=True, text=True)
    return [float(number) for number in done.stdout.split()]


def _people(people: int, encounters: int, fast: str) -> None:
    drawn = simulate_delta(people, encounters, np.random.default_rng(0))
    passes = compiled_passes() if fast else None

    def model() -> DeltaRule:
        return DeltaRule(drawn.ratings, drawn.outcomes, WIDTH, passes=passes)

    warm_up = DeltaRule(drawn.ratings[:, :64], drawn.outcomes[:, :64], WIDTH, passes=passes)
    correct(warm_up, fit(warm_up))
    before = _peak()
    found = fit(model())
    works: tuple[Callable[[], Fit], ...] = (
        lambda: fit(model()),
        lambda: correct(held := model(), fit(held)),
        lambda: fit(model(), start=found),
    )
    runs = 1 if people > 10_000 else RUNS
    for work in works:
        print(1e6 * median(_seconds(work) for _ in range(runs)) / people)
    print((_peak() - before) / people)


def _in_folder(people: int, encounters: int, _fast: str) -> None:
    settings = Settings(-WIDTH * 10, WIDTH * 10)
    with tempfile.TemporaryDirectory() as there:
        folder, scratch = Path(there) / "shards", Path(there) / "scratch"
        folder.mkdir()
        scratch.mkdir()
        for first in range(0, people, SHARD):
            _write(folder / f"{first:08}.parquet", first, encounters)
        before = _peak()
        source = Folder(sorted(folder.iterdir()), settings, scratch)
        spent = _seconds(lambda: fit_spread(source, settings))
        print(0.0, 1e6 * spent / people, 0.0, (_peak() - before) / people)


def _write(path: Path, first: int, encounters: int) -> None:
    import pyarrow as pa
    from pyarrow import parquet

    drawn = simulate_delta(SHARD, encounters, np.random.default_rng(first))
    columns = {
        "person": np.repeat(np.arange(first, first + SHARD), encounters),
        "time": np.tile(np.arange(encounters) * 1.0, SHARD),
        "rating": drawn.ratings.T.ravel(),
        "outcome": drawn.outcomes.T.ravel(),
    }
    parquet.write_table(pa.table(columns), path)


def _seconds(work: Callable[[], object]) -> float:
    began = time.process_time()
    work()
    return time.process_time() - began


def _peak() -> float:
    """The most memory this process has held, in kB."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * 1.024


if __name__ == "__main__":
    if sys.argv[1:2] in (["--people"], ["--folder"]):
        one = _people if sys.argv[1] == "--people" else _in_folder
        one(int(sys.argv[2]), int(sys.argv[3]), sys.argv[4])
    else:
        report("How a population fit grows", measure)
