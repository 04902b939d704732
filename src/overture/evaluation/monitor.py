"""Whether the monitor sees what is there, how soon, and how often it is wrong: made-up people."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any, Final

import numpy as np

from overture.evaluation.results import Figure, Report, in_words, met
from overture.evaluation.standing_still import Looks, looks, rival_slope
from overture.evaluation.substituting import found_in, steady_weeks, turning_weeks
from overture.learning import Array
from overture.learning.monitor.weeks import Pause, weeks_of
from overture.learning.monitor.withdrawal import (
    PRIOR_MOMENTS,
    PRIOR_WEEKS,
    WARM_UP,
    thresholds,
    withdrawal,
)
from overture.simulation.outcomes import Interval, interval
from overture.simulation.run_lengths import HALF_A_YEAR, Counts, alarms, upper

PEOPLE: Final = 4_000
SEED: Final = 41
SHOWN_RATES: Final = (1.0, 2.0, 3.0, 5.0, 8.0)
HALVED_AT: Final = 12
"""Week in which the rate is halved: by then a person's usual is known about as well as it gets."""

AFTER: Final = 40
"""Weeks that are waited for an alarm; who has none by then counts as told in the last of them."""

LONG: Final = 260
SOON: Final = 8
BEGINS: Final = datetime(2026, 1, 5, 9, 0, tzinfo=UTC)


@dataclass(frozen=True)
class RunLengths:
    """At one usual rate: weeks until the first false alarm, false alarms in half a year, and weeks
    until a halving is told. `rival` is the same of a plain rule.
    """

    rate: float
    in_control: Interval
    false_alarms: Interval
    clumped: Interval
    delay: Interval
    soon: Interval
    rival_false: Interval
    rival_soon: Interval


@dataclass(frozen=True)
class Monitored:
    """What was found, and the table of run lengths."""

    figures: tuple[Figure, ...]
    run_lengths: tuple[RunLengths, ...]
    looked: Looks

    @property
    def holds(self) -> bool:
        """Whether every figure meets its aim."""
        return met(self.figures)

    def as_json(self) -> dict[str, Any]:
        """The figures and the table, as plain JSON values."""
        return {
            "suite": "monitor",
            "holds": self.holds,
            "figures": {figure.name: figure.as_json() for figure in self.figures},
            "run_lengths": [_row(one) for one in self.run_lengths],
            "stagnation": self.looked._asdict(),
        }

    def words(self) -> str:
        """The figures, and the table, as text."""
        rows = (
            f"  {one.rate:g} a week: false in 26 weeks {one.false_alarms.words()}, "
            f"first false after {one.in_control.words()} weeks, "
            f"a halving told after {one.delay.words()} weeks"
            for one in self.run_lengths
        )
        return "\n".join((in_words("The monitor, on made-up people", self.figures, ()), *rows))


