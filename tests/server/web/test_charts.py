import re
from datetime import date, timedelta
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from overture.server.web.charts import (
    Corner,
    chart,
    empty_chart,
    stretches,
    with_crossings,
)
from overture.server.web.moments import Pair

START = date(2026, 4, 15)
ratings = st.integers(0, 10)
rated = st.lists(st.tuples(ratings, ratings), min_size=5, max_size=60)


def pair(number: int, expected: int, felt: int) -> Pair:
    return Pair(START + timedelta(days=number), "Ring the dentist", expected, felt, expected - felt)


def drawn(*ratings_: tuple[int, int]) -> str:
    pairs = [pair(number, e, h) for number, (e, h) in enumerate(ratings_)]
    return chart(pairs, ident="anxiety", title="Anxiety", words="In words.")


def test_the_lines_meet_exactly_where_they_cross():
    found = with_crossings([Corner(0, 10, 20), Corner(10, 20, 10)])
    assert found[1] == Corner(5, 15, 15)


def test_a_stretch_ends_where_the_lines_meet():
    corners = [Corner(0, 0, 10), Corner(10, 5, 5), Corner(20, 0, 10)]
    assert stretches(corners) == [corners[:2], corners[1:]]


def test_lines_that_never_part_have_nothing_between_them():
    assert stretches([Corner(0, 5, 5), Corner(10, 5, 5)]) == []


@settings(deadline=None, max_examples=40)
@given(rated)
def test_every_stretch_lies_on_one_side_only(values):
    corners = [Corner(float(x), 10.0 - e, 10.0 - h) for x, (e, h) in enumerate(values)]
    for run in stretches(corners):
        sides = {corner.felt > corner.expected for corner in run if corner.felt != corner.expected}
        assert len(sides) == 1


@settings(deadline=None, max_examples=40)
@given(rated)
def test_the_fills_cover_the_whole_gap_and_nothing_else(values):
    corners = [Corner(float(x), 10.0 - e, 10.0 - h) for x, (e, h) in enumerate(values)]
    whole = sum(abs_area(a, b) for a, b in pairwise(with_crossings(corners)))
    parts = sum(abs_area(a, b) for run in stretches(corners) for a, b in pairwise(run))
    assert parts == pytest.approx(whole)


def abs_area(a: Corner, b: Corner) -> float:
    return (b.x - a.x) * (abs(a.felt - a.expected) + abs(b.felt - b.expected)) / 2


@settings(deadline=None, max_examples=40)
@given(rated)
def test_every_rating_drawn_lies_inside_the_axis(values):
    for y in re.findall(r'class="p-[eh]" cx="[\d.]+" cy="([\d.]+)"', drawn(*values)):
        assert 12 <= float(y) <= 178


def test_a_harder_day_is_filled_apart_ringed_and_named():
    svg = drawn((8, 4), (8, 5), (6, 8), (7, 4), (5, 3))
    assert svg.count("c-worse") == 1
    assert svg.count("c-ring") == 1
    assert "harder, 17 Apr" in svg


def test_every_harder_day_is_ringed_even_when_there_is_no_room_for_its_name():
    svg = drawn((4, 8), (8, 5), (4, 7), (4, 6), (5, 3))
    assert svg.count("c-ring") == 3
    assert "harder, 15 Apr" in svg


def test_under_five_moments_there_are_dots_and_no_lines():
    svg = drawn((7, 4), (6, 4))
    assert "c-e" not in svg
    assert "c-gap" not in svg
    assert svg.count("p-h") == 2


def test_there_is_never_a_trend_line_and_never_more_than_two_lines():
    svg = drawn(*[(8, 4)] * 30)
    assert svg.count('class="c-e"') == 1
    assert svg.count('class="c-h"') == 1
    assert "trend" not in svg


def test_hollow_dots_are_drawn_before_solid_ones_and_the_ring_last():
    svg = drawn((8, 4), (8, 5), (6, 8), (7, 4), (5, 3))
    order = [svg.index(css) for css in ("c-gap", "c-e", "c-h", "p-e", "p-h", "c-ring")]
    assert order == sorted(order)


def test_long_records_are_drawn_from_the_last_forty():
    assert drawn(*[(8, 4)] * 500).count("p-h") == 40


def test_words_read_aloud_are_escaped():
    svg = chart([pair(0, 5, 3)], ident="a", title="<b>", words="a & b")
    assert '<title id="a-t">&lt;b&gt;</title>' in svg
    assert "a &amp; b" in svg


def test_one_day_is_dated_once():
    pairs = [Pair(START, "Say hello", 5, 3, 2)] * 6
    assert chart(pairs, ident="a", title="t", words="w").count("15 Apr") == 1


def test_no_pairs_have_a_drawing_of_their_own():
    with pytest.raises(ValueError, match="nothing to draw"):
        chart([], ident="a", title="t", words="w")
    assert "what happens" in empty_chart()
