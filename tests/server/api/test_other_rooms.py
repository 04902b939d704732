"""Measures, regular things, noted moments and the copy of everything, by a program."""

from datetime import timedelta

import pytest
from django.utils import timezone
from tests.support.factories import NOW
from tests.support.instruments import instrument, items
from tests.support.programs import Program, key_for

from overture.server.assessments import instruments as room

pytestmark = pytest.mark.django_db


@pytest.fixture
def program(ada):
    return Program(key_for(ada))


def today(days=0):
    return (timezone.localdate() + timedelta(days=days)).isoformat()


# ---- measures


def test_a_set_is_listed_answered_and_read_back(ada, program):
    room.add(instrument=instrument(), rights="Ours", confirmed_by="Tova", now=NOW)
    listed = {one["id"]: one for one in program.get("measures").json()["items"]}
    question = listed["made-up"]["questions"][0]
    assert [answer["value"] for answer in question["answers"]] == [0, 1, 2, 3, 4]
    answers = {f"q{number}": 2 for number in range(1, 5)}
    kept = program.post("measures/made-up/administrations", {"answers": answers})
    assert kept.status_code == 201
    assert kept.json()["readings"] == [
        {"id": "all", "title": "Everything", "value": 8.0, "low": 0.0, "high": 16.0}
    ]
    assert kept.json()["safety"] is None
    past = program.get("measures/made-up/administrations").json()["items"]
    assert [one["answers"] for one in past] == [answers]
    assert str(ada.administrations.get().key) == past[0]["id"]


@pytest.mark.parametrize("answers", [{}, {"q1": 9}, {"q9": 1}, {"q1": "two"}])
def test_what_is_no_answer_keeps_nothing(ada, program, answers):
    room.add(instrument=instrument(), rights="Ours", confirmed_by="Tova", now=NOW)
    answer = program.post("measures/made-up/administrations", {"answers": answers})
    assert answer.status_code == 422
    assert not ada.administrations.exists()


def test_a_set_that_there_is_not_is_not_here(program):
    assert (
        program.post("measures/nothing/administrations", {"answers": {"a": 1}}).status_code == 404
    )


@pytest.mark.requirement(15)
def test_an_answer_that_speaks_of_self_harm_brings_help_first_and_is_kept(ada, program):
    screened = instrument(items=items(screened=True, matters_from=1))
    room.add(instrument=screened, rights="Ours", confirmed_by="Tova", now=NOW)
    calm = program.post("measures/made-up/administrations", {"answers": {"q1": 0}}).json()
    assert calm["safety"] is None
    told = program.post("measures/made-up/administrations", {"answers": {"q1": 1}}).json()
    assert told["safety"]["lines"]
    assert ada.administrations.count() == 2
    assert ada.risk_events.get().surface == "questions"


# ---- regular things


def test_a_regular_thing_is_declared_said_rested_and_ended(ada, program):
    given = {"title": "Choir with Mia", "first": today(-7), "at": "19:30:00"}
    made = program.post("anchors", given).json()
    at = f"anchors/{made['id']}"
    assert (made["title"], made["every"], made["rests"]) == ("Choir with Mia", "week", False)
    assert made["next"] == today()
    said = program.post(f"{at}/occasions", {"due": today(-7), "kept": "yes"})
    assert said.status_code == 201
    assert ada.anchors.get().occasions.get().kept == "yes"
    assert program.patch(at, {"rests": True}).json()["next"] is None
    assert program.delete(at).status_code == 200
    assert program.get("anchors").json()["items"] == []
    assert program.delete(at).status_code == 404


@pytest.mark.parametrize("due", [today(7), today(-1)])
def test_a_day_on_which_it_was_not_due_is_refused(program, due):
    made = program.post("anchors", {"title": "Choir", "first": today(-7)}).json()
    answer = program.post(f"anchors/{made['id']}/occasions", {"due": due, "kept": "yes"})
    assert answer.json()["errors"][0]["where"] == "body.due"


def test_more_than_twelve_are_a_timetable(program):
    for number in range(12):
        assert program.post("anchors", {"title": f"{number}", "first": today()}).status_code == 201
    assert program.post("anchors", {"title": "One more", "first": today()}).status_code == 409


@pytest.mark.parametrize("title", ["", "  ", "x" * 121])
def test_a_regular_thing_needs_words(ada, program, title):
    assert program.post("anchors", {"title": title, "first": today()}).status_code == 422
    assert not ada.anchors.exists()


# ---- noted moments


def test_a_moment_with_somebody_is_noted_and_taken_out(ada, program):
    given = {"who": "friend", "long": "minutes", "felt": 6, "gave": "some", "note": "Tea with Jo"}
    kept = program.post("log/moments", given)
    assert kept.status_code == 201
    assert {name: kept.json()[name] for name in given} == given
    listed = program.get("log/moments").json()["items"]
    assert [one["note"] for one in listed] == ["Tea with Jo"]
    assert program.delete(f"log/moments/{listed[0]['id']}").status_code == 200
    assert program.get("log/moments").json()["items"] == []
    assert ada.interactions.get().taken_out_at


@pytest.mark.parametrize("body", [{}, {"who": "robot"}, {"who": "friend", "felt": 11}])
def test_a_moment_needs_somebody_and_stays_on_the_scale(ada, program, body):
    assert program.post("log/moments", body).status_code == 422
    assert not ada.interactions.exists()


# ---- everything


def test_a_copy_of_everything_holds_no_key_and_nobody_else(ada, di, program):
    program.post("steps", {"title": "Say hello"})
    Program(key_for(di)).post("steps", {"title": "Marmalade"})
    copy = program.get("export")
    assert copy.json()["tables"]["steps"][0]["title"] == "Say hello"
    text = copy.content.decode()
    assert "Marmalade" not in text
    assert ada.api_tokens.get().token_hash not in text
    assert Program(key_for(ada, "read:record")).get("export").status_code == 403
