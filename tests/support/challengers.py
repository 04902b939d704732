"""Each challenger over the same made-up ratings, small, with gaps, and somewhere to look at it."""

import numpy as np

from overture.fitting.delta import DeltaRule
from overture.fitting.generalising import Generalising
from overture.fitting.inertia import Inertia
from overture.fitting.one_rate import OneRate
from overture.fitting.twin import Twin

CHALLENGERS = ("delta", "one rate", "inertia", "twin", "kernel")


def features(situations=5, seed=0):
    """Points of situations (K, 4), and their squared distances (K, K)."""
    points = np.random.default_rng(seed).random((situations, 4))
    return points, np.square(points[:, None] - points).sum(axis=2)


def challenger(name, people=7, encounters=15, seed=0, gaps=0.3):
    """The model, and parameters (D, N) near which people may be."""
    rng = np.random.default_rng(seed)
    ratings = 50 + 15 * rng.standard_normal((encounters, people))
    outcomes = 45 + 18 * rng.standard_normal((encounters, people))
    missing = rng.random((2, encounters, people)) < gaps
    missing[0, 0] = False
    ratings[missing[0]], outcomes[missing[1]] = np.nan, np.nan
    places = rng.integers(0, 5, (encounters, people))
    rule = DeltaRule(ratings, outcomes, precision=np.float64)
    apart = features()[1]
    made = {
        "delta": (rule, (-1.0, -0.4, 55.0, 2.5)),
        "one rate": (OneRate(rule), (-0.8, 55.0, 2.5)),
        "inertia": (Inertia(ratings), (52.0, 0.3, 2.5)),
        "twin": (
            Twin(ratings, outcomes, places, apart),
            (-0.2, 0.2, 55.0, np.log(0.6), 2.5),
        ),
        "kernel": (
            Generalising(ratings, outcomes, places, apart),
            (-0.9, -0.4, 55.0, np.log(0.6), 2.5),
        ),
    }
    model, middle = made[name]
    theta = np.array(middle)[:, None] + 0.1 * rng.standard_normal((len(middle), people))
    return model, theta
