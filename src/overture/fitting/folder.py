"""Out of core: a folder of shards, read one at a time, so that memory holds one of them.

Every shard is read and checked once, before anything is fitted. After that its ratings and where
its people stand are kept in a scratch folder, from which a pass reads them faster than from the
shard.
"""

from collections.abc import Sequence
from itertools import accumulate
from pathlib import Path

from overture.fitting.parquet import ShardError, in_one_each, read_shard
from overture.fitting.scratch import keep_people, keep_standing, kept_people, kept_standing
from overture.fitting.settings import Settings
from overture.fitting.shard import Ask, added, answer
from overture.fitting.sums import Added
from overture.fitting.survey import Standards, Survey, survey


class Folder:
    """Shards in files. `scratch` is an empty folder, to be deleted afterwards."""

    def __init__(self, paths: Sequence[Path], settings: Settings, scratch: Path) -> None:
        self.paths, self.settings, self.scratch = tuple(paths), settings, scratch
        self.sizes: list[int] = []
        self.firsts: list[int] = []
        self.by: Standards | None = None

    def survey(self) -> tuple[Survey, tuple[str, ...]]:
        """Read and check every shard; raises ShardError for the first that cannot be fitted."""
        counted, keys, names = [], [], None
        for number, path in enumerate(self.paths):
            people, told_apart = read_shard(path, low=self.settings.low, high=self.settings.high)
            names = same_names(path, people.names, names)
            keys.append((path, told_apart))
            counted.append(survey(people))
            keep_people(self._kept("people", number), people)
        in_one_each(keys)
        self.sizes = [int(one.people) for one in counted]
        self.firsts = list(accumulate(self.sizes, initial=0))[:-1]
        return added(counted), names or ()

    def measure(self, by: Standards) -> None:
        """Take these standards for everybody's covariates from now on."""
        self.by = by

    def answer(self, ask: Ask) -> Added:
        """Everybody's sums, one shard after the other; of a shard without people there are none."""
        return added([self._answer(n, ask) for n, people in enumerate(self.sizes) if people])

    def _answer(self, number: int, ask: Ask) -> Added:
        if self.by is None:
            raise ValueError("Nobody has been surveyed yet.")
        people = kept_people(self._kept("people", number), self.by.names)
        shard = self.settings.shard(people, self.by, self.firsts[number])
        path = self._kept("standing", number)
        before = kept_standing(path)
        now, sums = answer(shard, before, ask)
        if now is not before:
            keep_standing(path, now)
        return sums

    def _kept(self, what: str, number: int) -> Path:
        return self.scratch / f"{what}-{number}.npz"


def same_names(
    path: Path, names: tuple[str, ...], before: tuple[str, ...] | None
) -> tuple[str, ...]:
    """The covariates of a shard; a ShardError where they are not those of the shards before."""
    if before is not None and names != before:
        what = f"Its covariates are {_listed(names)}, not {_listed(before)} as before."
        raise ShardError(path, what)
    return names


def _listed(names: tuple[str, ...]) -> str:
    return ", ".join(names) or "none"
