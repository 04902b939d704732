"""State and replay: the record is the truth, and the state is what it adds up to."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from overture.learning.belief import Belief, UpdateInfo, empty_belief, update
from overture.learning.events import Event
from overture.learning.experience import Experience, empty_experience, meet
from overture.learning.forecast import Forecast, forecast
from overture.learning.person import Person
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
    for event in sorted(events, key=lambda one: one.at):
        state, _ = step(state, event, person)
    return state


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
