"""Questions after time with somebody, and kind texts: many, varied, and none that digs."""

import re
from collections import Counter

import pytest

from overture.content import LIBRARY, ContentError
from overture.content.after import kind_texts, questions

DIGS = re.compile(
    r"\b(why|wrong|mistakes?|should|fail\w*|awkward|embarrass\w*|regret\w*|worst|what if)\b",
    re.IGNORECASE,
)
SYRUP = re.compile(
    r"\b(proud|amazing|brave|wonderful|love yourself|gentle with yourself|you got this)\b",
    re.IGNORECASE,
)


def test_there_are_forty_questions_or_more_of_three_kinds():
    kinds = Counter(one.kind for one in questions().values())
    assert sum(kinds.values()) >= 40
    assert min(kinds[kind] for kind in ("savour", "did", "carry")) >= 12


@pytest.mark.parametrize("question", questions().values(), ids=questions())
def test_no_question_asks_what_went_wrong_or_why(question):
    assert not DIGS.search(question.words)


def test_what_is_asked_after_a_hard_moment_is_nothing_to_savour():
    hard = [one for one in questions().values() if one.fits == "hard"]
    assert len(hard) >= 4
    assert {one.kind for one in hard} == {"did", "carry"}


def test_there_are_twelve_kind_texts_or_more_for_five_places():
    places = Counter(one.when for one in kind_texts().values())
    assert sum(places.values()) >= 12
    assert len(places) == 5


@pytest.mark.parametrize("text", kind_texts().values(), ids=kind_texts())
def test_a_kind_text_is_short_and_no_syrup(text):
    assert not SYRUP.search(text.words)
    assert len(text.words.split()) <= 35


@pytest.mark.parametrize(
    ("name", "before", "after", "problem"),
    [
        ("after", 'fits = "hard"', 'fits = "any"', "no question fits: hard"),
        ("after", 'id = "laughed"', 'id = "their-words"', "stands there twice"),
        ("kindness", 'when = "plateau"', 'when = "was_hard"', "fewer than two texts for: plateau"),
    ],
)
def test_a_file_with_a_gap_is_refused(tmp_path, name, before, after, problem):
    text = (LIBRARY / f"{name}.toml").read_text("utf-8")
    assert before in text
    (tmp_path / f"{name}.toml").write_text(text.replace(before, after), "utf-8")
    load = questions if name == "after" else kind_texts
    with pytest.raises(ContentError, match=problem):
        load(tmp_path)
