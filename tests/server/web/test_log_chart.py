import re
from datetime import date, timedelta

from overture.planning.logged import Felt, Met
from overture.server.web.log_chart import log_chart

TODAY = date(2026, 3, 14)


def felt(ago, pleasant, energy=2):
    return Felt(TODAY - timedelta(days=ago), "calm", pleasant, energy)


def circles(svg):
    return [
        (css, float(x), float(y))
        for css, x, y in re.findall(r'<circle class="([\w-]+)" cx="([\d.]+)" cy="([\d.]+)"', svg)
    ]


def test_a_later_word_lies_to_the_right_and_a_pleasant_one_above():
    (_, x1, y1), (_, x2, y2) = circles(log_chart([felt(9, -4), felt(1, 4)], [], TODAY, "x"))
    assert x1 < x2
    assert y1 > y2


def test_much_energy_is_solid_and_little_is_hollow():
    drawn = circles(log_chart([felt(1, 2, energy=3), felt(1, 2, energy=-3)], [], TODAY, "x"))
    assert [css for css, _, _ in drawn] == ["p-h", "p-quiet"]
    assert drawn[0][1] != drawn[1][1]  # side by side, so that none is hidden


def test_moments_of_a_day_stand_side_by_side_up_to_three():
    svg = log_chart([], [Met(TODAY, "family")] * 5, TODAY, "x")
    places = re.findall(r'<rect class="p-met" x="([\d.]+)"', svg)
    assert len(set(places)) == 3


def test_nothing_lies_outside_the_drawing():
    entries = [felt(ago, pleasant) for ago in range(14) for pleasant in (-5, 5)]
    svg = log_chart(entries, [Met(TODAY - timedelta(days=13), "family")] * 4, TODAY, "x")
    assert all(80 < x < 350 and 8 < y < 100 for _, x, y in circles(svg))


def test_it_is_read_aloud_in_words_and_what_is_said_is_escaped():
    svg = log_chart([felt(0, 1)], [], TODAY, "Five <words>")
    assert '<desc id="log-d">Five &lt;words&gt;</desc>' in svg
    assert "1 Mar" in svg
    assert "14 Mar" in svg
