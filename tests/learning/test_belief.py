import math
from collections.abc import Iterable
from datetime import timedelta

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.support.learning import START, histories, people, situations

from overture.learning import (
    Belief,
    Event,
    Outcome,
    Person,
    Prediction,
    Rerating,
    Situation,
    empty_belief,
    expectation,
    expected_rating,
    kernel,
    new_person,
    update,
    weak_prior,
)

PERSON = new_person(weak_prior(None))
HERE = Situation("acquaintance", evaluation=0.2)


def believed_after(history: Iterable[Event], person: Person) -> Belief:
    belief = empty_belief()
    for event in history:
        belief, _ = update(belief, event, person)
    return belief


def test_somebody_who_has_met_nothing_expects_the_traits_everywhere() -> None:
    assert expectation(empty_belief(), HERE, PERSON, START) == (4.0, 5.5, 5.0)


@given(histories(), people(), situations)
def test_expectations_stay_on_the_scale_and_are_never_nan(
    history: tuple[Event, ...], person: Person, elsewhere: Situation
) -> None:
    belief = believed_after(history, person)
    now = START + timedelta(days=40)
    for situation in (elsewhere, *belief.visited.items):
        assert all(0.0 <= value <= 10.0 for value in expectation(belief, situation, person, now))
    assert np.isfinite(belief.weights).all()


@given(histories(), people(), st.floats(0.0, 1.0))
def test_an_outcome_better_than_expected_never_raises_expected_anxiety_there(
    history: tuple[Event, ...], person: Person, share: float
) -> None:
    belief, now = believed_after(history, person), START + timedelta(days=40)
    before = expectation(belief, HERE, person, now)
    calmer = Event(HERE, now, outcome=Outcome(anxiety=share * before.anxiety))
    belief, info = update(belief, calmer, person)
    assert expectation(belief, HERE, person, now).anxiety <= before.anxiety + 1e-9
    assert info.after.anxiety <= info.before.anxiety + 1e-9


@given(histories(), people(), st.floats(0.0, 1.0))
def test_an_outcome_nicer_than_expected_never_lowers_expected_enjoyment_there(
    history: tuple[Event, ...], person: Person, share: float
) -> None:
    belief, now = believed_after(history, person), START + timedelta(days=40)
    before = expectation(belief, HERE, person, now)
    felt = before.enjoyment + share * (10.0 - before.enjoyment)
    belief, _ = update(belief, Event(HERE, now, outcome=Outcome(enjoyment=felt)), person)
    assert expectation(belief, HERE, person, now).enjoyment >= before.enjoyment - 1e-9


@given(histories(), people())
def test_a_fear_that_stayed_away_never_makes_it_more_expected(
    history: tuple[Event, ...], person: Person
) -> None:
    belief, now = believed_after(history, person), START + timedelta(days=40)
    before = expectation(belief, HERE, person, now)
    belief, _ = update(belief, Event(HERE, now, outcome=Outcome(feared="no")), person)
    assert expectation(belief, HERE, person, now).feared <= before.feared + 1e-9


@given(histories(), people())
def test_an_event_without_an_outcome_moves_nothing(
    history: tuple[Event, ...], person: Person
) -> None:
    belief, now = believed_after(history, person), START + timedelta(days=40)
    before = expectation(belief, HERE, person, now)
    belief, _ = update(belief, Event(HERE, now, prediction=Prediction(9, 1, 9)), person)
    assert expectation(belief, HERE, person, now) == pytest.approx(before)


def test_the_rule_is_the_one_on_paper() -> None:
    """The same moves written out over a fixed list of situations, as in the model's description."""
    places = [Situation("ai"), HERE, Situation("stranger", initiation=0.7, channel="phone")]
    met = [(0, 2.0, 0.0), (1, 8.0, 3.0), (0, 5.0, 3.5), (2, 1.0, 11.0)]
    by_hand, belief, last = dict.fromkeys(places, 4.0), empty_belief(), 0.0
    for place, anxiety, day in met:
        kept = math.exp(-(day - last) / PERSON.tau_days)
        by_hand = {k: 4.0 + (m - 4.0) * kept for k, m in by_hand.items()}
        error, last = anxiety - by_hand[places[place]], day
        rate = PERSON.alpha_plus if error < 0.0 else PERSON.alpha_minus
        by_hand = {
            k: m + kernel(k, places[place], PERSON) * rate * error for k, m in by_hand.items()
        }
        at = START + timedelta(days=day)
        belief, _ = update(
            belief, Event(places[place], at, outcome=Outcome(anxiety=anxiety)), PERSON
        )
    for place, value in by_hand.items():
        now = START + timedelta(days=last)
        assert expectation(belief, place, PERSON, now).anxiety == pytest.approx(value)


def test_fear_returns_while_nothing_happens() -> None:
    belief, _ = update(empty_belief(), Event(HERE, START, outcome=Outcome(anxiety=0.0)), PERSON)
    soon = expectation(belief, HERE, PERSON, START + timedelta(days=1)).anxiety
    late = expectation(belief, HERE, PERSON, START + timedelta(days=300)).anxiety
    assert soon < late < 4.0


def test_a_belief_cannot_be_read_or_moved_in_its_past() -> None:
    belief, _ = update(empty_belief(), Event(HERE, START), PERSON)
    with pytest.raises(ValueError, match="before its last event"):
        expectation(belief, HERE, PERSON, START - timedelta(seconds=1))


def test_the_last_rating_pulls_the_next_one_a_little() -> None:
    rated = Event(HERE, START, Prediction(anxiety=9.0))
    belief, _ = update(empty_belief(), rated, PERSON)
    assert expected_rating(belief, HERE, PERSON, START).anxiety == pytest.approx(4.0 + 0.12 * 5.0)


def test_a_rerating_is_compared_with_the_belief_after_the_outcome() -> None:
    event = Event(HERE, START, Prediction(9.0), Outcome(anxiety=0.0), Rerating(anxiety=3.0))
    belief, info = update(empty_belief(), event, PERSON)
    assert belief.excess.anxiety == pytest.approx(3.0 - info.after.anxiety)
    assert belief.excess.enjoyment is None
    assert (info.surprise.anxiety, info.change.anxiety) == (-9.0, -6.0)
