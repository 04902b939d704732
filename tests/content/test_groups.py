"""Words for groups: tasks that need everybody and shame nobody, replies that press on nobody."""

import re
from collections import Counter

import pytest

from overture.content import LIBRARY, ContentError
from overture.content.groups import (
    feedback,
    ground_rules,
    group_tasks,
    offered,
    pair_scripts,
    replies,
    replies_to,
    said,
)
from overture.content.lint_groups import presses
from overture.safety.library import bans

EVERY_TASK = pytest.mark.parametrize("task", group_tasks().values(), ids=group_tasks())
BLAME = re.compile(
    r"\b(?:fail\w*|missed|late|behind|forgot\w*|didn[’']t|let us down|sadly|spoilt)\b",
    re.IGNORECASE,
)
COSTS = re.compile(r"\b(?:buy|bought|ticket|order a|pay|restaurant|café|drive)\b", re.IGNORECASE)
ASKS = re.compile(r"\?")
EVERY_PAIR = pytest.mark.parametrize("script", pair_scripts().values(), ids=pair_scripts())


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


def test_b6_feedback_says_what_was_noticed_what_it_did_and_what_one_would_hear_more_of():
    assert [part.id for part in feedback().part] == ["noticed", "did-for-me", "hear-more"]
    assert len(feedback().texts) == len(set(feedback().texts))


@pytest.mark.parametrize("part", feedback().part, ids=lambda part: part.id)
def test_a_beginning_is_left_open_and_is_no_verdict(part):
    for beginning in part.beginnings:
        assert not re.search(r"[.?:]$", beginning)
        assert not list(presses(beginning))


def test_whoever_is_given_feedback_can_leave_it():
    assert any("not at all" in line for line in feedback().taking)
    assert any("rather not" in line for line in feedback().answers)


@EVERY_PAIR
def test_b6_a_pair_agrees_first_then_meets_three_times_and_may_say_no(script):
    assert all(line.endswith((".", "?")) for line in script.agree)
    assert len(script.meeting) == 3
    assert len(script.lines.no) >= 3
    assert len(script.leaving.lines) >= 2


@EVERY_PAIR
def test_no_line_for_two_comes_up_twice(script):
    assert len(set(script.offered)) == len(script.offered)


def test_the_weeks_for_two_are_eight_in_order_and_most_need_no_voice():
    scripts = list(pair_scripts().values())
    assert [script.order for script in scripts] == list(range(1, 9))
    assert sum(script.channel == "voice" for script in scripts) == 1
    assert scripts[0].channel == "writing"


def test_lines_to_leave_with_blame_nobody():
    for script in pair_scripts().values():
        assert not any(BLAME.search(line) for line in script.leaving.lines)


def test_ways_of_dying_are_named_as_forbidden_and_never_described():
    danger = ground_rules().danger
    assert any(line.startswith("How somebody died") for line in danger.never)
    method = next(ban for ban in bans().ban if ban.id == "method")
    ways = re.compile("|".join((*method.any, r"\bcommit")))
    assert not any(ways.search(text.lower()) for text in ground_rules().texts)
    assert "Help now" in danger.if_it_could_be_now
    assert "The host sees it first" in danger.if_you_read_it


def test_somebody_in_danger_has_broken_no_rule():
    assert "broken no rule" in ground_rules().danger.about
    assert "not put out" in ground_rules().danger.removed


def test_report_block_and_appeal_each_say_what_happens_then():
    rules = ground_rules()
    assert any("Nobody is told that it was you" in step for step in rules.report.then)
    assert any("They are not told" in step for step in rules.block.then)
    assert any("other than the person who decided" in step for step in rules.appeal.then)


def test_a_reason_that_speaks_of_danger_shows_help_at_once():
    shows = {reason.id for reason in ground_rules().reason if reason.shows_help}
    assert shows == {"ways-of-dying", "worried-about-them", "too-much-for-me", "afraid-of-them"}


def test_somebody_may_report_without_knowing_why():
    assert "reason enough" in next(
        r.says for r in ground_rules().reason if r.id == "cannot-name-it"
    )


def test_what_one_person_may_send_to_another_is_among_what_is_said():
    every = {text for _, texts in said() for text in texts}
    assert {text for _, texts in offered() for text in texts} <= every


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


@pytest.mark.parametrize(
    ("before", "after", "problem"),
    [
        ('id = "about-the-host"', 'id = "about-somebody"', "no reason for a report about the host"),
        ('id = "presses"', 'id = "sexual"', "a reason stands here twice"),
        ("hides = true\nshows_help = true", "hides = false\nshows_help = true", "shows help"),
    ],
)
def test_rules_without_a_reason_that_is_needed_are_refused(tmp_path, before, after, problem):
    with pytest.raises(ContentError, match=problem):
        ground_rules(spoilt(tmp_path, "ground-rules.toml", before, after))


@pytest.mark.parametrize(
    ("before", "after", "problem"),
    [
        ('part = "noticed"', 'part = "hear-more"', "each part needs an example"),
        ('[[part]]\nid = "noticed"', '[[part]]\nid = "hear-more"', "the parts must be"),
    ],
)
def test_a_form_with_a_gap_is_refused(tmp_path, before, after, problem):
    with pytest.raises(ContentError, match=problem):
        feedback(spoilt(tmp_path, "feedback.toml", before, after))


def test_a_week_with_two_meetings_is_refused(tmp_path):
    text = (LIBRARY / "groups" / "pairs" / "same-hour.toml").read_text("utf-8")
    third = text[text.rindex("[[meeting]]") : text.index("[lines]")]
    with pytest.raises(ContentError, match="meeting"):
        pair_scripts(spoilt(tmp_path, "pairs/same-hour.toml", third, ""))
