"""Lessons are short, plain, sourced, and promise nothing."""

import re
from pathlib import Path

import pytest

from overture.content import ContentError
from overture.content.lessons import lessons, read_lesson

EVERY = pytest.mark.parametrize("lesson", lessons().values(), ids=lessons())
CLAIMS = re.compile(
    r"\b(cure|treats?|therapy|heals?|proven|disorder|symptom|dopamine|brain)\b|%|!",
    re.IGNORECASE,
)


def test_b14_there_are_twelve_lessons_to_be_read_in_order():
    assert [lesson.order for lesson in lessons().values()] == list(range(1, 13))
    assert next(iter(lessons())) == "how-guesses-change"


@EVERY
def test_a_lesson_ends_in_one_question_and_one_small_step(lesson):
    assert lesson.question.count("?") == 1
    assert lesson.question.endswith("?")
    assert 4 <= len(lesson.step.split()) <= 20
    assert not CLAIMS.search(lesson.question + lesson.step)


@EVERY
def test_a_lesson_is_three_to_four_hundred_and_fifty_words(lesson):
    assert 300 <= len(lesson.text.split()) <= 450


@EVERY
def test_a_lesson_makes_no_clinical_claim_and_does_not_shout(lesson):
    assert not CLAIMS.search(lesson.text)


@EVERY
def test_every_source_comes_with_its_doubt(lesson):
    assert all(source.work and source.looked_at and source.doubt for source in lesson.sources)


@EVERY
def test_sentences_are_short_enough_to_read_when_tired(lesson):
    sentences = re.split(r"(?<=[.?:])\s+", lesson.text)
    assert max(len(sentence.split()) for sentence in sentences) <= 36


def test_a_lesson_without_a_head_is_named_with_its_file(tmp_path: Path):
    path = tmp_path / "x.md"
    path.write_text("Just words.", encoding="utf-8")
    with pytest.raises(ContentError, match=r"x\.md, line 1: a lesson begins"):
        read_lesson(path)


def test_a_missing_field_is_named(tmp_path: Path):
    path = tmp_path / "x.md"
    path.write_text('+++\nschema = "lesson/1"\n+++\nWords.', encoding="utf-8")
    with pytest.raises(ContentError, match="id"):
        read_lesson(path)


def test_a_broken_head_is_a_content_error(tmp_path: Path):
    path = tmp_path / "x.md"
    path.write_text("+++\nschema = \n+++\nWords.", encoding="utf-8")
    with pytest.raises(ContentError, match=r"x\.md, line 2: ") as caught:
        read_lesson(path)
    assert "at line" not in caught.value.problem


def test_bytes_that_are_no_text_are_named(tmp_path: Path):
    path = tmp_path / "x.md"
    path.write_bytes(b"+++\n\xff\xfe\n")
    with pytest.raises(ContentError, match=r"x\.md, line 2: this is not UTF-8"):
        read_lesson(path)
