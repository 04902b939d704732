"""Belief: what a person expects of social moments, and how an outcome moves it.

The rule m(k') <- m(k') + G(k, k') * alpha * e adds a multiple of one column of G at each event, and
forgetting shrinks all of them alike. So the whole belief, at every situation there is, equals
traits + G(., visited) @ weights: only visited situations are kept, and nothing is lost by it.
With one situation and one rate it is the delta rule of Rescorla and Wagner (1972).
"""

import math
from dataclasses import dataclass
from datetime import datetime

import numpy as np

from overture.learning.events import NOTHING, Channels, Event, Prediction
from overture.learning.person import Person
from overture.learning.situation import Array, Situation, Situations

CHANNEL_COUNT = 3
SECONDS_A_DAY = 86_400.0
# Less anxiety is better, more enjoyment is better, a feared event that happens less is better.
BETTER_SIGN = (-1.0, 1.0, -1.0)


@dataclass(frozen=True, eq=False)
class Belief:
    """Expectation over all situations, kept as weights (3, K) on the K visited ones.

    Channels are anxiety and enjoyment in points and the feared event in times in 10. `at` is when
    it last moved. `excess` is how far the last rating of each channel stood above the belief.
    """

    visited: Situations
    weights: Array
    at: datetime | None = None
    excess: Channels = NOTHING

    def faded(self, now: datetime, person: Person) -> Array:
        """New weights (3, K) at `now`, after the return of fear.

        Raises ValueError if `now` lies before the last event.
        """
        if self.at is None:
            return self.weights.copy()
        seconds = (now - self.at).total_seconds()
        if seconds < 0.0:
            raise ValueError("a belief cannot be read or moved at a time before its last event")
        return self.weights * math.exp(-seconds / (SECONDS_A_DAY * person.tau_days))


@dataclass(frozen=True, slots=True)
class UpdateInfo:
    """What one event did. All by channel, anxiety and enjoyment in points, feared in times in 10.

    `before` and `after` are the belief at the event's situation, 0-10; `error` is outcome minus
    belief, None where nothing was answered.
    """

    event: Event
    before: Channels
    after: Channels
    error: Channels

    @property
    def surprise(self) -> Channels:
        """Outcome minus the person's own prediction."""
        return self.event.surprise

    @property
    def change(self) -> Channels:
        """Re-rating minus prediction."""
        return self.event.change


def empty_belief() -> Belief:
    """The belief of somebody who has met nothing yet: the traits, everywhere."""
    return Belief(visited=Situations(()), weights=np.zeros((CHANNEL_COUNT, 0)))


def expectation(belief: Belief, situation: Situation, person: Person, now: datetime) -> Channels:
    """What the person expects of a situation at `now`, visited or not; each 0-10."""
    row = belief.visited.around(situation).generalisation(person)
    carried = (belief.faded(now, person) @ row).tolist()
    return _shown([trait + part for trait, part in zip(person.traits, carried, strict=True)])


def update(belief: Belief, event: Event, person: Person) -> tuple[Belief, UpdateInfo]:
    """Move the belief by one event (asymmetric kernel delta rule with return of fear).

    Raises ValueError when the event lies before the belief's last one; replay sorts.
    """
    visited, place = belief.visited.including(event.situation)
    weights = _widened(belief.faded(event.at, person), len(visited))
    row = visited.geometry.row(place).generalisation(person)
    before = [t + part for t, part in zip(person.traits, (weights @ row).tolist(), strict=True)]
    error = [None if y is None else y - m for y, m in zip(event.met, before, strict=True)]
    moves = [_move(e, sign, person) for e, sign in zip(error, BETTER_SIGN, strict=True)]
    weights[:, place] += moves
    after = [m + move for m, move in zip(before, moves, strict=True)]
    moved = Belief(visited, weights, event.at, _excess(belief.excess, event, before, after))
    return moved, UpdateInfo(event, _shown(before), _shown(after), Channels._make(error))


def expected_rating(
    belief: Belief, situation: Situation, person: Person, now: datetime
) -> Channels:
    """The rating a person is expected to give before a moment: belief plus inertia, 0-10."""
    values = expectation(belief, situation, person, now)
    pairs = zip(values, belief.excess, strict=True)
    return _shown([(value or 0.0) + person.inertia * (excess or 0.0) for value, excess in pairs])


def _move(error: float | None, better_sign: float, person: Person) -> float:
    if error is None:
        return 0.0
    rate = person.alpha_plus if error * better_sign > 0.0 else person.alpha_minus
    return rate * error


def _widened(weights: Array, size: int) -> Array:
    """The weights with room for `size` visited situations."""
    if weights.shape[1] == size:
        return weights
    wide = np.zeros((CHANNEL_COUNT, size))
    wide[:, : weights.shape[1]] = weights
    return wide


def _excess(last: Channels, event: Event, before: list[float], after: list[float]) -> Channels:
    """How far the newest rating of each channel stands above the belief it was given with."""
    if event.prediction is not None:
        last = _above(last, event.prediction, before)
    if event.rerating is not None:
        last = _above(last, event.rerating, after)
    return last


def _above(last: Channels, ratings: Prediction, level: list[float]) -> Channels:
    triples = zip(last, ratings.channels, level, strict=True)
    return Channels._make([old if r is None else r - m for old, r, m in triples])


def _shown(values: list[float]) -> Channels:
    """Beliefs move freely inside; what is shown or asked stays on the scale."""
    return Channels._make([max(0.0, min(10.0, value)) for value in values])
