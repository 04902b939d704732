"""What a member types is kept as it is, or sent back with what to do."""

import pytest

from overture.server.web.member.forms import NOT_TEXT, OutcomeForm, OwnStepForm, PredictForm, Words


@pytest.mark.parametrize(
    "words",
    ["مرحبا", "🙂🙂🙂", "<script>alert(1)</script>", "two\nlines", "a\ttab", "👩‍👩‍👧", "e\u0301"],
)
def test_any_script_any_emoji_and_any_markup_are_words(words):
    assert Words(200).clean(words) == words


@pytest.mark.parametrize("words", ["a\x00b", "\x1b[31m", "\ufffd\ufffd", "\ud800"])
def test_what_is_no_text_is_sent_back(words):
    form = OwnStepForm({"title": words})
    assert form.errors["title"] == [NOT_TEXT]


def test_too_long_says_by_how_much():
    form = OwnStepForm({"title": "a" * 100_000})
    assert "99,800 characters longer than fits here (200)" in form.errors["title"][0]


def test_line_ends_count_once():
    assert Words(3).clean("a\r\nb") == "a\nb"


def test_a_rating_off_the_scale_is_refused_and_none_is_fine():
    assert "anxiety" in PredictForm({"anxiety": "11"}).errors
    assert "anxiety" in PredictForm({"anxiety": "-1"}).errors
    form = PredictForm({})
    assert form.is_valid()
    assert form.cleaned_data["anxiety"] is None


def test_zero_is_an_answer():
    form = OutcomeForm({"anxiety": "0", "joy": "10"})
    assert form.is_valid()
    assert (form.cleaned_data["anxiety"], form.cleaned_data["joy"]) == (0, 10)


def test_a_day_that_is_none_is_sent_back():
    assert "day" in OwnStepForm({"title": "Wave", "day": "soon"}).errors
