"""Words for how it is: many, even, short, and none of them called good or bad."""

import re

import pytest

from overture.content import LIBRARY, ContentError
from overture.content.feelings import feelings, near

EVERY = pytest.mark.parametrize("feeling", feelings().values(), ids=feelings())


def test_there_are_about_forty_words_ten_in_each_quarter():
    quarters = [(one.pleasant > 0, one.energy > 0) for one in feelings().values()]
    assert {quarter: quarters.count(quarter) for quarter in quarters} == dict.fromkeys(
        [(True, True), (True, False), (False, True), (False, False)], 10
    )


@EVERY
def test_no_word_is_called_good_or_bad_wrong_or_right(feeling):
    judging = r"\b(good|bad|positive|negative|wrong|healthy|weak|should)\b"
    assert not re.search(judging, f"{feeling.word} {feeling.means}")


@EVERY
def test_what_lies_near_lies_nearer_than_what_does_not(feeling):
    def apart(one):
        return (one.pleasant - feeling.pleasant) ** 2 + (one.energy - feeling.energy) ** 2

    close = near(feeling, 12)
    rest = [one for one in feelings().values() if one != feeling and one not in close]
    assert len(close) == 12
    assert feeling not in close
    assert max(map(apart, close)) <= min(map(apart, rest))


@pytest.mark.parametrize(
    ("before", "after", "problem"),
    [
        ('id = "calm"', 'id = "safe"', "stands there twice"),
        ('word = "calm"\npleasant = 3', 'word = "calm"\npleasant = 0', "in the middle of a line"),
        ('word = "calm"\npleasant = 3', 'word = "calm"\npleasant = -3', "four quarters"),
    ],
)
def test_a_file_that_leans_to_one_side_is_refused(tmp_path, before, after, problem):
    text = (LIBRARY / "feelings.toml").read_text("utf-8")
    assert before in text
    (tmp_path / "feelings.toml").write_text(text.replace(before, after), "utf-8")
    with pytest.raises(ContentError, match=problem):
        feelings(tmp_path)
