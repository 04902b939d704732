import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.support.learning import histories, made_up_history

from overture.fitting.attempts import attempts_of
from overture.fitting.belief import BeliefModel
from overture.fitting.packed import attempts_from, pack
from overture.learning import new_person, weak_prior

PERSON = new_person(weak_prior(None))


def same(one, other) -> None:
    assert one.people == other.people
    assert one.person.tolist() == other.person.tolist()
    assert one.days == pytest.approx(other.days, rel=1e-6)
    assert np.allclose(one.met, other.met, rtol=1e-6, equal_nan=True)
    assert np.allclose(one.told, other.told, rtol=1e-6, equal_nan=True)
    for mine, yours in zip(one.place, other.place, strict=True):
        here, there = one.situations.items[mine], other.situations.items[yours]
        assert (here.partner, here.channel) == (there.partner, there.channel)
        assert here.degrees() == pytest.approx(there.degrees(), abs=1e-6)


@settings(max_examples=30, deadline=None)
@given(st.lists(histories(max_size=6), max_size=4))
def test_what_was_packed_is_read_again(records):
    same(attempts_from([pack(events) for events in records]), attempts_of(records))


def test_a_fit_sees_the_same_in_packed_histories():
    records = [made_up_history(PERSON, n, seed=n) for n in (3, 9, 1, 20)]
    theta = np.repeat(np.array(PERSON.theta)[:, None], 4, axis=1)
    packed, plain = (
        BeliefModel(one).curve(theta)
        for one in (attempts_from([pack(events) for events in records]), attempts_of(records))
    )
    assert packed.value == pytest.approx(plain.value, rel=1e-5)
    assert packed.gradient == pytest.approx(plain.gradient, rel=1e-4, abs=1e-4)


def test_situations_that_many_share_are_kept_once():
    history = made_up_history(PERSON, 12, places=3)
    assert len(attempts_from([pack(history)] * 50).situations) == 3


@pytest.mark.parametrize(
    ("column", "value", "said"),
    [
        (1, -1.0, "there is not"),
        (1, 99.0, "there is not"),
        (2, np.nan, "there is not"),
        (3, 1.5, "must lie between"),
    ],
)
def test_a_situation_that_there_is_not_is_refused(column, value, said):
    rows = np.frombuffer(pack(made_up_history(PERSON, 3)), dtype="<f4").reshape(-1, 18).copy()
    rows[1, column] = value
    with pytest.raises(ValueError, match=said):
        attempts_from([rows.tobytes()])


def test_an_attempt_takes_seventy_two_bytes_and_what_is_cut_short_is_refused():
    packed = pack(made_up_history(PERSON, 10))
    assert len(packed) == 720
    for cut in (packed[:-1], packed[:-4]):
        with pytest.raises(ValueError, match="cut short"):
            attempts_from([packed, cut])
