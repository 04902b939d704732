import pytest

from overture.evaluation.learning import QUICK, Learning, suite
from overture.evaluation.learning.drawing import bars, dots, side_by_side
from overture.evaluation.learning.page import text_of, written
from overture.evaluation.learning.parts import Drawing, Part, Table
from overture.evaluation.results import Figure

GOOD = Figure("a share", 0.9, 0.8)
POOR = Figure("log_evidence", -12_500.125, -12_478.5)


def part(*figures, **more):
    return Part("one question", "Is it so?", figures, **more)


def test_every_question_is_put_with_the_sizes_that_were_asked_for(monkeypatch, tmp_path):
    put = []
    for name in ("recovery", "calibration", "controls", "foretelling", "confusion", "believing"):
        monkeypatch.setattr(suite, name, lambda size, n=name: put.append((n, size)) or part(GOOD))
    monkeypatch.setattr(suite, "sampling", lambda: part(GOOD))
    monkeypatch.setattr(suite, "figures", lambda _, people: put.append(("belief", people)) or ())
    told = []
    found = suite.evaluate(lambda doing, share: told.append(share), sizes=QUICK, folder=tmp_path)
    assert dict(put) == {
        "recovery": QUICK.recovered,
        "belief": QUICK.believed,
        "believing": QUICK.believed,
        "calibration": QUICK.calibrated,
        "controls": QUICK.controlled,
        "foretelling": QUICK.foretold,
        "confusion": QUICK.deployments,
    }
    assert len(found.parts) == len(told) == 10
    assert told == sorted(told)


def test_one_figure_that_falls_short_fails_the_suite():
    assert Learning((part(GOOD), part(GOOD))).holds
    assert not Learning((part(GOOD), part(POOR))).holds
    assert not Learning(()).holds


def test_what_was_left_out_is_told_once():
    found = Learning((part(GOOD, left_out="No data."), part(left_out="No data.")))
    assert found.as_json()["left_out"] == "No data."
    assert "No data." in found.words()


@pytest.fixture
def page(tmp_path):
    drawing = Drawing(
        "ranks", side_by_side("ranks", "Ranks <here>", [bars("x", (3, 5), (2, 6))]), "R"
    )
    table = Table("Scores", ("who", "nats"), (("model", "-3.5"), ("rival", "-3.9")))
    found = Learning(
        (part(GOOD, POOR, says=("A rival wins.",), tables=(table,), drawings=(drawing,)),)
    )
    written(found, tmp_path / "learning.md")
    return tmp_path


def test_a_page_holds_every_figure_what_was_said_tables_and_drawings(page):
    text = (page / "learning.md").read_text("utf-8")
    assert "python -m overture.evaluation.learning.page" in text
    assert "Fallen short: log_evidence." in text
    assert "| a share | 0.9 | at least 0.8 | yes |" in text
    assert "| log_evidence | -12500.12 | at least -12478.50 | no |" in text
    assert "| model | -3.5 |" in text
    assert "A rival wins." in text
    assert "(learning/ranks.svg)" in text
    assert (page / "learning" / "ranks.svg").read_text("utf-8").startswith("<svg")


def test_a_page_on_which_all_is_well_says_so():
    assert "All 1 figures that were measured meet their aims." in text_of(
        Learning((part(GOOD),)), "learning"
    )


def test_drawings_keep_within_their_frame_and_escape_what_they_are_told():
    drawn = side_by_side("d", "a < b", [dots("x", (0.0, 5.0), (1.0, 4.0)), bars("y", (9,), (0, 1))])
    assert "a &lt; b" in drawn
    assert 'viewBox="0 0 400 150"' in drawn
    tops = [float(word.split('"')[1]) for word in drawn.split() if word.startswith("cy=")]
    assert tops == [104.0, 44.0]
    assert all(24.0 <= top <= 124.0 for top in tops)
