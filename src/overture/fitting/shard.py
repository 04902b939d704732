"""Some of the people of a fit, and what they answer when the fit asks.

A fit is a course of asks: it hands out a population and takes back sums over people. What stands
between is a pure step, `(standing, ask) -> (standing, sums)`, so where people stand can be kept in
memory, in files, on another machine, or worked out again from the asks so far.
"""

from collections.abc import Generator
from dataclasses import dataclass, replace
from typing import Literal, Protocol, TypeVar

import numpy as np

from overture.fitting.model import Model
from overture.fitting.normal import Population
from overture.fitting.scoring import Posterior, Where, advance, laplace, standing_at
from overture.fitting.sums import Added, Begun
from overture.fitting.tally import Seen, tally
from overture.fitting.weighing import Draws, counted, drawn, mixed, weigh, weighted
from overture.learning import Array

A = TypeVar("A", bound=Added)
T = TypeVar("T")


@dataclass(frozen=True, eq=False)
class Shard:
    """People bound to a model, their covariates (Q, N), and how many stand before them."""

    model: Model
    about: Array
    first: int = 0


@dataclass(frozen=True, eq=False)
class Standing:
    """Where a shard's people stand; nothing yet before the first ask.

    `posterior` is what is known of each from all sets of draws, `around` where the next set is
    drawn, and `effective` (N,) how many draws counted so far.
    """

    where: Where | None = None
    posterior: Posterior | None = None
    around: Posterior | None = None
    draws: Draws | None = None
    effective: Array | None = None


@dataclass(frozen=True, eq=False)
class Ask:
    """What a fit asks of people, under a population once there is one.

    `begin`: who are you. `advance`: a step towards the mode. `look`: what is known of each, from
    now on. `draw`: new draws, with this seed, weighed. `weigh`: the same draws, weighed again.
    `tell`: counts, for which `together` (Q, Q) are the products of everybody's covariates.
    """

    what: Literal["begin", "advance", "look", "draw", "weigh", "tell"]
    population: Population | None = None
    seed: int = 0
    together: Array | None = None


Course = Generator[Ask, Added, T]
"""Asks to be answered by everybody's sums, one after the other, until there is a result."""


class Shards(Protocol):
    """People, wherever they are, who answer as one."""

    def answer(self, ask: Ask) -> Added:
        """Everybody's sums."""
        ...


def conduct(course: Course[T], shards: Shards) -> T:
    """Put a course's asks to people until it has its result."""
    try:
        ask = next(course)
        while True:
            ask = course.send(shards.answer(ask))
    except StopIteration as end:
        result: T = end.value
        return result


def asked(ask: Ask, kind: type[A]) -> Course[A]:
    """Ask, within a course, for sums of one kind."""
    told = yield ask
    if not isinstance(told, kind):
        raise TypeError(f"{ask.what} was answered by {type(told).__name__}, not {kind.__name__}.")
    return told


class Held:
    """Shards held in memory, one or many."""

    def __init__(self, *shards: Shard, standing: Standing | None = None) -> None:
        self.shards = shards
        self.standing = [standing or Standing()] * len(shards)

    def answer(self, ask: Ask) -> Added:
        """Everybody's sums; where they stand is kept for the next ask."""
        told = []
        for number, shard in enumerate(self.shards):
            self.standing[number], sums = answer(shard, self.standing[number], ask)
            told.append(sums)
        return added(told)


def added(told: list[A]) -> A:
    """The sums of all, from those of each."""
    total = told[0]
    for one in told[1:]:
        total = total + one
    return total


def answer(shard: Shard, standing: Standing, ask: Ask) -> tuple[Standing, Added]:
    """One ask, answered by one shard: where its people stand then, and their sums."""
    if ask.what == "begin":
        return standing, _begun(shard)
    if ask.population is None:
        raise ValueError(f"{ask.what} needs a population.")
    if ask.what == "advance":
        return _advanced(shard, standing, ask.population)
    if ask.what == "look":
        return _looked(shard, standing, ask.population)
    if ask.what == "draw":
        around = standing.around or _known(standing)
        draws = drawn(shard.model, around, ask.seed, shard.first)
        standing = replace(standing, where=None, around=around, draws=draws)
    if ask.what == "tell":
        seen = Seen(
            ask.population,
            shard.about,
            _known(standing),
            shard.model.observations,
            standing.effective,
        )
        return standing, tally(seen, ask.together if ask.together is not None else np.eye(1))
    if standing.draws is None:
        raise ValueError("Nothing was drawn that could be weighed.")
    return standing, weigh(standing.draws, ask.population, shard.about)[1]


def _begun(shard: Shard) -> Begun:
    people, guess = float(shard.model.people), shard.model.start()
    return Begun(
        people=np.array(people),
        observations=shard.model.observations.sum(),
        mean=people * guess.mean,
        sd=people * guess.sd,
        about=shard.about @ shard.about.T,
    )


def _advanced(shard: Shard, standing: Standing, population: Population) -> tuple[Standing, Added]:
    where = standing.where
    if where is None:
        where = standing_at(shard.model, population.expected(shard.about))
    where, gain = advance(shard.model, where, population, shard.about)
    sums = laplace(where, population, shard.about)[1]
    return Standing(where=where), replace(sums, gain=np.array(gain))


def _looked(shard: Shard, standing: Standing, population: Population) -> tuple[Standing, Added]:
    if standing.draws is not None:
        weights, sums = weigh(standing.draws, population, shard.about)
        return _drawn_upon(standing, weighted(standing.draws, weights), counted(weights)), sums
    if standing.where is None:
        raise ValueError("These people have not begun.")
    posterior, sums = laplace(standing.where, population, shard.about)
    return replace(standing, posterior=posterior), sums


def _drawn_upon(standing: Standing, found: Posterior, effective: Array) -> Standing:
    """What is known then: of all sets of draws, each by how many of its draws counted."""
    known, around = _known(standing), standing.around or found
    total = effective if standing.effective is None else standing.effective + effective
    return replace(
        standing,
        posterior=mixed(known, found, effective / total),
        # A covariance of ten parameters from a dozen draws that count is mostly chance.
        around=mixed(around, found, effective / (effective + 2.0 * len(found.mean))),
        effective=total,
    )


def _known(standing: Standing) -> Posterior:
    if standing.posterior is None:
        raise ValueError("Nothing is known of these people yet.")
    return standing.posterior
