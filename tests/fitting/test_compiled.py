from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from tests.support.learning import histories, made_up_history, people

from overture.fitting import compiled, compiled_evaluate
from overture.fitting.kernel import belief_along, likelihood
from overture.learning import Event, Person, learn, new_person, weak_prior
from overture.learning.history import history_of
from overture.learning.refit import Point, evaluate

PERSON = new_person(weak_prior(None))


def same(one: Point, other: Point) -> None:
    for mine, yours in zip(one, other, strict=True):
        assert mine == pytest.approx(yours, rel=1e-9, abs=1e-7)


@settings(max_examples=25, deadline=None)
@given(histories(max_size=8), people())
def test_the_loops_give_the_numbers_of_the_plain_form(
    history: tuple[Event, ...], person: Person
) -> None:
    def uncompiled() -> tuple[Any, Any]:
        return belief_along, likelihood

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(compiled, "_compiled", uncompiled)
        loops = compiled_evaluate.__wrapped__()
    arrays, theta = history_of(history), np.array(person.theta)
    same(loops(arrays, theta, person), evaluate(arrays, theta, person))


def test_the_compiled_form_learns_the_same() -> None:
    pytest.importorskip("numba", reason="Numba is not installed (extra: overture[fast])")
    history = made_up_history(PERSON, 40)
    (state, person), (plain, plain_person) = (
        learn(history, PERSON, evaluate=form) for form in (compiled_evaluate(), evaluate)
    )
    assert person.theta == pytest.approx(plain_person.theta, abs=1e-8)
    assert person.sd == pytest.approx(plain_person.sd, abs=1e-8)
    assert state.belief.weights == pytest.approx(plain.belief.weights, abs=1e-8)
