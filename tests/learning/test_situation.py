import math

import pytest
from hypothesis import given
from tests.support.learning import people, situations

from overture.learning import Person, Situation, Situations, kernel, new_person, weak_prior

PERSON = new_person(weak_prior(None))


@given(situations, situations, people())
def test_the_kernel_is_symmetric_and_lies_between_nothing_and_one(
    x: Situation, y: Situation, person: Person
) -> None:
    there, back = kernel(x, y, person), kernel(y, x, person)
    assert math.isclose(there, back)
    assert 0.0 <= there <= 1.0


@given(situations, people())
def test_a_situation_teaches_itself_in_full(x: Situation, person: Person) -> None:
    assert kernel(x, x, person) == 1.0


def test_learning_between_ai_and_people_is_held_back_by_rho() -> None:
    with_ai = Situation("ai", evaluation=0.3)
    with_somebody = Situation("acquaintance", evaluation=0.3)
    assert math.isclose(kernel(with_ai, with_somebody, PERSON), PERSON.rho)


def test_nearer_situations_learn_more_from_each_other() -> None:
    here = Situation("stranger", evaluation=0.1)
    near, far = Situation("stranger", evaluation=0.3), Situation("stranger", evaluation=0.9)
    assert kernel(here, near, PERSON) > kernel(here, far, PERSON)


@pytest.mark.parametrize("degree", [-0.1, 1.1, math.nan, math.inf])
def test_a_degree_off_the_scale_is_refused_by_name(degree: float) -> None:
    with pytest.raises(ValueError, match="evaluation must lie between 0 and 1"):
        Situation("stranger", evaluation=degree)


def test_unknown_words_are_refused_with_the_known_ones() -> None:
    with pytest.raises(ValueError, match="ai, familiar, acquaintance, stranger"):
        Situation("boss")
    with pytest.raises(ValueError, match="face, phone, text, none"):
        Situation("ai", channel="letter")


def test_a_situation_is_kept_once_and_found_again() -> None:
    one, other = Situation("ai"), Situation("stranger")
    both, place = Situations((one,)).including(other)
    assert (len(both), place) == (2, 1)
    assert both.including(one) == (both, 0)
    assert len(Situations.of([one, other, one])) == 2
