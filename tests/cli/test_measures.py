"""An operator adds a questionnaire of others whole or not at all, and says by what right."""

import json

import pytest
from tests.support.questionnaires import choice, questionnaire
from typer.testing import CliRunner

from overture.cli.app import app
from overture.cli.problems import Problem
from overture.server.assessments import instruments as room
from overture.server.assessments.models import AddedInstrument

pytestmark = pytest.mark.django_db

SCORING = """schema = "instrument-scoring/1"
source = "Invented for a test"

[[screened]]
item = "b"
from = 1

[[scales]]
id = "mood"
title = "Mood"
items = ["a", "b", "c"]
low = 0
high = 14
"""


def run(*arguments):
    done = CliRunner().invoke(app, ["measures", *map(str, arguments)], catch_exceptions=False)
    assert done.exit_code == 0, done.output
    return done.stdout


@pytest.fixture
def file(tmp_path):
    path = tmp_path / "mood.json"
    path.write_text(json.dumps(questionnaire()), "utf-8")
    return path


def add(file, *more):
    return run("add", file, "--rights", "Bought, receipt 12", "--by", "Tova", *more)


def test_a_questionnaire_is_added_listed_and_taken_away(file):
    file.with_suffix(".toml").write_text(SCORING, "utf-8")
    assert "made-up-mood is offered: 3 items, Mood." in add(file)
    listed = run("list")
    assert "Made-up mood, version 3, 3 items" in listed
    assert "Bought, receipt 12, confirmed by Tova" in listed
    assert room.offered()["made-up-mood"].item("b").matters_from == 1
    assert run("remove", "made-up-mood") == "made-up-mood is taken away.\n"
    assert "made-up-mood" not in run("list")


def test_what_was_done_can_be_read_by_a_program(file):
    assert json.loads(add(file, "--json"))["confirmed_by"] == "Tova"
    ids = [row["id"] for row in json.loads(run("list", "--json"))["measures"]]
    assert ids == ["people-this-week", "thoughts-around", "made-up-mood"]
    assert json.loads(run("remove", "made-up-mood", "--json")) == {"removed": "made-up-mood"}


def test_without_screened_items_whoever_adds_it_is_told_what_that_means(file):
    assert "If one asks about self-harm or death, remove it and name that item." in add(file)


def test_a_wrong_range_is_refused_with_its_row_before_anything_is_kept(file):
    beside = file.with_suffix(".toml")
    beside.write_text(SCORING.replace("high = 14", "high = 27"), "utf-8")
    with pytest.raises(Problem) as told:
        add(file)
    assert f"{beside}, line 9: scale mood: its items reach 0 to 14" in told.value.what
    assert told.value.todo == "Nothing was added."
    assert not AddedInstrument.objects.exists()


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("{", "line 1"),
        (json.dumps(questionnaire(choice("a", type="text"))), "a: only choice and integer"),
    ],
)
def test_a_file_that_cannot_be_used_is_refused_in_words(file, text, said):
    file.write_text(text, "utf-8")
    with pytest.raises(Problem, match=said):
        add(file)
    assert not AddedInstrument.objects.exists()


def test_a_scoring_that_cannot_be_read_names_its_line(file):
    beside = file.with_suffix(".toml")
    beside.write_text(SCORING.replace('title = "Mood"', 'titel = "Mood"'), "utf-8")
    with pytest.raises(Problem, match=r"mood\.toml"):
        add(file)


def test_a_file_that_is_not_there_is_said_to_be(tmp_path):
    with pytest.raises(Problem, match="cannot be read"):
        run("add", tmp_path / "none.json", "--rights", "Ours")


def test_the_same_again_and_no_right_at_all_are_refused(file):
    with pytest.raises(Problem, match="by what right"):
        run("add", file, "--rights", " ")
    add(file)
    with pytest.raises(Problem, match="already"):
        add(file)


def test_overtures_own_cannot_be_taken_away(db):
    with pytest.raises(Problem, match="no set people-this-week was added"):
        run("remove", "people-this-week")
