"""Run lengths of the watch over withdrawal: how often it is wrong, and how soon it is right.

`python -m overture.simulation.run_lengths` makes the table of thresholds anew and writes it beside
the watch that reads it. For each usual rate, many people who never change are watched from their
first week; the threshold is the least at which they are told something false as often in half a
year as `ALLOWED` says, at most, with the upper end of a 95 % interval. Lives clump: their weeks are
drawn with half as much variance again as Poisson has, so the promise is kept there too.
"""

import json
import math
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

import numpy as np

from overture.learning import Array, monitor
from overture.learning.monitor.withdrawal import WARM_UP, advance, begin

Threshold = Callable[[Array], Array]

HALF_A_YEAR: Final = 26
ALLOWED: Final = 1.0
RATES: Final = (0.5, 0.75, 1.0, 1.5, 2.0, 3.0, 4.0, 6.0, 8.0, 12.0)
PEOPLE: Final = 8_000
SEED: Final = 20_261_122
HIGHEST: Final = 6.0
CLUMPING: Final = 1.5


@dataclass(frozen=True)
class Counts:
    """Moments with people (T, N) of N people in T weeks, as they were met."""

    weekly: Array

    @classmethod
    def steady(
        cls, rates: Array, weeks: int, rng: np.random.Generator, *, clumping: float = 1.0
    ) -> "Counts":
        """People at `rates` (N,) who do not change.

        `clumping` is the variance over the mean: 1 is Poisson, more is a life of full weeks and
        empty ones.
        """
        return cls(_drawn(np.broadcast_to(rates, (weeks, len(rates))), rng, clumping))

    @classmethod
    def halving(
        cls,
        rates: Array,
        weeks: int,
        at: int,
        rng: np.random.Generator,
        *,
        clumping: float = 1.0,
    ) -> "Counts":
        """The same, with half the rate from week `at` on."""
        steps = np.where(np.arange(weeks) < at, 1.0, 0.5)[:, None]
        return cls(_drawn(steps * rates, rng, clumping))


def _drawn(rates: Array, rng: np.random.Generator, clumping: float) -> Array:
    if clumping > 1.0:
        extra = clumping - 1.0
        rates = rng.gamma(rates / extra, extra)
    return rng.poisson(rates).astype(np.float64)


def alarms(counts: Counts, threshold: Threshold) -> Array:
    """Whether each person was told something at the end of each week, (T, N) of 0 and 1."""
    weeks, people = counts.weekly.shape
    watch, whole = begin(people), np.ones(people)
    told = np.zeros((weeks, people))
    for t in range(weeks):
        watch, crossed = advance(watch, counts.weekly[t], whole, threshold(watch.usual))
        told[t] = crossed
    return told


def table(people: int = PEOPLE, seed: int = SEED) -> dict[str, Any]:
    """Thresholds by usual rate, with what they were made from."""
    return {
        "made_by": "python -m overture.simulation.run_lengths",
        "false_alarms_in_26_weeks_at_most": ALLOWED,
        "variance_over_mean": CLUMPING,
        "people": people,
        "seed": seed,
        "rows": [row(rate, people, seed) for rate in RATES],
    }


def row(rate: float, people: int = PEOPLE, seed: int = SEED) -> dict[str, float]:
    """The threshold of one usual rate, in nats, rounded up to hundredths, and what it lets through.

    Halved between 0 and `HIGHEST` on the same made-up people.
    """
    rng = np.random.default_rng((seed, round(100 * rate)))
    usual = np.full(people, rate)
    counts = Counts.steady(usual, WARM_UP + HALF_A_YEAR, rng, clumping=CLUMPING)
    low, high = 0.0, HIGHEST
    while high - low > 0.005:
        middle = (low + high) / 2.0
        low, high = (middle, high) if upper(_false(counts, middle)) > ALLOWED else (low, middle)
    nats = math.ceil(100 * high) / 100
    false_alarms = round(float(_false(counts, nats).mean()), 3)
    return {"rate": rate, "nats": nats, "false_alarms": false_alarms}


def upper(each: Array) -> float:
    """The upper end of a 95 % interval of the mean of independent numbers."""
    return float(each.mean() + 1.96 * each.std(ddof=1) / math.sqrt(len(each)))


def _false(counts: Counts, nats: float) -> Array:
    each: Array = alarms(counts, lambda usual: np.full_like(usual, nats)).sum(axis=0)
    return each


def main() -> None:
    """Write the table beside the watch that reads it."""
    path = Path(monitor.__file__).with_name("thresholds.json")
    path.write_text(json.dumps(table(), indent=1) + "\n", "utf-8")


if __name__ == "__main__":
    main()
