"""Which question follows a moment, and which kind text stands where."""

from itertools import pairwise

import pytest

from overture.content.after import kind_texts, questions
from overture.planning.after import After, kind_text, question_after

EVERY = list(questions().values())
MOMENTS = [
    After(),
    After(felt=8),
    After(felt=2),
    After(felt=5, who="phone", came_back="much"),
    After(felt=6, who="group", long="moment"),
    After(felt=7, is_step=True),
]


@pytest.mark.parametrize("after", MOMENTS)
@pytest.mark.parametrize("seed", range(20))
def test_what_is_asked_fits(after, seed):
    found = question_after(after, EVERY, [], seed)
    assert found is not None
    assert found.fits in after.fits


def test_a_hard_moment_is_asked_nothing_that_fits_others():
    assert After(felt=3, came_back="much", who="group").fits == {"hard"}


def test_nothing_comes_twice_before_everything_that_fits_has_come_once():
    after, asked = After(felt=8, is_step=True), []
    fitting = {one.id for one in EVERY if one.fits in after.fits}
    for seed in range(len(fitting)):
        asked.append(question_after(after, EVERY, asked, seed).id)
    assert set(asked) == fitting
    assert question_after(after, EVERY, asked, 1).id == asked[0]
    assert question_after(after, EVERY, [*asked, asked[0]], 1).id == asked[1]


def test_where_nothing_fits_nothing_is_asked():
    assert question_after(After(felt=1), [one for one in EVERY if one.fits == "any"], [], 1) is None


@pytest.mark.parametrize("place", ["turned_back", "part_way", "same_again", "was_hard", "plateau"])
def test_kind_texts_take_turns(place):
    texts = list(kind_texts().values())
    shown = [kind_text(place, texts, before) for before in range(6)]
    assert {one.when for one in shown} == {place}
    assert all(one != other for one, other in pairwise(shown))
