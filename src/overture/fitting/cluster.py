"""Shards spread over machines, by Dask: each worker reads its own, and only sums travel.

A worker keeps the shards it answered for and where their people stand. Every ask brings all asks
before it along, a few kilobytes; so where a worker is lost, another reads the shard and answers
them again, to the same numbers. No task waits for another, and there is nothing to recover but
what anybody can work out. Workers need to see the shards under the same paths.

It needs the extra `overture[cluster]`.
"""

from collections.abc import Sequence
from itertools import accumulate, compress
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from overture.fitting.folder import same_names
from overture.fitting.parquet import in_one_each, read_shard
from overture.fitting.settings import Settings
from overture.fitting.shard import Ask, Shard, Standing, added, answer
from overture.fitting.sums import Added
from overture.fitting.survey import Standards, Survey, survey

Counted = tuple[Survey, NDArray[np.uint64], tuple[str, ...]]
Kept = dict[int, tuple[Shard, Standing, int]]
"""A shard by its number, where its people stand, and after how many asks."""


class Cluster:
    """Shards in files that workers read.

    `client` is a Dask client, and `name` is one that no other fit of these workers has.
    """

    def __init__(self, paths: Sequence[Path], settings: Settings, client: Any, name: str) -> None:  # noqa: ANN401 - Dask has no types
        self.paths, self.settings, self.client = tuple(paths), settings, client
        self.name = name
        self.firsts: list[int] = []
        self.by: Standards | None = None
        self.asks: tuple[Ask, ...] = ()

    def survey(self) -> tuple[Survey, tuple[str, ...]]:
        """Have every shard read and checked; raises ShardError for one that cannot be fitted."""
        told: list[Counted] = self._everywhere(_counted, [(self.settings,) for _ in self.paths])
        names: tuple[str, ...] | None = None
        for path, (_, _, own) in zip(self.paths, told, strict=True):
            names = same_names(path, own, names)
        in_one_each((path, keys) for path, (_, keys, _) in zip(self.paths, told, strict=True))
        counted = [one for one, _, _ in told]
        sizes = [int(one.people) for one in counted]
        # Of a shard without people there are no sums, so nobody is asked for them.
        self.paths = tuple(compress(self.paths, sizes))
        self.firsts = list(accumulate(filter(None, sizes), initial=0))[:-1]
        return added(counted), names or ()

    def measure(self, by: Standards) -> None:
        """Take these standards for everybody's covariates from now on."""
        self.by = by

    def answer(self, ask: Ask) -> Added:
        """Everybody's sums, of all shards at once."""
        self.asks = (*self.asks, ask)
        given = [
            (self.settings, self.by, first, self.asks, (self.name, number))
            for number, first in enumerate(self.firsts)
        ]
        told: list[Added] = self._everywhere(_answered, given)
        return added(told)

    def close(self) -> None:
        """Have workers forget what they kept of this fit."""
        self.client.run(_forget, self.name)

    def _everywhere(self, work: Any, given: Sequence[tuple[Any, ...]]) -> Any:  # noqa: ANN401
        """One task a shard, on the worker that had it before where that is still there."""
        workers = sorted(self.client.scheduler_info(n_workers=-1)["workers"])
        tasks = [
            self.client.submit(work, path, *more, pure=False, **_preferring(workers, number))
            for number, (path, more) in enumerate(zip(self.paths, given, strict=True))
        ]
        return self.client.gather(tasks)


def _preferring(workers: Sequence[str], number: int) -> dict[str, Any]:
    """Where a shard goes; anywhere if that worker is lost, or none is there just now."""
    if not workers:
        return {}
    return {"workers": [workers[number % len(workers)]], "allow_other_workers": True}


def _counted(path: Path, settings: Settings) -> Counted:
    people, keys = read_shard(path, low=settings.low, high=settings.high)
    return survey(people), keys, people.names


def _answered(
    path: Path,
    settings: Settings,
    by: Standards,
    first: int,
    asks: tuple[Ask, ...],
    whose: tuple[str, int],
) -> Added:
    """The answer to the last ask, from where people stand here, or from the beginning."""
    name, number = whose
    kept = _kept().setdefault(name, {})
    shard, standing, done = kept.get(number, (None, Standing(), 0))
    if shard is None:
        people, _ = read_shard(path, low=settings.low, high=settings.high)
        shard = settings.shard(people, by, first)
    if done >= len(asks):  # the answer was given, and lost on its way
        standing, done = Standing(), 0
    for ask in asks[done:]:
        standing, sums = answer(shard, standing, ask)
    kept[number] = (shard, standing, len(asks))
    return sums


def _kept() -> dict[str, Kept]:
    """What this worker keeps, by the name of the fit."""
    from distributed import get_worker

    kept: dict[str, Kept] = vars(get_worker()).setdefault("overture_kept", {})
    return kept


def _forget(name: str, dask_worker: Any) -> None:  # noqa: ANN401
    vars(dask_worker).get("overture_kept", {}).pop(name, None)
