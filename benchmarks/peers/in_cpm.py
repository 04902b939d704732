"""Empirical Bayes in cpm-toolbox, by the options that its notes name as fastest.

    PEERS_PYTHON in_cpm.py DATA.npz [STEPS]

A model of the whole session, compiled by Numba; slopes and Hessians by finite differences; one
start, at the mean of the prior; twelve steps of EM unless another number is given.
"""

import sys
import warnings
from importlib.metadata import version

import numpy as np
import pandas as pd
from cpm.generators import Parameters, SessionWrapper, Value
from cpm.hierarchical import EmpiricalBayes
from cpm.optimisation import FminBound
from in_numba import levels
from timing import tell, twice

NAMES = ("up", "down", "prior", "noise")
START = ((-0.7, 1.5, -6, 6), (-0.7, 1.5, -6, 6), (50.0, 25.0, 0, 100), (2.0, 0.7, 0, 4))


def model(parameters, data):
    """What was expected at each trial, and the noise."""
    up, down, prior, noise = (float(getattr(parameters, name).value) for name in NAMES)
    found = np.empty(len(data["outcome"]))
    levels(1 / (1 + np.exp(-up)), 1 / (1 + np.exp(-down)), prior, data["outcome"], found)
    return {"dependent": np.stack((found, np.full_like(found, np.exp(noise))), axis=1)}


def loss(predicted, observed, negative=True, **_):  # noqa: FBT002 - the toolbox's own signature
    """Normal density of ratings around what was expected."""
    level, noise = predicted.T
    z = (observed.ravel() - level) / noise
    total = float((-0.5 * z * z - np.log(noise) - 0.5 * np.log(2 * np.pi)).sum())
    return -total if negative else total


def main():
    """Fit everybody once; compiling is a second of it."""
    warnings.filterwarnings("ignore")
    data = np.load(sys.argv[1])
    steps = int(sys.argv[2]) if len(sys.argv) > 2 else 12
    tables = [
        pd.DataFrame({"outcome": outcome, "observed": rating, "ppt": person})
        for person, (rating, outcome) in enumerate(
            zip(data["ratings"].T, data["outcomes"].T, strict=True)
        )
    ]
    values = {
        name: Value(value=m, lower=a, upper=b, prior="truncated_normal", args={"mean": m, "sd": s})
        for name, (m, s, a, b) in zip(NAMES, START, strict=True)
    }
    held = {}

    def work():
        fitter = FminBound(
            model=SessionWrapper(model=model, data=tables[0], parameters=Parameters(**values)),
            data=pd.concat(tables),
            ppt_identifier="ppt",
            minimisation=loss,
            number_of_starts=1,
            prior=True,
            hessian="finite_differences",
            approx_grad=True,
        )
        held["fit"] = EmpiricalBayes(
            optimiser=fitter, iteration=steps, chain=1, quiet=True, start="prior_mean"
        )
        held["fit"].optimise()

    times = twice(work, once=True)
    table = held["fit"].fit
    last = table[table["iteration"] == table["iteration"].max()].sort_values("ppt")
    tell({"mean": last[list(NAMES)].to_numpy().T}, times, {"cpm-toolbox": version("cpm-toolbox")})


if __name__ == "__main__":
    main()
