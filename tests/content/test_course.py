"""The course: six weeks and what comes after, each with a few things and a question."""

from pathlib import Path

import pytest

from overture.content import ContentError
from overture.content.check import check
from overture.content.course import course, unknown_targets

EVERY = pytest.mark.parametrize("week", course().values(), ids=course())
HEAD = (
    'schema = "course/1"\nid = "{id}"\nversion = "1"\norder = {order}\nphase = "{phase}"\n'
    'title = "T"\nreviewed_by = "nobody"\nabout = ["x"]\nquestion = "Why?"\nstep = "Nod"\n'
)
THING = '[[things]]\nid = "{id}"\nkind = "record"\ntitle = "T"\nwords = "W"\n'


def written(root: Path, *, id: str, order: int = 1, phase: str = "after", more: str = "") -> Path:  # noqa: A002
    folder = root / "course"
    folder.mkdir(exist_ok=True)
    things = THING.format(id="a") + THING.format(id="b") + more
    path = folder / f"{id}.toml"
    path.write_text(HEAD.format(id=id, order=order, phase=phase) + things)
    return path


def test_it_takes_about_six_weeks_in_three_phases_and_then_ends():
    phases = [week.phase for week in course().values()]
    assert phases == ["notice"] * 2 + ["practise"] * 2 + ["carry"] * 2 + ["after"]


@EVERY
def test_each_week_holds_something_to_do_with_people_or_to_keep(week):
    with_people = {"guess", "moment", "kinds", "near_miss", "anchor"}
    assert any(thing.kind in with_people for thing in week.things)
    assert bool(week.step) == (week.phase != "after")


def test_the_plan_for_quieter_stretches_is_made_before_the_last_week():
    assert "plan" in [thing.kind for thing in course()["week-5"].things]


@EVERY
def test_what_a_week_names_is_there(week):
    assert list(unknown_targets(week)) == []


def test_nothing_in_it_needs_mending():
    assert [one for one in check() if "course" in one.path.parts] == []


@pytest.mark.parametrize(
    ("more", "said"),
    [
        (THING.format(id="a"), "the same id"),
        ('[[things]]\nid = "c"\nkind = "read"\ntitle = "T"\nwords = "W"\n', "which one"),
        (
            '[[things]]\nid = "c"\nkind = "scene"\ntarget = "moon"\ntitle = "T"\nwords = "W"\n',
            "no kind of situation",
        ),
        ('[[things]]\nid = "c"\nkind = "dance"\ntitle = "T"\nwords = "W"\n', "Input should be"),
    ],
)
def test_a_week_that_means_nothing_is_refused(tmp_path, more, said):
    written(tmp_path, id="after", more=more)
    with pytest.raises(ContentError, match=said):
        course(tmp_path)


def test_a_course_that_does_not_end_is_refused(tmp_path):
    written(tmp_path, id="week-1", phase="notice")
    with pytest.raises(ContentError, match="must end"):
        course(tmp_path)


def test_a_gap_in_the_weeks_is_refused(tmp_path):
    written(tmp_path, id="after", order=2)
    with pytest.raises(ContentError, match="without a gap"):
        course(tmp_path)


def test_a_lesson_that_there_is_not_is_named(tmp_path):
    read = '[[things]]\nid = "c"\nkind = "read"\ntarget = "nowhere"\ntitle = "T"\nwords = "W"\n'
    written(tmp_path, id="after", more=read)
    (week,) = course(tmp_path).values()
    lessons = Path(__file__).parents[2] / "src/overture/content/library/lessons"
    (tmp_path / "lessons").symlink_to(lessons)
    assert [said for _, said in unknown_targets(week, tmp_path)] == ["there is no read 'nowhere'"]
