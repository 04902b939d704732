"""Sites that fit one population together and show each other sums: never a rating, nor a person.

Whoever combines keeps a record of what was asked and what all sites' sums came to. A site takes it
up, answers every ask so far again from its own table to find where its people stand, and gives its
sums for the last one. So neither has to keep anything else, and any pass can be repeated.
"""

from collections.abc import Sequence
from dataclasses import replace
from itertools import accumulate

import numpy as np

from overture.fitting.columns import People
from overture.fitting.course import whole
from overture.fitting.normal import Population
from overture.fitting.record import Record, SiteSums, TogetherError
from overture.fitting.settings import Settings
from overture.fitting.shard import Ask, Shard, Standing, added, answer
from overture.fitting.spread import Spread
from overture.fitting.sums import Added
from overture.fitting.survey import LEAST_MISSING, LEAST_PEOPLE, standards, survey
from overture.fitting.tally import MOST_LEVERAGE, leverage
from overture.learning import Array


def first_sums(people: People, settings: Settings, *, site: str) -> SiteSums:
    """A site's sums before there is a record: who is there."""
    _enough(people.count)
    counted = survey(people)
    for name, known in zip(people.names, counted.known, strict=True):
        if 0 < known < LEAST_PEOPLE:
            raise TogetherError(f"Only {known:.0f} people here have {name}. Nothing was given.")
    mark = settings.fingerprint(people.names)
    return SiteSums(site, "0", counted, people.names, settings, mark)


def site_sums(people: People, record: Record, *, site: str) -> SiteSums:
    """A site's sums for what the record waits for.

    Raises TogetherError for fewer than twenty people, for a table of another number of people than
    was counted, and where one person alone decides what a covariate is worth here.
    """
    _enough(people.count)
    _known(people, record, site)
    if record.found:
        raise TogetherError("The population of this record is found; nothing is asked any more.")
    by = standards(record.survey, record.names)
    order = list(record.sites)
    firsts = list(accumulate(record.sites.values(), initial=0))
    shard = record.settings.shard(people, by, firsts[order.index(site)])
    _nobody_alone(shard.about, by.called)
    sums = _replayed(shard, record.asks)
    mark = record.settings.fingerprint(record.names)
    return SiteSums(site, record.asked, sums, record.names, record.settings, mark)


def begin(sites: Sequence[SiteSums], *, start: Population | None = None) -> Record:
    """A record from what every site says of who is there, with its first ask.

    `start` is a population with the same parameters and covariates, to go on from. Raises
    TogetherError, or TableError where there is nothing to fit.
    """
    names, settings = sites[0].names, sites[0].settings
    ordered = _all_of_one(sites, "0", settings.fingerprint(names), names)
    counts = {one.site: int(one.sums.people) for one in ordered}
    told = added([one.sums for one in ordered])
    record = Record(settings, names, counts, (told,), (), start)
    shape = (len(settings.parameters), len(standards(record.survey, names).called))
    if start is not None and start.coefficients.shape != shape:
        raise TogetherError("The population to go on from has other covariates than the sites.")
    ask, _ = _next(record)
    return replace(record, asks=(ask,) if ask else ())


def take_up(record: Record, sites: Sequence[SiteSums]) -> tuple[Record, Spread | None]:
    """The record with one more pass, and what was found once that was the last."""
    if record.found:
        raise TogetherError("The population of this record is found; nothing more is taken.")
    mark = record.settings.fingerprint(record.names)
    ordered = _all_of_one(sites, record.asked, mark, record.names)
    for site in record.sites:
        if site not in [one.site for one in ordered]:
            raise TogetherError(f"“{site}” has not answered. All sites of the first pass go on.")
    if len(ordered) > len(record.sites):
        strange = next(one.site for one in ordered if one.site not in record.sites)
        raise TogetherError(f"“{strange}” was not there in the first pass.")
    by_place = sorted(ordered, key=lambda one: list(record.sites).index(one.site))
    record = replace(record, told=(*record.told, added([one.sums for one in by_place])))
    ask, found = _next(record)
    return (replace(record, asks=(*record.asks, ask)) if ask else record), found


def _next(record: Record) -> tuple[Ask, None] | tuple[None, Spread]:
    """What is to be asked after all that was told; the course is walked again from its start."""
    by = standards(record.survey, record.names)
    settings = record.settings
    course = whole(
        settings.parameters, laplace=settings.laplace, start=record.start, seed=settings.seed
    )
    try:
        ask = next(course)
        for sums in record.told[1:]:
            ask = course.send(sums)
    except StopIteration as end:
        found, counted = end.value
        return None, Spread(found, counted, record.survey, by)
    except TypeError as error:
        raise TogetherError("What was told does not answer what was asked.") from error
    return ask, None


def _replayed(shard: Shard, asks: Sequence[Ask]) -> Added:
    """The answer to the last ask, by people who answered all before it."""
    standing, sums = answer(shard, Standing(), asks[0])
    for ask in asks[1:]:
        standing, sums = answer(shard, standing, ask)
    return sums


def _nobody_alone(about: Array, called: Sequence[str]) -> None:
    """Raise where sums that go with a covariate (Q, N) would be sums over a handful."""
    for name, values in zip(called, about, strict=True):
        groups = np.unique(values, return_counts=True)[1]
        if len(groups) == 2 and groups.min() < LEAST_MISSING:
            what = f"{name}: only {groups.min()} people here differ from the rest."
            raise TogetherError(f"{what} Nothing was given.")
    if leverage(about, about @ about.T).max() > MOST_LEVERAGE:
        what = "One person alone decides what a covariate is worth here. Nothing was given."
        raise TogetherError(what)


def _enough(people: int) -> None:
    if people < LEAST_PEOPLE:
        what = f"Sums are given of {LEAST_PEOPLE} people or more; here are {people}."
        raise TogetherError(f"{what} Nothing was given.")


def _known(people: People, record: Record, site: str) -> None:
    if site not in record.sites:
        raise TogetherError(f"“{site}” was not there in the first pass of this record.")
    if people.count != record.sites[site]:
        counts = f"{record.sites[site]} people in the first pass, {people.count} now"
        raise TogetherError(f"This is not the table that “{site}” began with: {counts}.")
    if people.names != record.names:
        raise TogetherError("The covariates of this table are not those of the record.")


def _all_of_one(
    sites: Sequence[SiteSums], asked: str, mark: str, names: tuple[str, ...]
) -> list[SiteSums]:
    """The same, if they answer one ask under the same settings and each site is there once."""
    seen: set[str] = set()
    for one in sites:
        if one.site in seen:
            raise TogetherError(f"“{one.site}” is there twice.")
        seen.add(one.site)
        if one.names != names:
            raise TogetherError(f"“{one.site}” has other covariates than the other sites.")
        if one.fingerprint != mark:
            raise TogetherError(
                f"“{one.site}” has other settings (scale, draws, seed) or another version."
            )
        if one.asked != asked:
            raise TogetherError(f"“{one.site}” answers another pass than the one waited for.")
        if one.sums.people < LEAST_PEOPLE:
            raise TogetherError(f"“{one.site}” gave sums of fewer than {LEAST_PEOPLE} people.")
    return list(sites)
