import json
from datetime import UTC, datetime

import pytest

from overture.learning import Situation
from overture.simulation import attempts_of, live, moments_of
from overture.simulation.worlds import STANDARD

START = datetime(2026, 3, 2, 18, tzinfo=UTC)
COURSE = live("gain", STANDARD, people=4, seed=1)


def test_a_persons_attempts_are_plain_values_in_order_of_time():
    told = attempts_of(COURSE, 0, START)
    assert json.loads(json.dumps(told)) == told
    assert len(told) == (COURSE.taken[:, 0] >= 0).sum() > 0
    times = [datetime.fromisoformat(one["at"]) for one in told]
    assert times == sorted(times)
    assert times[0] >= START
    assert {Situation(**one["situation"]) for one in told} <= set(COURSE.steps.situations.items)


def test_the_planner_reads_what_was_told():
    for one, moment in zip(
        attempts_of(COURSE, 1, START), moments_of(COURSE, 1, START), strict=True
    ):
        assert (one["step_id"], one["at"]) == (moment.step_id, moment.event.at.isoformat())
        assert one["prediction"]["anxiety"] == moment.event.prediction.anxiety
        assert one["outcome"]["feared"] == moment.event.outcome.feared
        assert one["rerating"]["feared"] == moment.event.rerating.feared
        assert moment.event.went_well is (one["outcome"]["feared"] == "no")


def test_a_start_without_a_time_zone_is_refused():
    with pytest.raises(ValueError, match="time zone"):
        attempts_of(COURSE, 0, START.replace(tzinfo=None))
