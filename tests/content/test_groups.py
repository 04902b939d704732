"""Words for groups: tasks that need everybody and shame nobody, replies that press on nobody."""

import re
from collections import Counter

import pytest

from overture.content import LIBRARY, ContentError
from overture.content.groups import group_tasks, replies, replies_to, said

EVERY_TASK = pytest.mark.parametrize("task", group_tasks().values(), ids=group_tasks())
BLAME = re.compile(
    r"\b(?:fail\w*|missed|late|behind|forgot\w*|didn[’']t|let us down|sadly|spoilt)\b",
    re.IGNORECASE,
)
COSTS = re.compile(r"\b(?:buy|bought|ticket|order a|pay|restaurant|café|drive)\b", re.IGNORECASE)
ASKS = re.compile(r"\?")


def sentences(text):
    return re.split(r"(?<=[.?])\s+", text)


def test_b6_there_are_fourteen_tasks_of_nine_kinds_in_their_order():
    kinds = Counter(task.kind for task in group_tasks().values())
    assert [task.order for task in group_tasks().values()] == list(range(1, 15))
    assert len(kinds) == 9
    assert max(kinds.values()) <= 3


@EVERY_TASK
def test_what_a_task_is_is_said_in_two_or_three_sentences(task):
    assert 2 <= len(sentences(task.about)) <= 3


@EVERY_TASK
def test_one_line_asks_for_one_small_thing(task):
    assert task.adds.count("?") == 1
    assert "\n" not in task.adds
    assert len(task.example.words.split()) <= 30


@EVERY_TASK
def test_an_empty_place_is_nobodys_fault(task):
    assert not BLAME.search(task.empty_place)
    assert task.example.by not in task.empty_place


@EVERY_TASK
def test_a_task_costs_nothing(task):
    assert not any(COSTS.search(text) for text in (task.about, task.adds, task.easier, task.step))


@EVERY_TASK
def test_a_task_leads_to_a_step_and_orders_nobody_about(task):
    assert not task.step.endswith(".")
    assert not re.search(r"\b(?:must|should|always)\b", " ".join(task.texts))


def test_examples_come_from_many_people():
    names = [task.example.by for task in group_tasks().values()]
    assert len(set(names)) == len(names)


def test_no_two_tasks_tell_of_an_empty_place_in_the_same_words():
    for name in ("told", "empty_place", "easier", "for_two", "step"):
        lines = [getattr(task, name) for task in group_tasks().values()]
        assert len(set(lines)) == len(lines)


def test_b6_there_are_some_sixty_replies_and_seven_or_more_for_each_kind_of_post():
    kinds = Counter(one.to for one in replies().values())
    assert 60 <= sum(kinds.values()) <= 75
    assert min(count for kind, count in kinds.items() if kind != "anything") >= 7


@pytest.mark.parametrize("reply", replies().values(), ids=replies())
def test_a_reply_is_short_and_asks_for_nothing_back(reply):
    assert len(reply.words.split()) <= 14
    assert not ASKS.search(reply.words)


def test_a_kind_of_post_is_met_by_its_own_replies_first():
    met = [one.to for one in replies_to("hard_day")]
    assert met == ["hard_day"] * met.count("hard_day") + ["anything"] * met.count("anything")
    assert met.count("hard_day") >= 7
    assert met.count("anything") >= 5


def test_a_post_of_no_kind_is_met_by_what_fits_anything():
    assert {one.to for one in replies_to("anything")} == {"anything"}


def test_everything_that_is_said_can_be_found_in_its_file():
    for path, texts in said():
        written = path.read_text("utf-8")
        assert texts
        assert [text for text in texts if text not in written] == []


def spoilt(tmp_path, name, before, after):
    text = (LIBRARY / "groups" / name).read_text("utf-8")
    assert before in text
    target = tmp_path / "groups" / name
    target.parent.mkdir(parents=True)
    target.write_text(text.replace(before, after), "utf-8")
    return tmp_path


@pytest.mark.parametrize(
    ("before", "after", "problem"),
    [
        ('to = "quiet"', 'to = "new"', "too few replies to: quiet"),
        ("Yes. That.", "Thanks for writing that.", "a reply stands here twice"),
        ('to = "step"', 'to = "sports"', "reply.0.to"),
    ],
)
def test_a_file_of_replies_with_a_gap_is_refused(tmp_path, before, after, problem):
    with pytest.raises(ContentError, match=problem):
        replies(spoilt(tmp_path, "replies.toml", before, after))


def test_a_task_that_would_take_a_month_is_refused(tmp_path):
    root = spoilt(tmp_path, "tasks/a-card.toml", "days = 14", "days = 31")
    with pytest.raises(ContentError, match="days"):
        group_tasks(root)
