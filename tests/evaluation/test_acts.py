"""Both held-out sets are read at least as well as the aims say, and the suite tells all of it."""

import json

import pytest

from overture.content.loader import LIBRARY
from overture.content.schema.acts import SCENE_ACTS, TALK_ACTS
from overture.conversation.understanding.build import HELD_OUT, examples
from overture.evaluation.acts import Acts, evaluate


@pytest.fixture(scope="module")
def found() -> Acts:
    return evaluate(lambda _doing, _share: None)


def test_every_figure_meets_its_aim(found: Acts) -> None:
    assert [figure.words() for figure in found.figures if not figure.holds] == []
    assert found.holds


def test_high_confidence_is_worth_more_than_low(found: Acts) -> None:
    for one in found.as_json()["sets"].values():
        unsure, middling, sure = (band["right"] for band in one["bands"])
        assert unsure < middling < sure
        assert sum(band["share"] for band in one["bands"]) == pytest.approx(1, abs=0.001)


def test_the_json_holds_the_whole_table(found: Acts) -> None:
    told = json.loads(json.dumps(found.as_json()))
    for part in HELD_OUT:
        one = told["sets"][part]
        assert set(one["confusion"]) == set(one["f1"]) == {*TALK_ACTS, *SCENE_ACTS}
        assert sum(sum(row.values()) for row in one["confusion"].values()) == one["count"]


def test_the_words_name_the_weakest_act_of_each_set(found: Acts) -> None:
    words = found.words()
    for one in found.as_json()["sets"].values():
        weakest = min(one["f1"], key=one["f1"].get)
        assert f"weakest first: {weakest}" in words


@pytest.mark.parametrize("part", HELD_OUT)
def test_held_out_examples_are_not_trained_on(part: str) -> None:
    trained = {_bare(one.example.text) for one in examples(LIBRARY)}
    held_out = {_bare(one.example.text) for one in examples(LIBRARY, part)}
    assert not trained & held_out


def test_no_example_is_in_both_held_out_sets() -> None:
    one, other = ({_bare(e.example.text) for e in examples(LIBRARY, part)} for part in HELD_OUT)
    assert not one & other


def _bare(text: str) -> str:
    return "".join(letter for letter in text.casefold() if letter.isalnum()) or text
