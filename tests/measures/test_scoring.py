"""Scores come of answers alone; where too little was answered there is none."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.support.instruments import instrument, items, scale

from overture.content.instruments import instruments
from overture.measures import band_of, matters, readings, scores, values

ALL = ["q1", "q2", "q3", "q4"]
LENIENT = instrument(scales=[scale(least_answered=2)])
MIXED = instrument(
    items=[
        *items(3, reversed=True),
        {"id": "q4", "asks": "Yes?", "choices": [{"value": n, "words": f"w{n}"} for n in (1, 7)]},
    ],
    scales=[scale(low=1, high=19, least_answered=1)],
)
some_answers = st.dictionaries(st.sampled_from(ALL), st.sampled_from(range(5)), max_size=4)
mixed_answers = st.fixed_dictionaries(
    {}, optional={**dict.fromkeys(ALL[:3], st.integers(0, 4)), "q4": st.sampled_from([1, 7])}
)


def score_of(made, answers):
    (found,) = scores(made, answers)
    return found


def test_a_sum_is_the_sum_of_what_was_answered():
    assert score_of(instrument(), dict(zip(ALL, (1, 2, 3, 4), strict=True))).value == 10


def test_a_mean_is_their_mean():
    made = instrument(scales=[scale(method="mean", high=4)])
    assert score_of(made, dict(zip(ALL, (1, 2, 3, 4), strict=True))).value == 2.5


def test_a_reversed_item_counts_the_other_way_about():
    made = instrument(items=items(reversed=True))
    assert score_of(made, {"q1": 4, "q2": 0, "q3": 0, "q4": 0}).value == 0
    assert score_of(made, {"q1": 0, "q2": 0, "q3": 0, "q4": 0}).value == 4


def test_a_missing_answer_leaves_no_score_unless_the_instrument_says_so():
    three = {"q1": 4, "q2": 4, "q3": 4}
    found = score_of(instrument(), three)
    assert (found.value, found.answered, found.prorated) == (None, 3, False)
    found = score_of(LENIENT, three)
    assert (found.value, found.answered, found.prorated) == (16, 3, True)


def test_too_few_answers_leave_no_score_even_where_it_may_be_prorated():
    assert score_of(LENIENT, {"q1": 4}).value is None
    assert score_of(LENIENT, {}).value is None


@given(some_answers)
def test_prorating_is_the_mean_of_the_answered_times_the_number_of_items(answers):
    found = score_of(LENIENT, answers)
    if len(answers) < 2:
        assert found.value is None
    else:
        assert found.value == pytest.approx(sum(answers.values()) / len(answers) * 4)


@given(mixed_answers)
def test_a_score_never_leaves_its_ends_whatever_is_missing(answers):
    found = score_of(MIXED, answers)
    assert (found.value is None) == (not answers)
    assert found.value is None or 1 <= found.value <= 19


@given(mixed_answers, st.sampled_from(ALL))
def test_answering_more_moves_a_score_the_way_the_item_counts(answers, raised):
    item = MIXED.item(raised)
    low, high = MIXED.ends_of(item)
    before = score_of(MIXED, {**answers, raised: low}).value
    after = score_of(MIXED, {**answers, raised: high}).value
    assert before > after if item.reversed else before < after


@given(st.fixed_dictionaries(dict.fromkeys(ALL, st.integers(0, 4))))
def test_reversing_every_item_mirrors_the_score(answers):
    mirrored = instrument(items=[{**one, "reversed": True} for one in items()])
    assert score_of(mirrored, answers).value == 16 - score_of(instrument(), answers).value


@pytest.mark.parametrize("wrong", [{"q9": 1}, {"q1": 5}, {"q1": -1}, {"q1": 0.5}])
def test_what_is_no_answer_is_refused(wrong):
    with pytest.raises(ValueError, match="not an answer of made-up"):
        scores(instrument(), wrong)


def test_a_band_begins_where_its_source_says():
    bands = [
        {"from": 0, "words": "few"},
        {"from": 5, "words": "some"},
        {"from": 10, "words": "many"},
    ]
    made = instrument(scales=[scale(bands=bands, bands_source="Invented for a test")])
    found = [
        band_of(score_of(made, {"q1": a, "q2": b, "q3": 0, "q4": 0})).words
        for a, b in ((0, 0), (4, 0), (4, 1), (4, 4))
    ]
    assert found == ["few", "few", "some", "some"]
    assert band_of(score_of(made, {})) is None
    assert band_of(score_of(instrument(), dict.fromkeys(ALL, 4))) is None


def test_where_there_is_no_scale_each_item_stands_for_itself():
    made = instrument(scales=[])
    assert [one.id for one in readings(made)] == ALL
    assert readings(made)[0].high_words == "4 of four"
    assert values(made, {"q2": 3}) == {"q1": None, "q2": 3, "q3": None, "q4": None}
    assert [one.id for one in readings(instrument())] == ["all"]


def test_a_screened_answer_matters_from_where_it_was_said_to():
    made = instrument(items=items(screened=True, matters_from=1, reversed=True))
    assert [item.id for item in matters(made, {"q1": 1})] == ["q1"]
    assert matters(made, {"q1": 0, "q2": 4}) == ()
    assert matters(made, {}) == ()


def test_our_own_sets_have_no_score_no_bands_and_no_claim():
    for shipped in instruments().values():
        assert shipped.scales == ()
        assert "Nobody has tested" in shipped.standing
        assert "no diagnosis" in shipped.standing
