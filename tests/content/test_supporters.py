"""Words for close others: lessons with doubts, lines about the act, a question safe to answer."""

import re
from collections import Counter

import pytest
from tests.content.test_lessons import CLAIMS

from overture.content import LIBRARY, ContentError
from overture.content.lessons import lessons
from overture.content.lint_groups import presses
from overture.content.supporters import (
    celebrate,
    harm_check,
    offered,
    said,
    supporter_lessons,
    unknown_lessons,
)

EVERY_LESSON = pytest.mark.parametrize(
    "lesson", supporter_lessons().values(), ids=supporter_lessons()
)
EVERY_PAIR = pytest.mark.parametrize("pair", celebrate().pair, ids=lambda pair: pair.id)
SIDES = {"member": harm_check().member, "supporter": harm_check().supporter}
EVERY_SIDE = pytest.mark.parametrize("side", SIDES.values(), ids=SIDES)
LOOKS = re.compile(
    r"\b(?:looked|seemed|relaxed|calm|confident|pretty|smart|brave|proud|strong)\b", re.IGNORECASE
)
TRACES = re.compile(r"\bwe (?:will )?(?:tell|let|send|mail|remind)\b", re.IGNORECASE)


def answers(side):
    return [one for question in side.question for one in question.answer]


def test_b12_there_are_six_lessons_for_close_others_in_their_order():
    assert [lesson.order for lesson in supporter_lessons().values()] == list(range(1, 7))
    assert not set(supporter_lessons()) & set(lessons())


@EVERY_LESSON
def test_a_lesson_for_close_others_ends_in_one_question_and_one_small_step(lesson):
    assert lesson.question.count("?") == 1
    assert 4 <= len(lesson.step.split()) <= 20


@EVERY_LESSON
def test_a_lesson_for_close_others_claims_nothing_and_has_its_doubts(lesson):
    assert not CLAIMS.search(f"{lesson.text} {lesson.question} {lesson.step}")
    assert all(source.work and source.looked_at and source.doubt for source in lesson.sources)
    assert 300 <= len(lesson.text.split()) <= 450


@EVERY_LESSON
def test_a_lesson_for_close_others_can_be_read_when_tired(lesson):
    sentences = re.split(r"(?<=[.?:])\s+", lesson.text)
    assert max(len(sentence.split()) for sentence in sentences) <= 36


def test_what_is_known_by_experience_alone_is_said_to_be_so():
    assert "experience" in supporter_lessons()["looking-after-yourself"].text


def test_a_close_other_who_fears_for_a_life_is_told_to_ask_and_where_help_is():
    for name in ("asking-and-leaving-be", "when-they-step-back"):
        text = supporter_lessons()[name].text
        assert "ending" in text
        assert "Help now" in text


def test_b12_there_are_twenty_pairs_and_two_dozen_lines_in_six_voices():
    voices = Counter(line.voice for line in celebrate().line)
    assert len(celebrate().pair) >= 20
    assert sum(voices.values()) >= 24
    assert len(voices) == 6
    assert min(voices.values()) >= 3


@EVERY_PAIR
def test_what_is_said_like_this_is_about_the_act_and_presses_nobody(pair):
    assert not LOOKS.search(pair.like)
    assert not list(presses(pair.like))


@pytest.mark.parametrize("line", celebrate().line, ids=lambda line: line.id)
def test_a_line_to_celebrate_with_is_short_and_about_no_looks(line):
    assert len(line.words.split()) <= 16
    assert not LOOKS.search(line.words)
    assert not re.search(r"\?|\bnext\b", line.words)


def test_what_is_better_not_said_is_offered_to_nobody():
    rather_not = {pair.rather_than for pair in celebrate().pair}
    assert rather_not.isdisjoint(text for _, texts in offered() for text in texts)


@EVERY_SIDE
def test_b12_both_are_asked_alone_and_can_put_it_away(side):
    assert "does not see that you were asked" in side.private
    assert "not kept" in side.private
    assert side.alone.endswith("?")
    assert side.put_away
    assert not any(TRACES.search(text) for text in side.texts)


@EVERY_SIDE
def test_the_other_is_called_by_name_and_nothing_else_is_left_open(side):
    assert {slot for text in side.texts for slot in re.findall(r"\{.*?\}", text)} == {"{name}"}


@EVERY_SIDE
def test_every_question_can_be_answered_with_nothing_to_follow(side):
    for question in side.question:
        assert any(one.leads == "nothing" for one in question.answer)


def test_somebody_who_is_not_free_to_stop_is_led_to_people_and_to_nothing_that_shows():
    free = next(one for one in SIDES["member"].question if one.id == "free-to-stop")
    unfree = {one.id: one for one in free.answer if one.id not in {"yes", "sad"}}
    assert set(unfree) == {"not-my-idea", "trouble", "afraid"}
    assert {one.leads for one in unfree.values()} == {"help"}
    assert all("You have changed nothing by saying so" in one.says for one in unfree.values())


def test_what_can_be_noticed_is_said_before_it_is_pressed():
    leads = SIDES["member"].leads
    assert "can be noticed" in leads["pause"].words
    assert "can be noticed" in leads["end"].words


def test_a_close_other_who_is_afraid_is_led_to_people():
    fears = next(one for one in SIDES["supporter"].question if one.id == "frightened").answer
    assert {one.id for one in fears if one.leads == "help"} == {"for-them", "of-them", "of-myself"}


def test_a_lesson_that_an_answer_names_is_there():
    assert list(unknown_lessons()) == []
    assert {one.lesson for one in answers(SIDES["supporter"]) if one.lesson}


def test_everything_that_is_said_to_close_others_can_be_found_in_its_file():
    for path, texts in said():
        written = path.read_text("utf-8")
        assert [text for text in texts if text not in written] == []


def spoilt(tmp_path, name, before, after):
    text = (LIBRARY / "supporters" / name).read_text("utf-8")
    assert before in text
    target = tmp_path / "supporters" / name
    target.parent.mkdir(parents=True)
    target.write_text(text.replace(before, after), "utf-8")
    return tmp_path


@pytest.mark.parametrize(
    ("before", "after", "problem"),
    [
        ('leads = "end"', 'leads = "nothing"', "its answers lead to"),
        ('leads = "help"', 'leads = "pause"', "its answers lead to"),
        ("[member.leads.end]", "[member.leads.stop]", "leads.stop"),
        ('leads = "nothing"', 'leads = "pause"', "no answer leaves things as they are"),
    ],
)
def test_a_check_that_leaves_somebody_no_way_is_refused(tmp_path, before, after, problem):
    with pytest.raises(ContentError, match=problem):
        harm_check(spoilt(tmp_path, "harm-check.toml", before, after))


def test_a_line_that_stands_there_twice_is_refused(tmp_path):
    root = spoilt(tmp_path, "celebrate.toml", "Glad to know this.", "Read it. Smiled.")
    with pytest.raises(ContentError, match="something stands here twice"):
        celebrate(root)
