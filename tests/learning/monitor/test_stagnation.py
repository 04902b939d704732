from dataclasses import replace
from datetime import UTC, datetime, timedelta

import numpy as np
import pytest

from overture.learning import (
    Event,
    Outcome,
    Prediction,
    Rerating,
    Situation,
    new_person,
    weak_prior,
)
from overture.learning.monitor import slope_of, stagnation

BEGINS = datetime(2026, 3, 2, 9, 0, tzinfo=UTC)
NOW = BEGINS + timedelta(days=28)
PERSON = new_person(weak_prior(None))
NEIGHBOUR = Situation("acquaintance", initiation=0.4)
MEETING = Situation("acquaintance", audience=0.8, evaluation=0.7)


def event(day: float, expected: float, *, met: float = 2.0, situation: Situation = NEIGHBOUR):
    return Event(
        situation=situation,
        at=BEGINS + timedelta(days=day),
        prediction=Prediction(expected, 10.0 - expected, expected),
        outcome=Outcome(met, 10.0 - met, "no"),
        rerating=Rerating(expected, 10.0 - expected, expected),
    )


def month(first: float, last: float, *, moments: int = 14, **kind) -> list[Event]:
    days = np.linspace(0.5, 27.5, moments)
    levels = np.linspace(first, last, moments)
    return [event(float(d), float(x), **kind) for d, x in zip(days, levels, strict=True)]


def test_expecting_the_same_although_it_goes_easier_is_standing_still():
    found = stagnation(month(7.0, 7.3), PERSON, NOW)
    assert found is not None
    assert found.slope == pytest.approx(0.075, abs=0.05)
    assert found.falling < 0.1
    assert found.expected - found.met > 4.0
    assert found.moments == 14


def test_what_comes_down_is_no_standing_still():
    assert stagnation(month(7.0, 5.0), PERSON, NOW) is None


def test_a_closed_gap_is_no_standing_still():
    assert stagnation(month(2.5, 2.5), PERSON, NOW) is None


def test_a_moment_of_which_only_one_side_was_said_makes_no_gap_surer():
    events = month(7.0, 7.3, met=6.0)
    assert stagnation(events, PERSON, NOW) is not None
    silent = [replace(one, outcome=Outcome()) if place else one for place, one in enumerate(events)]
    assert stagnation(silent, PERSON, NOW) is None


def test_what_truly_is_as_hard_as_expected_is_no_standing_still():
    assert stagnation(month(7.0, 7.2, met=7.0), PERSON, NOW) is None


@pytest.mark.parametrize(
    "events", [[], month(7, 7, moments=5), [e for e in month(7, 7) if e.at.day > 16]]
)
def test_too_little_is_no_ground_to_speak(events):
    assert stagnation(events, PERSON, NOW) is None


def test_moments_with_the_program_are_left_out():
    practised = [replace(e, situation=Situation("ai", initiation=0.4)) for e in month(7.0, 7.3)]
    assert stagnation(practised, PERSON, NOW) is None


def test_moments_before_the_last_four_weeks_are_left_out():
    assert stagnation(month(7.0, 7.3), PERSON, NOW + timedelta(days=14)) is None


def test_harder_situations_later_are_not_taken_for_a_rise():
    """Who moves on to meetings expects more of them, and has not lost ground."""
    rng = np.random.default_rng(3)
    falling = []
    for place, one in enumerate(month(6.5, 5.0, moments=20)):
        harder = rng.random() < place / 20
        falling.append(
            event(place * 1.4, one.prediction.anxiety + 2.5, situation=MEETING)
            if harder
            else event(place * 1.4, one.prediction.anxiety)
        )
    assert slope_of(falling, PERSON)[0] < -0.1
    assert stagnation(falling, PERSON, NOW) is None


def test_each_not_it_asks_to_be_surer():
    events = month(7.0, 7.3)
    assert stagnation(events, PERSON, NOW) is not None
    assert stagnation(events, PERSON, NOW, doubts=4) is None


def test_the_slope_is_found_with_its_honest_spread():
    """Over many records the slope is off by about what it says it may be."""
    rng = np.random.default_rng(11)
    z = []
    for _ in range(60):
        level = 5.0 + -0.25 * (np.arange(14) * 2.0 / 7.0)
        rated = level + PERSON.noise * rng.standard_t(4.0, 14)
        events = [
            replace(event(2.0 * n, 5.0), prediction=Prediction(float(np.clip(r, 0, 10))))
            for n, r in enumerate(rated)
        ]
        slope, sd = slope_of([replace(e, rerating=None) for e in events], PERSON)
        z.append((slope + 0.25) / sd)
    assert 0.5 < np.std(z) < 1.2
    assert abs(np.mean(z)) < 0.5


def test_one_rating_far_out_moves_little():
    calm = month(7.0, 7.0)
    odd = [*calm[:-1], event(27.5, 0.0)]
    assert slope_of(odd, PERSON)[0] == pytest.approx(slope_of(calm, PERSON)[0], abs=0.25)


def test_no_rating_has_no_slope():
    with pytest.raises(ValueError, match="no rating"):
        slope_of([Event(NEIGHBOUR, BEGINS)], PERSON)
