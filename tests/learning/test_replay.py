import json
from collections.abc import Iterable
from datetime import timedelta

import numpy as np
import pytest
from hypothesis import given, settings
from tests.support.learning import START, histories, made_up_history, people

from overture.learning import (
    Event,
    Outcome,
    Person,
    Situation,
    State,
    correct,
    empty_experience,
    empty_state,
    learn,
    meet,
    new_person,
    refit,
    replay,
    retract,
    state_from_dict,
    state_to_dict,
    step,
    weak_prior,
)

PERSON = new_person(weak_prior(None))


def same(one: State, other: State) -> bool:
    return (
        one.belief.visited.items == other.belief.visited.items
        and one.belief.at == other.belief.at
        and one.belief.excess == other.belief.excess
        and np.array_equal(one.belief.weights, other.belief.weights)
        and np.array_equal(one.experience.alpha, other.experience.alpha)
        and np.array_equal(one.experience.correction, other.experience.correction)
    )


@given(histories(), people())
def test_replay_equals_taking_events_in_one_by_one(
    history: tuple[Event, ...], person: Person
) -> None:
    state = empty_state()
    for event in history:
        state, _ = step(state, event, person)
    assert same(replay(reversed(history), person) if _distinct(history) else state, state)
    assert same(replay(history, person), state)


def test_events_at_one_moment_are_taken_in_as_given_and_others_by_their_time() -> None:
    """The order matters: what came last weighs more."""
    place = Situation("acquaintance")
    calm, hard = (Event(place, START, outcome=Outcome(anxiety=a)) for a in (0.0, 10.0))
    ends = [replay(both, PERSON).belief.weights[0, 0] for both in ((calm, hard), (hard, calm))]
    assert ends[0] > ends[1]
    later = Event(place, START + timedelta(hours=1), outcome=Outcome(anxiety=10.0))
    assert same(replay([later, calm], PERSON), replay([calm, later], PERSON))


def _distinct(history: Iterable[Event]) -> bool:
    return len({event.at for event in history}) == len(history)


@given(histories(), people())
def test_a_state_survives_being_written_as_json(history: tuple[Event, ...], person: Person) -> None:
    state = replay(history, person)
    assert same(state_from_dict(json.loads(json.dumps(state_to_dict(state)))), state)


@settings(max_examples=30, deadline=None)
@given(histories())
def test_learning_is_a_refit_and_then_a_replay(history: tuple[Event, ...]) -> None:
    state, person = learn(history, PERSON)
    again = replay(history, refit(history, PERSON))
    assert person == refit(history, PERSON)
    assert state.belief.visited.items == again.belief.visited.items
    assert state.belief.at == again.belief.at
    assert state.belief.weights == pytest.approx(again.belief.weights, abs=1e-9)
    assert list(state.belief.excess) == pytest.approx(list(again.belief.excess), abs=1e-9)
    assert np.array_equal(state.experience.correction, again.experience.correction)


def test_only_the_newest_event_is_met_where_the_others_have_been() -> None:
    history = made_up_history(PERSON, 12)
    lived = replay(history[:-1], PERSON).experience
    state, _ = learn(history, PERSON, lived=lived)
    assert np.array_equal(state.experience.correction, meet(lived, history[-1]).correction)
    with pytest.raises(ValueError, match="not that of all events"):
        learn(history, PERSON, lived=empty_experience())


def test_a_record_of_which_nothing_is_left_leaves_only_the_prior() -> None:
    _, moved = learn(made_up_history(PERSON, 6), PERSON)
    state, person = learn([], moved)
    assert same(state, empty_state())
    assert person.theta == pytest.approx(PERSON.theta)
    assert person.sd == pytest.approx(PERSON.sd)


def test_undo_is_replay_without_the_attempt() -> None:
    history = made_up_history(PERSON, 6)
    assert same(replay(retract(history, "5"), PERSON), replay(history[:-1], PERSON))


def test_a_correction_replaces_the_attempt_with_the_same_key() -> None:
    history = made_up_history(PERSON, 3)
    mended = Event(history[1].situation, history[1].at, outcome=Outcome(1, 9, "no"), key="1")
    assert correct(history, mended) == (history[0], mended, history[2])


def test_an_attempt_that_is_not_there_cannot_be_undone() -> None:
    with pytest.raises(KeyError, match="elsewhere"):
        retract(made_up_history(PERSON, 2), "elsewhere")
    with pytest.raises(KeyError):
        retract([Event(Situation("ai"), START)], "")


def test_an_earlier_event_is_refused_so_that_the_caller_replays() -> None:
    state, _ = step(empty_state(), Event(Situation("ai"), START), PERSON)
    with pytest.raises(ValueError, match="before its last event"):
        step(state, Event(Situation("ai"), START - timedelta(days=1)), PERSON)


def test_a_state_of_another_version_or_a_damaged_one_is_refused() -> None:
    good = state_to_dict(replay(made_up_history(PERSON, 3), PERSON))
    with pytest.raises(ValueError, match="version 99"):
        state_from_dict({**good, "version": 99})
    with pytest.raises(ValueError, match="damaged"):
        state_from_dict({"version": 1})
    with pytest.raises(ValueError, match=r"damaged|reshape"):
        state_from_dict({**good, "weights": [[1.0]]})
    with pytest.raises(ValueError, match="damaged"):
        state_from_dict({**good, "alpha": [[float("nan")] * len(row) for row in good["alpha"]]})