def evaluate(report: Report, *, people: int = PEOPLE) -> Monitored:
    """Watch people who change and people who do not."""
    report("Watching people who stay as they are", 0.0)
    table = tuple(run_lengths(rate, people) for rate in SHOWN_RATES)
    report("Watching people of all sorts", 0.4)
    figures = [*_of_all_sorts(people), *_from_table(table)]
    report("Reading records in which nothing moves", 0.5)
    looked = looks()
    figures += _stagnation(looked)
    report("Weeks with more program than people", 0.9)
    figures += [*_substitution(people // 4), *_left_alone()]
    return Monitored(tuple(figures), table, looked)


def run_lengths(rate: float, people: int = PEOPLE) -> RunLengths:
    """One row of the table, from fresh people: not those that the thresholds were made with."""
    rng = np.random.default_rng((SEED, round(100 * rate)))
    usual = np.full(people, rate)
    halved = Counts.halving(usual, HALVED_AT + AFTER, HALVED_AT, rng)
    steady = Counts.steady(usual, WARM_UP + HALF_A_YEAR, rng)
    clumped = Counts.steady(usual, WARM_UP + HALF_A_YEAR, rng, clumping=1.5)
    long = alarms(Counts.steady(usual[: people // 4], WARM_UP + LONG, rng), thresholds)
    delays = first_after(alarms(halved, thresholds), HALVED_AT)
    plain = first_after(plain_rule(halved), HALVED_AT)
    return RunLengths(
        rate=rate,
        in_control=interval(first_after(long, WARM_UP)),
        false_alarms=interval(alarms(steady, thresholds).sum(axis=0)),
        clumped=interval(alarms(clumped, thresholds).sum(axis=0)),
        delay=interval(delays),
        soon=interval((delays <= SOON).astype(np.float64)),
        rival_false=interval(plain_rule(steady).sum(axis=0)),
        rival_soon=interval((plain <= SOON).astype(np.float64)),
    )


def first_after(told: Array, week: int) -> Array:
    """Weeks (N,) from `week` to the end of the one with the first alarm, or all there are."""
    later = told[week:] > 0.0
    return np.where(later.any(axis=0), later.argmax(axis=0) + 1.0, float(len(later)))


def plain_rule(counts: Counts) -> Array:
    """The rival, (T, N): two weeks running at half or less of the mean of all weeks before."""
    weekly = counts.weekly
    told = np.zeros_like(weekly)
    for t in range(WARM_UP + 1, len(weekly)):
        usual = weekly[: t - 1].mean(axis=0)
        low = (weekly[t] <= usual / 2.0) & (weekly[t - 1] <= usual / 2.0) & (usual > 0.0)
        told[t] = low & (told[t - 1] == 0.0)
    return told


def _of_all_sorts(people: int) -> Iterator[Figure]:
    """Rates drawn from the prior itself, and lives that clump."""
    rng = np.random.default_rng(SEED)
    rates = rng.gamma(PRIOR_MOMENTS, 1.0 / PRIOR_WEEKS, people)
    for name, clumping in (("", 1.0), (", in lives that clump", 1.5)):
        counts = Counts.steady(rates, WARM_UP + HALF_A_YEAR, rng, clumping=clumping)
        most = upper(alarms(counts, thresholds).sum(axis=0))
        yield Figure(f"false alarms in 26 weeks{name}, upper end", most, 1.0, at_most=True)


def _from_table(table: tuple[RunLengths, ...]) -> Iterator[Figure]:
    worst = max(one.false_alarms.high for one in table)
    yield Figure("false alarms in 26 weeks at the worst rate, upper end", worst, 1.0, at_most=True)
    by_rate = {one.rate: one for one in table}
    yield Figure("weeks to tell a halving of 3 a week", by_rate[3.0].delay.mean, 7.0, at_most=True)
    yield Figure("halvings of 3 a week told within 8 weeks", by_rate[3.0].soon.mean, 0.75)
    yield Figure("halvings of 8 a week told within 8 weeks", by_rate[8.0].soon.mean, 0.95)


def _stagnation(looked: Looks) -> Iterator[Figure]:
    yield Figure("told of standing still, by week 12, who does", looked.told_still, 0.6)
    yield Figure("told so in a look, while it falls", looked.wrong, 0.05, at_most=True)
    yield Figure("told so in a look, once the gap is closed", looked.closed, 0.02, at_most=True)
    more = rival_slope(looked)
    yield Figure("the same by a plain slope, less ours", more, 0.0)


def _substitution(people: int) -> Iterator[Figure]:
    rng = np.random.default_rng(SEED + 1)
    wrong = np.array([found_in(steady_weeks(30, rng)) for _ in range(people)], dtype=np.float64)
    yield Figure("substitution, false in 26 weeks, upper end", upper(wrong), 1.0, at_most=True)
    right = [found_in(turning_weeks(10, rng)) > 0 for _ in range(people)]
    yield Figure("substitution told within six weeks of a turn", float(np.mean(right)), 0.6)


def _left_alone() -> Iterator[Figure]:
    """Silence and a pause: neither may be told."""
    told = sum(
        withdrawal(weeks_of(people=times, seen=heard, pauses=pauses, now=now)) is not None
        for times, heard, pauses in (_silent(), _away())
        for now in (BEGINS + timedelta(weeks=n) for n in range(5, 31))
    )
    yield Figure("told of silence or of a declared pause", told, 0, at_most=True)


_Declared = tuple[list[datetime], list[datetime], list[Pause]]


def _silent() -> _Declared:
    """Nothing heard for ten weeks, then as before."""
    times = [at for at in _thrice_a_week(30) if not 10 <= (at - BEGINS).days // 7 < 20]
    return times, [], []


def _away() -> _Declared:
    """Away for five weeks, looking in every day."""
    first, last = BEGINS + timedelta(weeks=10, days=2), BEGINS + timedelta(weeks=15, days=2)
    times = [at for at in _thrice_a_week(30) if not first <= at <= last]
    days = [first + timedelta(days=n) for n in range(35)]
    return times, days, [Pause(first.date(), last.date())]


def _thrice_a_week(weeks: int) -> list[datetime]:
    return [BEGINS + timedelta(weeks=n, days=d) for n in range(weeks) for d in (0, 2, 5)]


def _row(one: RunLengths) -> dict[str, Any]:
    return {
        name: value if isinstance(value, float) else [round(part, 3) for part in value]
        for name, value in vars(one).items()
    }
