"""Each person by themselves, most likely parameters by L-BFGS-B: no population at all.

    PEERS_PYTHON in_scipy.py DATA.npz

The loss is compiled by Numba; slopes are SciPy's differences. Bounds keep what one person's few
ratings cannot tell from running away.
"""

import sys

import numpy as np
import scipy
from in_numba import loss
from scipy.optimize import minimize
from timing import tell, twice

START = np.array((-0.7, -0.7, 50.0, 2.0))
BOUNDS = ((-6.0, 6.0), (-6.0, 6.0), (0.0, 100.0), (0.0, 4.0))


def main():
    """Fit everybody, twice."""
    data = np.load(sys.argv[1])
    ratings, outcomes = (np.ascontiguousarray(data[name].T) for name in ("ratings", "outcomes"))
    held = {}

    def work():
        each = [
            minimize(loss, START, args=pair, method="L-BFGS-B", bounds=BOUNDS).x
            for pair in zip(ratings, outcomes, strict=True)
        ]
        held["mean"] = np.array(each).T

    times = twice(work)
    tell(held, times, {"scipy": scipy.__version__})


if __name__ == "__main__":
    main()
