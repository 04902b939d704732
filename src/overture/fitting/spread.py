"""A fit to people who are not held in memory together: survey, standards, then the course."""

from dataclasses import dataclass
from typing import Protocol

from overture.fitting.course import whole
from overture.fitting.population import Found, Report
from overture.fitting.settings import Settings
from overture.fitting.shard import Shards, conduct
from overture.fitting.sums import Tally
from overture.fitting.survey import Standards, Survey, standards


class Source(Shards, Protocol):
    """People somewhere, who are counted before they are asked."""

    def survey(self) -> tuple[Survey, tuple[str, ...]]:
        """Everybody's counts and moments, and the names of covariates."""
        ...

    def measure(self, by: Standards) -> None:
        """Take these standards for everybody's covariates from now on."""
        ...


@dataclass(frozen=True, eq=False)
class Spread:
    """What was found, the counts over people, who they were, and how they were measured."""

    found: Found
    counted: Tally
    survey: Survey
    by: Standards


def fit_spread(
    source: Source, settings: Settings, report: Report = lambda _doing, _share: None
) -> Spread:
    """Fit the population. Raises ShardError for a shard, TableError for all of them together."""
    report("Reading everybody once", 0.0)
    counted, names = source.survey()
    by = standards(counted, names)
    source.measure(by)
    course = whole(settings.parameters, laplace=settings.laplace, seed=settings.seed, report=report)
    found, tally = conduct(course, source)
    return Spread(found, tally, counted, by)
