"""Hypothesis strategies and a small made-up history for the learning and planning rooms."""

from datetime import UTC, datetime, timedelta

import numpy as np
from hypothesis import strategies as st

from overture.learning import (
    CHANNELS,
    PARTNERS,
    Event,
    Outcome,
    Person,
    Prediction,
    Rerating,
    Situation,
    empty_state,
    expected_rating,
    new_person,
    step,
    update,
    weak_prior,
)
from overture.learning.person import HIGHEST, LOWEST

START = datetime(2026, 3, 2, 9, 0, tzinfo=UTC)

degrees = st.floats(0.0, 1.0)
ratings = st.none() | st.floats(0.0, 10.0)
situations = st.builds(
    Situation,
    partner=st.sampled_from(PARTNERS),
    audience=degrees,
    evaluation=degrees,
    initiation=degrees,
    self_disclosure=degrees,
    ambiguity=degrees,
    duration=degrees,
    channel=st.sampled_from(CHANNELS),
)
predictions = st.builds(Prediction, ratings, ratings, ratings)
reratings = st.builds(Rerating, ratings, ratings, ratings)
outcomes = st.builds(Outcome, ratings, ratings, st.sampled_from([None, "no", "partly", "yes"]))


@st.composite
def people(draw: st.DrawFn) -> Person:
    """Anybody the parameters allow."""
    person = new_person(weak_prior(draw(st.none() | st.floats(-3.0, 3.0))))
    bounds = zip(LOWEST, HIGHEST, strict=True)
    theta = tuple(draw(st.floats(low, high)) for low, high in bounds)
    return person.at(theta, person.sd)


@st.composite
def histories(draw: st.DrawFn, max_size: int = 12) -> tuple[Event, ...]:
    """Events in order of time over a few situations."""
    places = draw(st.lists(situations, min_size=1, max_size=4))
    hours = draw(st.lists(st.floats(0.0, 500.0), max_size=max_size))
    return tuple(
        Event(
            situation=draw(st.sampled_from(places)),
            at=START + timedelta(hours=hour),
            prediction=draw(st.none() | predictions),
            outcome=draw(st.none() | outcomes),
            rerating=draw(st.none() | reratings),
            tested=draw(st.booleans()),
            key=f"attempt-{number}",
        )
        for number, hour in enumerate(sorted(hours))
    )


def made_up_history(person: Person, events: int, places: int = 8, seed: int = 0) -> list[Event]:
    """A history drawn from the model itself, every rating given, to the nearest whole number."""
    rng = np.random.default_rng(seed)
    kinds = [
        Situation(PARTNERS[n % 4], *(rng.random(6) * 0.6).tolist(), channel=CHANNELS[n % 3])
        for n in range(places)
    ]

    def near(value: float | None) -> float:
        noisy = (value or 0.0) + person.noise * float(rng.standard_t(4))
        return float(np.clip(round(noisy), 0, 10))

    state, history = empty_state(), []
    for number in range(events):
        place, at = kinds[int(rng.integers(places))], START + timedelta(days=0.7 * number)
        expected = expected_rating(state.belief, place, person, at)
        outcome = Outcome(
            anxiety=near(3.0), enjoyment=near(5.0), feared=("no", "no", "partly", "yes")[number % 4]
        )
        bare = Event(place, at, Prediction(*map(near, expected)), outcome, key=str(number))
        _, info = update(state.belief, bare, person)
        event = Event(
            place, at, bare.prediction, outcome, Rerating(*map(near, info.after)), key=str(number)
        )
        state, _ = step(state, event, person)
        history.append(event)
    return history
