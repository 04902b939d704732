"""Members who agreed, from the database to a fitted population: what reading and fitting cost.

    python -m benchmarks.members [--json]

Members with 84 attempts each, in a database of their own: read as rows by Django and as packed
histories. Then made-up people of the full belief model, fitted by Laplace-EM alone and with the
correction by draws, in plain NumPy and, where Numba is installed, by compiled passes. Everything in
seconds of the processor, since machines are shared.
"""

import itertools
import os
import tempfile
import time
from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from functools import partial
from importlib.util import find_spec
from pathlib import Path

os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")

import numpy as np

from benchmarks.figures import Figure, of_runs, report
from overture.cli.ready import open_database, set_up_django
from overture.fitting.attempts import attempts_of
from overture.fitting.belief import BeliefModel
from overture.fitting.compiled import compiled_belief
from overture.fitting.correction import correct
from overture.fitting.packed import attempts_from
from overture.fitting.population import fit
from overture.simulation.belief_people import simulate_belief

MEMBERS = 1_000
AS_ROWS = 40  # of them: rows take long
ATTEMPTS = 84
RUNS = 3
NOW = datetime(2026, 3, 2, tzinfo=UTC)
FITTED = ((1_000, 16), (200, 84))


def measure() -> list[Figure]:
    """Reading in a scratch folder, then fitting."""
    with tempfile.TemporaryDirectory() as folder:
        figures = _reading(Path(folder))
    return [*figures, *(figure for people, each in FITTED for figure in _fitting(people, each))]


def _reading(folder: Path) -> list[Figure]:
    os.environ["OVERTURE_DATA"] = str(folder)
    set_up_django()
    open_database()
    from overture.server.accounts.models import Member  # noqa: PLC0415 - needs Django set up
    from overture.server.practice import selectors, sharing  # noqa: PLC0415

    _fill()
    members = list(Member.objects.all())

    events = [selectors.events_of(one) for one in members[:AS_ROWS]]

    def pack() -> None:
        for member, own in zip(members, itertools.cycle(events), strict=False):
            sharing.keep(member=member, events=own)

    works: tuple[tuple[str, int, Callable[[], object]], ...] = (
        (
            "rows as objects",
            AS_ROWS,
            lambda: attempts_of([selectors.events_of(one) for one in members[:AS_ROWS]]),
        ),
        ("packed and kept", MEMBERS, pack),
        ("packed histories", MEMBERS, lambda: attempts_from(sharing.histories().packed)),
    )
    return [
        of_runs(f"a member’s {ATTEMPTS} attempts, {name}", "µs CPU", _each(work, count))
        for name, count, work in works
    ]


def _fitting(people: int, attempts: int) -> Iterator[Figure]:
    drawn = simulate_belief(people, attempts, np.random.default_rng(0)).attempts
    ways = {"NumPy": None} | ({"Numba": compiled_belief()} if find_spec("numba") else {})
    for way, passes in ways.items():
        model = BeliefModel(drawn, passes=passes)
        found = fit(model)
        works: dict[str, Callable[[], object]] = {
            "Laplace-EM": partial(fit, model),
            "its correction by draws": partial(correct, model, found),
        }
        for name, work in works.items():
            rates = [1e6 / micros for micros in _each(work, people)]
            what = f"{way}: {people:,} people, {attempts} attempts, {name}"
            yield of_runs(what, "people/CPU-s", rates)


def _each(work: Callable[[], object], people: int) -> list[float]:
    """Microseconds of the processor for each person, in so many runs."""
    work()
    return [_seconds(work) / people * 1e6 for _ in range(RUNS)]


def _seconds(work: Callable[[], object]) -> float:
    began = time.process_time()
    work()
    return time.process_time() - began


def _fill() -> None:
    """Members who agreed, their rows written at once; what was met is drawn."""
    from overture.server.accounts.models import Member  # noqa: PLC0415 - needs Django set up
    from overture.server.practice import models  # noqa: PLC0415

    rng = np.random.default_rng(0)
    members = [Member(created_at=NOW, age=Member.Age.ADULT) for _ in range(MEMBERS)]
    Member.objects.bulk_create(members)
    choices = [models.SharingChoice(member=one, agreed=True, at=NOW) for one in members]
    models.SharingChoice.objects.bulk_create(choices)
    tried = [
        models.Attempt(
            member=one,
            kind=models.Attempt.Kind.REAL,
            title="Say hello",
            family="first words",
            features={"partner": "stranger", "evaluation": (number % 12) / 20},
            begun_at=NOW + timedelta(hours=18 * number),
        )
        for one in members
        for number in range(ATTEMPTS)
    ]
    models.Attempt.objects.bulk_create(tried)
    for row in (models.Prediction, models.Outcome, models.Rerating):
        ratings = rng.integers(0, 11, (len(tried), 2)).tolist()
        row.objects.bulk_create(
            row(attempt=attempt, at=attempt.begun_at, anxiety=anxiety, enjoyment=enjoyment)
            for attempt, (anxiety, enjoyment) in zip(tried, ratings, strict=True)
        )


if __name__ == "__main__":
    report("Members, from the database to a population", measure)
