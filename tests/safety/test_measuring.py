"""Floors for what the screen reaches on held-out messages; the protocol page has the figures."""

import pytest

from overture.safety.library import examples
from overture.safety.measuring import Figures, Share, measure, report
from overture.safety.training import SETS


@pytest.fixture(scope="module")
def figures() -> Figures:
    return measure()


def test_risk_said_outright_is_never_missed(figures: Figures) -> None:
    assert figures.explicit.value == 1.0
    assert figures.explicit_protocol.value >= 0.87


def test_most_risk_is_asked_about_or_answered(figures: Figures) -> None:
    assert figures.recall.value >= 0.93


def test_few_near_misses_are_asked_about(figures: Figures) -> None:
    assert figures.questions.value <= 0.03


def test_hardly_any_near_miss_opens_the_protocol(figures: Figures) -> None:
    assert figures.protocols.value <= 0.005


def test_held_out_messages_are_many_and_none_is_trained_on() -> None:
    held = [(g.label, text) for g in examples("heldout").group for text in g.texts]
    trained = {text for name in SETS for g in examples(name).group for text in g.texts}
    assert sum(label != "benign" for label, _ in held) >= 80
    assert sum(label == "benign" for label, _ in held) >= 160
    assert not trained & {text for _, text in held}


def test_training_messages_are_many() -> None:
    labels = [g.label for name in SETS for g in examples(name).group for _ in g.texts]
    assert sum(label != "benign" for label in labels) >= 250
    assert sum(label == "benign" for label in labels) >= 500


def test_a_share_carries_its_interval() -> None:
    assert Share(0, 0).interval == (0.0, 1.0)
    low, high = Share(74, 78).interval
    assert (round(low, 3), round(high, 3)) == (0.875, 0.980)


def test_the_report_names_every_style(figures: Figures) -> None:
    assert all(style in report(figures) for style in figures.by_style)
