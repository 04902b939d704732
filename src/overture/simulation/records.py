"""Made-up records of moments with people: somebody who learns, and somebody who does not.

What is expected follows the belief of `learning`; what is felt follows a level of the person's own
and chance. Ratings scatter as Student-t, are kept on the scale, and are rounded as taps are.
"""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import Final, NamedTuple

import numpy as np

from overture.learning import (
    Belief,
    Channels,
    Event,
    Outcome,
    Person,
    Prediction,
    Rerating,
    Situation,
    empty_belief,
    expectation,
    expected_rating,
    new_person,
    update,
    weak_prior,
)
from overture.learning.person import HIGHEST, LOWEST

PLACES: Final = (
    Situation("acquaintance", initiation=0.4),
    Situation("stranger", initiation=0.6, ambiguity=0.3),
    Situation("familiar", self_disclosure=0.4, duration=0.4),
    Situation("acquaintance", audience=0.4, evaluation=0.4, duration=0.6),
)
NEVER_LEARNS: Final = -6.0
"""Logit of a learning rate: what happens does not count."""


@dataclass(frozen=True)
class Life:
    """Somebody's way of meeting people, for so many weeks.

    `moments_a_week` are Poisson; `felt` is the mean anxiety in points and `well` the chance, 0-1,
    that what is feared does not happen. From week `stops` on nothing is learned any more.
    """

    moments_a_week: float = 3.0
    felt: float = 2.5
    well: float = 0.9
    weeks: int = 12
    stops: float = 1_000.0


def dreading(rng: np.random.Generator) -> Person:
    """Somebody drawn from the weak prior who expects it to be hard: anxiety 6 to 9 points."""
    person = new_person(weak_prior(None))
    theta = np.array(person.theta) + np.array(person.sd) * rng.standard_normal(len(person.theta))
    theta[4], theta[5], theta[6] = (
        rng.uniform(6.0, 9.0),
        rng.uniform(1.0, 4.0),
        rng.normal(0.8, 0.5),
    )
    return person.at(tuple(np.clip(theta, LOWEST, HIGHEST).tolist()), person.sd)


class Lived(NamedTuple):
    """One moment, and what was truly expected of people at that time: the mean over `PLACES` and
    channels, in points with more meaning harder.
    """

    event: Event
    level: float


def record(person: Person, life: Life, begins: datetime, rng: np.random.Generator) -> list[Lived]:
    """The moments of one such life, in order."""
    return list(_lived(person, life, begins, rng))


def _lived(
    person: Person, life: Life, begins: datetime, rng: np.random.Generator
) -> Iterator[Lived]:
    deaf = replace(person, theta=(NEVER_LEARNS, NEVER_LEARNS, *person.theta[2:]))
    belief = empty_belief()
    for at in times(life.moments_a_week, life.weeks, begins, rng):
        learner = person if at - begins < life.stops * timedelta(days=7) else deaf
        level = _level(belief, person, at)
        belief, event = _moment(belief, learner, life, at, rng)
        yield Lived(event, level)


def _level(belief: Belief, person: Person, at: datetime) -> float:
    told = [expectation(belief, place, person, at) for place in PLACES]
    sums = [(a or 0.0) + 10.0 - (e or 0.0) + (f or 0.0) for a, e, f in told]
    return sum(sums) / (3.0 * len(sums))


def times(a_week: float, weeks: int, begins: datetime, rng: np.random.Generator) -> list[datetime]:
    """Times of moments in so many weeks, in order: Poisson, at any hour."""
    count = int(rng.poisson(a_week * weeks))
    return [begins + timedelta(days=float(d)) for d in np.sort(rng.uniform(0, 7 * weeks, count))]


def _moment(
    belief: Belief, person: Person, life: Life, at: datetime, rng: np.random.Generator
) -> tuple[Belief, Event]:
    place = PLACES[int(rng.integers(len(PLACES)))]
    said = expected_rating(belief, place, person, at)
    event = Event(
        situation=place,
        at=at,
        prediction=Prediction(*_tapped(said, person, rng)),
        outcome=Outcome(
            anxiety=_on_scale(rng.normal(life.felt, 1.5)),
            enjoyment=_on_scale(rng.normal(9.0 - life.felt, 1.5)),
            feared="no" if rng.random() < life.well else "yes",
        ),
    )
    after, info = update(belief, event, person)
    return after, replace(event, rerating=Rerating(*_tapped(info.after, person, rng)))


def _tapped(levels: Channels, person: Person, rng: np.random.Generator) -> list[float]:
    noise = person.noise * rng.standard_t(4.0, 3)
    return [_on_scale((level or 0.0) + off) for level, off in zip(levels, noise, strict=True)]


def _on_scale(value: float) -> float:
    return float(np.clip(np.round(value), 0.0, 10.0))
