"""The doctor looks at everything, says what it sees, and exits with 1 for what is wrong."""

import json
import os
import sqlite3
from contextlib import closing

import pytest
from tests.support.bad_models import obeys, says
from tests.support.commands import overture
from tests.support.installed import installed_copy, replace

LOOKS = {
    *("overture", "python", "content", "helplines", "sentence model"),
    *(
        "classifier",
        "safety screen",
        "data folder",
        "language model",
        "telling people",
        "secret key",
        "https",
        "on call",
        "nudges",
        "database",
        "places",
    ),
}


def looks_of(done):
    return {look["name"]: look for look in json.loads(done.stdout)["looks"]}


def test_a_fresh_place_is_sound_and_its_database_waits(tmp_path):
    done = overture("doctor", "--json", data=tmp_path)
    looks = looks_of(done)
    assert looks.keys() == LOOKS
    assert [look for look in looks.values() if look["state"] == "wrong"] == []
    assert looks["database"]["state"] == "note"
    assert done.returncode == 0


def test_it_can_be_read_by_a_person(tmp_path):
    overture("manage", "migrate", "--verbosity", "0", data=tmp_path)
    said = overture("doctor", data=tmp_path).stdout.decode()
    assert all(name in said for name in LOOKS)
    assert "up to date" in said
    assert "every event is as it was written" in said


def test_an_audit_trail_that_was_tampered_with_is_wrong(tmp_path):
    overture("manage", "migrate", "--verbosity", "0", data=tmp_path)
    with closing(sqlite3.connect(tmp_path / "overture.sqlite3")) as database:
        database.execute("INSERT INTO audit_head (id, hash) VALUES (1, 'the end was cut off')")
        database.commit()
    done = overture("doctor", "--json", data=tmp_path)
    assert done.returncode == 1
    assert looks_of(done)["audit trail"]["state"] == "wrong"


def test_content_that_cannot_be_used_is_wrong_and_named(tmp_path):
    package = installed_copy(tmp_path / "installed")
    scene = package / "overture" / "content" / "library" / "scenes" / "shop-where.toml"
    replace(scene, "schema = \n")
    done = overture("doctor", "--json", data=tmp_path / "data", PYTHONPATH=str(package))
    assert done.returncode == 1
    content = looks_of(done)["content"]
    assert content["state"] == "wrong"
    assert "shop-where.toml, line 1" in content["says"]


def telling(tmp_path, **variables):
    done = overture("doctor", "--json", data=tmp_path, **variables)
    return looks_of(done)["telling people"]


def test_whether_people_can_be_told_is_looked_at(tmp_path):
    mail = {"OVERTURE_MAIL_FROM": "told@example.org", "OVERTURE_ADDRESS": "https://example.org"}
    assert telling(tmp_path)["state"] == "note"
    assert telling(tmp_path, **mail, OVERTURE_SMTP_URL="smtp://mail")["state"] == "well"
    plain = telling(tmp_path, **mail, OVERTURE_SMTP_URL="smtp://mail?tls=none")
    assert plain["state"] == "wrong"
    assert "not encrypted" in plain["says"]


def test_a_database_that_is_none_is_wrong(tmp_path):
    (tmp_path / "overture.sqlite3").write_bytes(b"this is no database" * 100)
    done = overture("doctor", "--json", data=tmp_path)
    assert done.returncode == 1
    assert looks_of(done)["database"]["state"] == "wrong"


@pytest.mark.requirement(42)
def test_the_places_whose_law_holds_are_named_with_their_days(tmp_path):
    done = overture("doctor", "--json", data=tmp_path, OVERTURE_PLACES="NY, wa-2027")
    look = looks_of(done)["places"]
    assert look["state"] == "well"
    assert (
        "New York (from 5 Nov 2025, V); Washington, from 2027 (from 1 Jan 2027, S)"
        in (look["says"])
    )


@pytest.mark.requirement(42)
def test_a_place_without_rules_is_wrong_and_those_there_are_are_named(tmp_path):
    done = overture("doctor", "--json", data=tmp_path, OVERTURE_PLACES="atlantis")
    assert done.returncode == 1
    said = looks_of(done)["settings"]["says"]
    assert "atlantis" in said
    assert "il-clinician" in said


def test_a_setting_that_cannot_be_is_wrong(tmp_path):
    done = overture("doctor", "--json", data=tmp_path, DATABASE_URL="mysql://localhost/x")
    assert done.returncode == 1
    assert looks_of(done)["settings"]["state"] == "wrong"


@pytest.mark.skipif("DATABASE_URL" not in os.environ, reason="needs the PostgreSQL test run")
def test_a_postgresql_server_is_reached(tmp_path):
    done = overture("doctor", "--json", data=tmp_path, DATABASE_URL=os.environ["DATABASE_URL"])
    assert looks_of(done)["database"]["says"].startswith("postgresql")


def tried(model, tmp_path, *more):
    address = ("--llm", model.url, "--model", model.endpoint.model)
    return overture("doctor", *address, *more, data=tmp_path, OVERTURE_LLM_SECONDS="25")


def test_an_endpoint_is_tried_measured_and_judged(tmp_path, bad_model):
    done = tried(bad_model.will(obeys), tmp_path, "--json")
    found = json.loads(done.stdout)
    assert found["verdict"] in {"fit", "slow"}
    assert found["obeys"] == found["safe"] == 1.0
    assert found["cases"] == len(found["tried"]) == len(bad_model.asked)
    assert done.returncode == 0


def test_an_unfit_endpoint_is_told_in_words_and_ends_with_one(tmp_path, bad_model):
    done = tried(bad_model.will(says("You are amazing.")), tmp_path)
    assert "Not fit for use" in done.stdout.decode()
    assert done.returncode == 1


def test_an_address_that_is_none_is_a_problem_in_words(tmp_path):
    done = overture("doctor", "--llm", "nowhere", "--model", "small:1", data=tmp_path)
    assert done.returncode == 1
    assert b"not the address of a model" in done.stderr
    assert b"Traceback" not in done.stderr


@pytest.mark.parametrize(
    ("given", "state", "says"),
    [
        ({}, "note", "only from an https address"),
        ({"OVERTURE_ADDRESS": "https://overture.example"}, "note", "none by e-mail"),
        ({"OVERTURE_PUSH_KEY": "short"}, "wrong", "OVERTURE_PUSH_KEY must be 43 letters"),
        (
            {
                "OVERTURE_ADDRESS": "https://overture.example",
                "OVERTURE_SMTP_URL": "smtps://mail.example.org",
                "OVERTURE_MAIL_FROM": "overture@example.org",
            },
            "well",
            "by e-mail",
        ),
    ],
)
def test_whether_nudges_can_be_sent_is_said(tmp_path, given, state, says):
    look = looks_of(overture("doctor", "--json", data=tmp_path, **given))["nudges"]
    assert look["state"] == state
    assert says in look["says"]
