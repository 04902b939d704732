"""Dots are answers as given: where they lie, and how many are drawn."""

import re
from datetime import date, timedelta

from overture.server.web.dots import MOST_DOTS, Dot, dots

DAY = date(2026, 3, 2)


def drawn(*values, low=0.0, high=4.0, title="Dread"):
    shown = [Dot(DAY + timedelta(weeks=n), value) for n, value in enumerate(values)]
    return dots(shown, low=low, high=high, ident="dread-t", title=title)


def heights(svg):
    return [float(y) for y in re.findall(r'<circle class="p-h" cx="[\d.]+" cy="([\d.]+)"', svg)]


def test_more_lies_higher_and_the_ends_are_the_ends_of_the_scale():
    low, high = heights(drawn(0, 4))
    assert (low, high) == (58.0, 10.0)


def test_what_was_not_answered_has_no_dot():
    assert len(heights(drawn(1, None, 3))) == 2


def test_nothing_joins_the_dots():
    assert "c-h" not in drawn(1, 2, 3)


def test_the_last_twelve_are_drawn():
    assert len(heights(drawn(*[1] * 30))) == MOST_DOTS


def test_one_alone_stands_in_the_middle_with_its_day():
    svg = drawn(2)
    assert svg.count("2 Mar") == 1
    assert 'cx="187.0"' in svg


def test_a_title_cannot_break_out():
    assert "<b>" not in drawn(1, title="<b>Dread</b>")
