import math
from datetime import datetime

import pytest
from tests.support.learning import START

from overture.learning import Event, Outcome, Prediction, Rerating, Situation, Verdict

HERE = Situation("acquaintance")


def event(
    prediction: Prediction | None = None,
    outcome: Outcome | None = None,
    rerating: Rerating | None = None,
    tested: bool = True,
) -> Event:
    return Event(HERE, START, prediction, outcome, rerating, tested)


@pytest.mark.parametrize("rating", [-1, 10.5, math.nan, math.inf])
def test_a_rating_off_the_scale_is_refused_by_name(rating: float) -> None:
    with pytest.raises(ValueError, match="anxiety must lie between 0 and 10"):
        Prediction(anxiety=rating)
    with pytest.raises(ValueError, match="enjoyment must lie between 0 and 10"):
        Rerating(enjoyment=rating)
    with pytest.raises(ValueError, match="understood must lie between 0 and 10"):
        Outcome(understood=rating)


def test_an_unknown_answer_about_the_feared_event_is_refused() -> None:
    with pytest.raises(ValueError, match="feared must be no, partly, yes or None"):
        Outcome(feared="maybe")


def test_a_time_without_a_zone_is_refused() -> None:
    with pytest.raises(ValueError, match="time zone"):
        Event(HERE, datetime(2026, 3, 2, 9))  # noqa: DTZ001


def test_surprise_is_outcome_minus_prediction_and_change_is_rerating_minus_prediction() -> None:
    one = event(Prediction(7, 3, 4), Outcome(4, 5, "no"), Rerating(5, 4))
    assert one.surprise == (-3, 2, -4)
    assert one.change == (-2, 1, None)


def test_an_untested_fear_teaches_nothing() -> None:
    assert event(Prediction(7, 3, 4), Outcome(4, 5, "no"), tested=False).met.feared is None


@pytest.mark.parametrize(
    ("prediction", "outcome", "verdict"),
    [
        (Prediction(7, 3), Outcome(4, 3), "better"),
        (Prediction(4, 3), Outcome(7, 3), "worse"),
        (Prediction(4, 3), Outcome(4, 3), "same"),
        (Prediction(4, None), Outcome(4, 6), "same"),
        (Prediction(7, 3, 2), Outcome(4, 3, "yes"), "same"),
        (Prediction(7, 3, 2), Outcome(8, 3, "yes"), "worse"),
        (Prediction(), Outcome(4, 3), None),
        (None, Outcome(4, 3), None),
        (Prediction(4, 3), None, None),
    ],
)
def test_the_verdict_compares_what_was_felt_with_what_was_expected(
    prediction: Prediction | None, outcome: Outcome | None, verdict: Verdict | None
) -> None:
    assert event(prediction, outcome).verdict == verdict


@pytest.mark.parametrize(
    ("prediction", "outcome", "well"),
    [
        (None, Outcome(9, 0, "no"), True),
        (None, Outcome(0, 9, "yes"), False),
        (Prediction(5), Outcome(5, 0, "partly"), True),
        (Prediction(5), Outcome(6), False),
        (None, Outcome(4, 4), True),
        (None, Outcome(5, 4), False),
        (None, Outcome(5), None),
        (Prediction(5), None, None),
    ],
)
def test_it_went_well_when_what_was_feared_stayed_away_or_else_when_it_felt_no_worse(
    prediction: Prediction | None, outcome: Outcome | None, well: bool | None
) -> None:
    assert event(prediction, outcome).went_well is well
