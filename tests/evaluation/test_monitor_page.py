import pytest
from tests.support.house import ROOT

from overture.evaluation.monitor import Monitored, RunLengths
from overture.evaluation.monitor_page import filled, tables
from overture.evaluation.nudges import Coverage, Nudged, Worth
from overture.evaluation.results import Figure
from overture.evaluation.standing_still import Looks
from overture.simulation.outcomes import Interval

PAGE = ROOT / "docs" / "explanation" / "monitor-and-nudges.md"
MEAN = Interval(1.234, 1.0, 1.5)
WATCHED = Monitored(
    (Figure("false", 0.5, 1.0, at_most=True),),
    (RunLengths(3.0, *[MEAN] * 7),),
    Looks(*[0.25] * 6, 3, 4),
)
NUDGED = Nudged(
    (Figure("sent", 2_000, 1_000),),
    (Worth("helps", *[MEAN] * 4),),
    (Coverage(20, 0.95, 0.92, 0.96, 0.97, 0.0004),),
    (),
)


def test_the_tables_take_the_places_of_the_page_and_leave_its_prose():
    page = "Before\n<!-- table: a -->\nold\n<!-- end -->\nAfter"
    assert filled(page, {"a": "new"}) == "Before\n<!-- table: a -->\nnew\n<!-- end -->\nAfter"


def test_a_table_without_a_place_is_refused():
    with pytest.raises(ValueError, match="do not match: b"):
        filled("<!-- table: a -->\n<!-- end -->", {"a": "", "b": ""})


def test_every_table_has_its_place_in_the_page_and_holds_what_was_found():
    made = tables(WATCHED, NUDGED)
    page = filled(PAGE.read_text("utf-8"), made)
    assert page.count("| 3 | 1.23 (1.00 to 1.50)") == 2
    assert "| false | 0.5 | at most 1 |" in page
    assert "| 20 | 0.950 | 0.920 | 0.960 | 0.970 | +0.0004 |" in page
    assert "| helps | 1.23 (1.00 to 1.50)" in page


def test_the_page_was_filled_by_its_command():
    page = PAGE.read_text("utf-8")
    assert "python -m overture.evaluation.monitor_page" in page
    assert "-->\n<!-- end -->" not in page
