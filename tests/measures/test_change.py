"""More or less than last time; and the reliable change index where noise is known."""

import math

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from overture.content.schema.instrument import Reliability
from overture.measures import direction, is_beyond_noise, reliable_change_index

KNOWN = Reliability(retest=0.8, sd=7.5, source="The worked example of the paper")
scores = st.floats(0, 100)
known = st.builds(
    Reliability,
    retest=st.floats(0.05, 0.99),
    sd=st.floats(0.1, 30),
    source=st.just("Drawn for a test"),
)


def test_the_index_is_that_of_the_papers_worked_example():
    # Jacobson and Truax 1991, p. 14: s1 = 7.5, r = .80, from 32.5 to 47.5; S_diff = 4.74, RC = 3.16
    assert 7.5 * math.sqrt(1 - 0.8) * math.sqrt(2) == pytest.approx(4.74, abs=0.005)
    assert reliable_change_index(32.5, 47.5, KNOWN) == pytest.approx(3.16, abs=0.005)


def test_a_change_counts_only_beyond_what_noise_makes():
    assert is_beyond_noise(32.5, 47.5, KNOWN)
    assert not is_beyond_noise(32.5, 40.0, KNOWN)
    assert is_beyond_noise(47.5, 32.5, KNOWN)


@given(scores, scores, known)
def test_the_way_back_is_the_same_with_the_other_sign(before, after, noise):
    there = reliable_change_index(before, after, noise)
    assert reliable_change_index(after, before, noise) == -there


@given(scores, scores, known, st.floats(0.1, 10))
def test_a_scale_in_other_units_gives_the_same_index(before, after, noise, unit):
    other = Reliability(retest=noise.retest, sd=noise.sd * unit, source=noise.source)
    found = reliable_change_index(before * unit, after * unit, other)
    assert found == pytest.approx(reliable_change_index(before, after, noise), abs=1e-6)


@given(scores, scores, known)
def test_less_noise_never_makes_a_change_less_sure(before, after, noise):
    assume(before != after)
    surer = Reliability(retest=(1 + noise.retest) / 2, sd=noise.sd, source=noise.source)
    found = abs(reliable_change_index(before, after, surer))
    assert found > abs(reliable_change_index(before, after, noise))


@given(scores, scores)
def test_more_one_way_is_less_the_other(before, after):
    other = {"more": "less", "less": "more", "same": "same"}
    assert direction(after, before) == other[direction(before, after)]
    assert (direction(before, after) == "same") == (before == after)
