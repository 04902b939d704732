"""State and replay: the record is the truth, and the state is what it adds up to."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from overture.learning.belief import Belief, UpdateInfo, empty_belief, update
from overture.learning.events import Channels, Event
from overture.learning.experience import Experience, empty_experience, meet
from overture.learning.forecast import Forecast, forecast
from overture.learning.history import history_of, in_order, last_excess
from overture.learning.person import Person
from overture.learning.refit import Evaluate, evaluate, settle
from overture.learning.situation import Situation


@dataclass(frozen=True, eq=False)
class State:
    """Belief and experience of one person after some events; both know the same situations."""

    belief: Belief
    experience: Experience

    def forecast(self, situation: Situation, person: Person, now: datetime) -> Forecast:
        """What this person will say and meet at a situation."""
        return forecast(self.belief, self.experience, situation, person, now)


def empty_state() -> State:
    """Nothing met yet."""
    return State(empty_belief(), empty_experience())


def step(state: State, event: Event, person: Person) -> tuple[State, UpdateInfo]:
    """Take in one event. Raises ValueError when it lies before the last one; then replay."""
    belief, info = update(state.belief, event, person)
    return State(belief, meet(state.experience, event)), info


def replay(events: Iterable[Event], person: Person) -> State:
    """The state after all events in order of time; those at one moment keep the given order."""
    state = empty_state()
    for event in in_order(events):
        state, _ = step(state, event, person)
    return state


def learn(
    events: Iterable[Event],
    person: Person,
    *,
    lived: Experience | None = None,
    evaluate: Evaluate = evaluate,
) -> tuple[State, Person]:
    """Fit the person to all events and rebuild the state: `refit`, then `replay`, in one go.

    The belief comes out of the fit. The experience does not depend on the person: where `lived` is
    that of all events but the newest, only the newest is met. Raises ValueError when `lived` knows
    other situations.
    """
    items = in_order(events)
    history = history_of(items)
    fitted, point = settle(history, person, evaluate=evaluate)
    if not items:
        return empty_state(), fitted
    experience = empty_experience() if lived is None else lived
    for event in items if lived is None else items[-1:]:
        experience = meet(experience, event)
    if experience.visited.items != history.places.items:
        raise ValueError("the experience is not that of all events but the newest")
    excess = Channels._make(last_excess(history, point.levels))
    return State(
        Belief(experience.visited, point.weights, items[-1].at, excess), experience
    ), fitted


def retract(events: Iterable[Event], key: str) -> tuple[Event, ...]:
    """The record without one attempt; replay it to undo. Raises KeyError for an unknown key."""
    kept, found = [], False
    for event in events:
        if event.key == key:
            found = True
        else:
            kept.append(event)
    if not key or not found:
        raise KeyError(f"no attempt with the key {key!r}")
    return tuple(kept)


def correct(events: Iterable[Event], event: Event) -> tuple[Event, ...]:
    """The record with one attempt replaced by its corrected form, found by its key."""
    everything = tuple(events)
    retract(everything, event.key)
    return tuple(event if one.key == event.key else one for one in everything)
