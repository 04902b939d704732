"""The figures over readings, on a handful small enough to count by hand."""

import pytest

from overture.conversation.understanding import ActReading, Understanding
from overture.evaluation import scoring
from overture.evaluation.scoring import Read


def read(acts, seen, *, sure=0.9, topic=(None, None), feelings=({}, {})):
    reading = Understanding(
        "x", tuple(ActReading(act, 0.5) for act in seen), sure, topic[1], feelings[1]
    )
    return Read(tuple(acts), topic[0], feelings[0], reading)


FOUR = (
    read(["greet"], ["greet"]),
    read(["greet"], ["bye", "greet"], sure=0.2),
    read(["bye", "thanks"], ["thanks"], sure=0.5),
    read(["bye"], ["thanks"], sure=0.3),
)


def test_the_first_act_may_be_any_that_the_message_performs():
    assert scoring.first(FOUR) == 0.5
    assert scoring.first_two(FOUR) == 0.75


def test_f1_counts_acts_read_beside_the_first():
    assert scoring.f1(FOUR)["greet"] == 1.0
    assert scoring.f1(FOUR)["bye"] == 0.0
    assert scoring.macro(scoring.f1(FOUR)) == 0.5


def test_acts_of_a_talk_and_of_a_scene_are_told_apart():
    scene = read(["question"], ["greet"])
    assert scoring.f1([*FOUR, scene])["greet"] == 1.0


def test_an_act_also_performed_is_no_confusion():
    table = scoring.confusion(FOUR)
    assert table == {"bye": {"bye": 1, "thanks": 1}, "greet": {"bye": 1, "greet": 1}}
    assert scoring.most_confused(table, 5) == [("bye", "thanks", 1), ("greet", "bye", 1)]


def test_bands_follow_the_steps_of_confidence():
    unsure, middling, sure = scoring.bands(FOUR)
    assert (unsure.share, unsure.right) == (0.5, 0.0)
    assert (middling.share, middling.right) == (0.25, 1.0)
    assert (sure.share, sure.right) == (0.25, 1.0)


def test_calibration_is_the_gap_between_confidence_and_being_right():
    gaps = (1 - 0.9) + 0.2 + (1 - 0.5) + 0.3
    assert scoring.calibration_error(FOUR) == pytest.approx(gaps / 4)
    assert scoring.calibration_error([read(["greet"], ["greet"], sure=1.0)]) == 0.0


def test_topics_are_judged_where_there_is_one():
    given = [
        read(["greet"], ["greet"], topic=("food", "food")),
        read(["greet"], ["greet"], topic=("food", None)),
        read(["greet"], ["greet"], topic=("food", "work")),
        read(["greet"], ["greet"], topic=(None, "work")),
    ]
    assert scoring.topics(given) == pytest.approx(1 / 3)
    assert scoring.topic_precision(given) == 0.5


def test_feelings_are_judged_where_any_is_shown():
    given = [
        read(["greet"], ["greet"], feelings=({"sad": 0.8, "hurt": 0.2}, {"sad": 0.5, "glad": 0.6})),
        read(["greet"], ["greet"], feelings=({}, {"glad": 0.9})),
    ]
    assert scoring.feelings(given) == pytest.approx(2 / 3)
    assert scoring.strongest(given) == 1.0


def test_of_nothing_every_figure_is_nought():
    assert scoring.first([]) == scoring.calibration_error([]) == scoring.feelings([]) == 0.0
