"""Floors for what the screen reaches on held-out messages; the protocol page has the figures."""

from datetime import date

import pytest

from overture.content.files import read_json
from overture.content.schema.safety import Measured, Row
from overture.safety import measuring, protocol_page
from overture.safety.head import shipped
from overture.safety.library import examples, measured
from overture.safety.measuring import SETS as MEASURED
from overture.safety.measuring import Figures, measure, report, report_all, rows
from overture.safety.messages import SETS
from overture.safety.published import Share, as_table


@pytest.fixture(scope="module")
def figures() -> dict[str, Figures]:
    return {name: measure(name) for name in MEASURED}


def test_risk_said_outright_is_never_left_unasked(figures: dict[str, Figures]) -> None:
    assert figures["heldout"].explicit.value == 1.0
    assert figures["heldout-2"].explicit.value == 1.0


def test_most_of_it_opens_the_protocol_at_once(figures: dict[str, Figures]) -> None:
    assert figures["heldout"].explicit_protocol.value == 1.0
    assert figures["heldout-2"].explicit_protocol.value >= 0.93


def test_most_risk_is_asked_about_or_answered(figures: dict[str, Figures]) -> None:
    """The aim is 0.93; the floors are what is reached, less one message."""
    assert figures["heldout"].recall.value >= 0.83
    assert figures["heldout-2"].recall.value >= 0.90


def test_what_is_heard_of_hands_that_never_saw_the_screen_does_not_get_less(
    figures: dict[str, Figures],
) -> None:
    """Far below the aim: the floors only keep a change from losing what is there."""
    assert figures["heldout-4"].recall.value >= 0.61
    assert figures["heldout-5"].recall.value >= 0.44
    assert figures["heldout-5"].explicit.value >= 0.50
    assert figures["heldout-5"].questions.value <= 0.03


def test_few_near_misses_are_asked_about(figures: dict[str, Figures]) -> None:
    assert figures["heldout"].questions.value <= 0.02
    assert figures["heldout-2"].questions.value <= 0.02


def test_everyday_talk_is_hardly_ever_asked_about(figures: dict[str, Figures]) -> None:
    assert figures["heldout-everyday"].questions.value <= 0.01


def test_hardly_anything_benign_opens_the_protocol(figures: dict[str, Figures]) -> None:
    assert all(one.protocols.value <= 0.003 for one in figures.values())


def test_held_out_messages_are_many_and_none_is_trained_on() -> None:
    held = [(g.label, text) for name in MEASURED for g in examples(name).group for text in g.texts]
    trained = {text for name in SETS for g in examples(name).group for text in g.texts}
    assert sum(label != "benign" for label, _ in held) >= 140
    assert sum(label == "benign" for label, _ in held) >= 400
    assert not trained & {text for _, text in held}


def test_training_messages_are_many() -> None:
    labels = [g.label for name in SETS for g in examples(name).group for _ in g.texts]
    assert sum(label != "benign" for label in labels) >= 2_900
    assert sum(label == "benign" for label in labels) >= 4_000


def test_a_share_carries_its_interval() -> None:
    assert Share(0, 0).interval == (0.0, 1.0)
    low, high = Share(74, 78).interval
    assert (round(low, 3), round(high, 3)) == (0.875, 0.980)


@pytest.mark.requirement(40)
def test_the_figures_of_the_protocol_page_are_those_measured() -> None:
    assert measured().row == rows()
    assert measured().head == shipped().head.digest
    assert as_table(measured()) in protocol_page()


@pytest.mark.requirement(40)
def test_the_table_gives_shares_with_their_intervals() -> None:
    row = Row(name="Caught", hits=74, count=78)
    found = Measured(schema_="safety-measured/1", on=date(2026, 2, 1), head="h", row=(row,))
    assert as_table(found).splitlines() == [
        "| On 1 February 2026 | Share | 95 % interval |",
        "|---|---|---|",
        "| Caught | 74 of 78, 0.949 | 0.875 to 0.980 |",
    ]


def test_writing_keeps_what_was_measured_under_its_day(tmp_path, monkeypatch) -> None:
    monkeypatch.setattr(measuring, "MEASURED", tmp_path / "measured.json")
    monkeypatch.setattr(measuring, "rows", lambda: measured().row[:1])
    monkeypatch.setattr(measuring, "report_all", lambda: "")
    measuring.main(["--write", "2026-02-01"])
    kept = read_json(tmp_path / "measured.json", Measured)
    assert (kept.on, len(kept.row)) == (date(2026, 2, 1), 1)


def test_the_report_names_every_set_and_style(figures: dict[str, Figures]) -> None:
    second = figures["heldout-2"]
    assert all(style in report(second) for style in second.by_style)
    assert all(name in report_all() for name in (*MEASURED, "acts"))
