"""The program's own fit, in a process of its own for its peak of memory.

    python -m benchmarks.peers.ours NumPy|Numba Laplace|corrected PEOPLE

It needs nothing but the program's source and NumPy (and Numba), so that the peers' Python, which
has Numba, can run it where the program's own does not.
"""

import os
import sys

os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")

import numpy as np

from benchmarks.peers.timing import tell, twice
from overture.fitting.compiled import compiled_passes
from overture.fitting.correction import correct
from overture.fitting.delta import DeltaRule
from overture.fitting.population import fit
from overture.simulation import DR84, simulate_delta


def main() -> None:
    """Fit everybody twice, the second time without compiling."""
    engine, how, people = sys.argv[1], sys.argv[2], int(sys.argv[3])
    drawn = simulate_delta(people, DR84.fitted + DR84.held_out, np.random.default_rng(0))
    held, versions = {}, {"numpy": np.__version__}

    def work() -> None:
        passes = compiled_passes() if engine == "Numba" else None
        first = DR84.fitted
        model = DeltaRule(drawn.ratings[:first], drawn.outcomes[:first], passes=passes)
        found = fit(model)
        held["mean"] = (found if how == "Laplace" else correct(model, found)).posterior.mean

    times = twice(work)
    tell(held, times, versions)


if __name__ == "__main__":
    main()
