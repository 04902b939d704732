"""The population fit side by side with its peers, on the same made-up people (DR-84).

    python -m benchmarks.peers [--python PATH] [--people N] [--few N] [--json]
    python -m benchmarks.peers --keep FILE

Peers run in an environment of their own, one thread each, one after the other: NumPyro's SVI (all
people, 5,000 steps) and NUTS (few people, two chains of 500 + 500), cpm-toolbox's empirical Bayes
(few, twelve steps) and SciPy's L-BFGS-B person by person. `--keep` writes what NUTS finds of twenty
and of a hundred people, which tests hold this program against.
"""

import argparse
import json
import os
import subprocess
import sys
import tempfile
from dataclasses import asdict, dataclass
from itertools import product
from pathlib import Path
from typing import Any

os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")

import numpy as np

from benchmarks.peers.environment import ONE_THREAD, asked, peers_python
from benchmarks.peers.keeping import keep
from overture.evaluation.learning.recovery import held_out
from overture.fitting.delta import natural
from overture.simulation import DR84, DeltaPeople, simulate_delta

ROOT = Path(__file__).parents[2]
OURS = tuple(product(("NumPy", "Numba"), ("Laplace", "corrected")))
HEAD = (
    "| who | people | people/CPU-s | compiling included | CPU-s, compiled | wall-s, all | MB "
    "| correlation with truth: rate up, down, prior, noise | held-out nats |"
)


@dataclass(frozen=True)
class Measured:
    """One method on so many people."""

    who: str
    people: int
    cpu: float
    cpu_with_compiling: float
    wall: float
    megabytes: float
    alike: tuple[float, ...]
    held_out: float
    versions: dict[str, str]

    def row(self) -> str:
        """The method as a row under `HEAD`."""
        alike = " ".join(f"{value:.3f}" for value in self.alike)
        rates = f"{self.people / self.cpu:,.1f} | {self.people / self.cpu_with_compiling:,.1f}"
        spent = f"{self.cpu:.2f} | {self.wall:.1f} | {self.megabytes:,.0f}"
        return (
            f"| {self.who} | {self.people:,} | {rates} | {spent} | {alike} | {self.held_out:.4f} |"
        )


def side_by_side(python: Path, folder: Path, people: int, few: int) -> list[Measured]:
    """Everybody on the same people: ours and SVI on all of them, the rest on few."""
    found = []
    for count in sorted({few, people}):
        drawn = _people(count)
        data = folder / f"{count}.npz"
        first = DR84.fitted
        np.savez(data, ratings=drawn.ratings[:first], outcomes=drawn.outcomes[:first])
        found += [
            _judged(f"ours, {engine}, {how}", drawn, _ours(python, engine, how, count))
            for engine, how in OURS
        ]
        svi = asked(python, "in_numpyro.py", "svi", str(data))
        found.append(_judged("NumPyro SVI, 5,000 steps", drawn, svi))
        if count == few:
            nuts = asked(python, "in_numpyro.py", "nuts", str(data))
            found.append(_judged("NumPyro NUTS, 2 x (500 + 500)", drawn, nuts))
            cpm = asked(python, "in_cpm.py", str(data))
            found.append(_judged("cpm-toolbox EM, 12 steps", drawn, cpm))
        scipy = asked(python, "in_scipy.py", str(data))
        found.append(_judged("SciPy L-BFGS-B a person", drawn, scipy))
    return found


def _people(count: int) -> DeltaPeople:
    return simulate_delta(count, DR84.fitted + DR84.held_out, np.random.default_rng(0))


def _ours(python: Path, engine: str, how: str, people: int) -> dict[str, Any]:
    """The program's own fit; Numba is that of the peers, so that nobody has to install it."""
    run = str(python) if engine == "Numba" else sys.executable
    command = [run, "-m", "benchmarks.peers.ours", engine, how, str(people)]
    places = os.pathsep.join((str(ROOT / "src"), str(ROOT)))
    environment = {**os.environ, **ONE_THREAD, "PYTHONPATH": places}
    done = subprocess.run(command, check=True, stdout=subprocess.PIPE, text=True, env=environment)
    found: dict[str, Any] = json.loads(done.stdout)
    return found


def _judged(who: str, drawn: DeltaPeople, found: dict[str, Any]) -> Measured:
    theta = np.array(found["mean"])
    pairs = zip(natural(drawn.theta), natural(theta), strict=True)
    return Measured(
        who,
        theta.shape[1],
        found.get("cpu_compiled", found["cpu"]),
        found["cpu"],
        found["wall"],
        found["megabytes"],
        tuple(float(np.corrcoef(true, own)[0, 1]) for true, own in pairs),
        held_out(drawn, theta),
        found["versions"],
    )


def main() -> None:
    """Read what is wanted and do it."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--python", type=Path, help="a Python that has the peers")
    parser.add_argument("--people", type=int, default=1_000)
    parser.add_argument("--few", type=int, default=100)
    parser.add_argument("--json", action="store_true")
    parser.add_argument("--keep", type=Path, help="sample with NUTS and write what it finds here")
    told = parser.parse_args()
    python = peers_python(told.python)
    with tempfile.TemporaryDirectory() as folder:
        if told.keep:
            keep(python, Path(folder), told.keep)
            return
        found = side_by_side(python, Path(folder), told.people, told.few)
    if told.json:
        print(json.dumps([asdict(one) for one in found], indent=2))
    else:
        columns = HEAD.count("|") - 1
        print("\n".join((HEAD, "|" + "---|" * columns, *(one.row() for one in found))))
        print({name: v for one in found for name, v in one.versions.items()})


if __name__ == "__main__":
    main()
