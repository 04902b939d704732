"""The door for programs: keys, how often, once only, and problems in words."""

from datetime import timedelta

import pytest
from django.db import OperationalError
from django.test import Client
from django.utils import timezone
from tests.support import factories
from tests.support.programs import Program, key_for

from overture.server.accounts import tokens
from overture.server.accounts.models import ApiAnswer, ApiToken, Throttle
from overture.server.api import door
from overture.server.practice import services as practice

pytestmark = pytest.mark.django_db

HELLO = {"title": "Say hello at the stop"}
RISK = "I want to kill myself"


@pytest.fixture
def program(ada):
    return Program(key_for(ada))


def problem_of(answer):
    assert answer.headers["Content-Type"] == "application/problem+json"
    body = answer.json()
    assert body["status"] == answer.status_code
    assert body["detail"].endswith(".") or body["detail"].endswith("errors.")
    return body["type"].removeprefix("urn:overture:problem:")


# ---- keys


@pytest.mark.parametrize("text", ["", "ovt_nothing", "nonsense", "ovt_" + "x" * 43])
def test_without_a_key_that_opens_something_nobody_gets_in(text, db):
    answer = Program(text).get("me")
    assert answer.status_code == 401
    assert answer.headers["WWW-Authenticate"].startswith("Bearer")
    assert problem_of(answer) == "no-token"


def test_a_browsers_session_is_no_key(ada_client):
    assert ada_client.get("/api/v1/me").status_code == 401
    assert ada_client.post("/api/v1/steps", HELLO).status_code == 401


def test_a_key_opens_its_members_space_and_says_whose_it_is(ada, program):
    told = program.get("me").json()
    assert (told["id"], told["name"], told["key"]) == (str(ada.pk), "Ada", "My script")


def test_a_key_that_was_taken_back_opens_nothing(ada, program):
    tokens.take_back(token=ada.api_tokens.get(), now=timezone.now())
    assert program.get("me").status_code == 401


def test_a_key_that_lay_unused_for_half_a_year_opens_nothing(ada, program):
    assert program.get("me").status_code == 200
    ApiToken.objects.update(used_at=timezone.now() - timedelta(days=181))
    assert program.get("me").status_code == 401


def test_a_key_does_only_what_was_ticked_for_it(ada):
    reader = Program(key_for(ada, "read:steps"))
    assert reader.get("steps").status_code == 200
    refused = reader.post("steps", HELLO)
    assert refused.status_code == 403
    assert problem_of(refused) == "not-ticked"
    assert "write:steps" in refused.json()["detail"]
    assert not ada.steps.exists()


def test_what_is_somebody_elses_is_not_there(di, program):
    theirs = factories.own_step(di)
    for answer in (program.get(f"steps/{theirs.pk}"), program.delete(f"steps/{theirs.pk}")):
        assert answer.status_code == 404
        assert problem_of(answer) == "not-here"


# ---- problems


def test_an_address_that_there_is_not_says_so_in_json(program):
    assert problem_of(program.get("no/such/thing")) == "not-here"
    assert problem_of(program.post("no/such/thing", {})) == "not-here"


def test_a_verb_that_an_address_does_not_take_says_which_it_takes(program):
    answer = program.delete("steps")
    assert answer.status_code == 405
    assert set(answer.headers["Allow"].split(", ")) == {"GET", "POST"}
    assert problem_of(answer) == "not-that-way"


@pytest.mark.parametrize(
    "raw", ["{", "[1,", '{"title": NaN}', "\udcff".encode("utf-8", "surrogateescape")]
)
def test_what_is_no_json_does_nothing(ada, program, raw):
    answer = Client().post(
        "/api/v1/steps",
        raw,
        content_type="application/json",
        HTTP_AUTHORIZATION=f"Bearer {program.text}",
        HTTP_IDEMPOTENCY_KEY="a",
    )
    assert (answer.status_code, problem_of(answer)) == (400, "not-json")


def test_more_than_is_read_at_once_is_refused(program):
    answer = program.post("steps", {"title": "x" * 600_000})
    assert (answer.status_code, problem_of(answer)) == (413, "too-long")


def test_faults_are_named_by_field_and_no_word_is_said_back(ada, program):
    answer = program.post("steps", {"title": "Marmalade " * 40, "marmelade": 1})
    assert answer.status_code == 422
    assert problem_of(answer) == "faulty"
    assert {one["where"] for one in answer.json()["errors"]} == {"body.title", "body.marmelade"}
    assert "Marmalade" not in answer.content.decode()
    assert not ada.steps.exists()


@pytest.mark.parametrize("words", ["a\x00b", "a\x1bb", "half \ud83d", "mark \ufffd"])
def test_what_is_no_text_is_refused(ada, program, words):
    assert program.post("steps", {"title": words}).status_code == 422
    assert not ada.steps.exists()


def test_a_fault_of_ours_is_a_problem_too_and_help_stands_in_it(ada, program, monkeypatch):
    def broken(**_given):
        raise RuntimeError(RISK)

    monkeypatch.setattr(practice, "plan_own_step", broken)
    answer = program.post("steps", {"title": RISK}, key="again")
    assert (answer.status_code, problem_of(answer)) == (500, "our-fault")
    assert answer.json()["safety"]["lines"]
    monkeypatch.undo()
    assert program.post("steps", HELLO, key="again").status_code == 201


def test_a_database_that_cannot_be_used_is_said_plainly(program, monkeypatch):
    def broken(**_given):
        raise OperationalError("disk is full")

    monkeypatch.setattr(practice, "plan_own_step", broken)
    answer = program.post("steps", HELLO)
    assert (answer.status_code, problem_of(answer)) == (503, "not-kept")
    assert answer.headers["Retry-After"]


def test_a_zone_that_there_is_not_is_refused(program):
    assert program.get("steps", zone="Europe/Berlin").status_code == 200
    for zone in ("Nowhere/Else", "../etc/passwd"):
        assert problem_of(program.get("steps", zone=zone)) == "faulty"


# ---- how often


def test_who_asks_too_often_waits_and_nothing_is_locked(program, monkeypatch):
    monkeypatch.setattr(door, "OFTEN", 3)
    assert [program.get("me").status_code for _ in range(3)] == [200] * 3
    held = program.get("me")
    assert (held.status_code, problem_of(held)) == (429, "too-often")
    assert 0 < int(held.headers["Retry-After"]) <= 60
    Throttle.objects.update(since=timezone.now() - timedelta(seconds=61))
    assert program.get("me").status_code == 200


def test_one_keys_haste_holds_no_other_key_back(ada, di, program, monkeypatch):
    monkeypatch.setattr(door, "OFTEN", 1)
    program.get("me")
    assert program.get("me").status_code == 429
    assert Program(key_for(ada)).get("me").status_code == 200
    assert Program(key_for(di)).get("me").status_code == 200


def test_guessing_is_slowed_down_and_a_key_that_opens_is_not(program, monkeypatch):
    monkeypatch.setattr(door, "GUESSES", 2)
    said = [Program("ovt_wrong").get("me").status_code for _ in range(3)]
    assert said == [401, 401, 429]
    assert program.get("me").status_code == 200


# ---- once only


@pytest.mark.parametrize("key", ["", "with blanks", "x" * 101, "ü"])
def test_what_writes_needs_a_proper_key(ada, program, key):
    answer = program.post("steps", HELLO, key=key)
    assert (answer.status_code, problem_of(answer)) == (400, "no-key")
    assert not ada.steps.exists()


def test_the_same_key_and_body_get_the_same_answer_and_nothing_is_done_twice(ada, program):
    first = program.post("steps", HELLO, key="k1")
    again = program.post("steps", HELLO, key="k1")
    assert (first.status_code, again.status_code) == (201, 201)
    assert first.json() == again.json()
    assert "Idempotency-Replayed" not in first.headers
    assert again.headers["Idempotency-Replayed"] == "true"
    assert ada.steps.count() == 1


def test_the_answer_stays_the_same_though_the_step_moved_on(program):
    first = program.post("steps", HELLO, key="k1").json()
    program.delete(f"steps/{first['id']}")
    assert program.post("steps", HELLO, key="k1").json() == first


def test_the_same_key_with_another_body_is_refused(ada, program):
    program.post("steps", HELLO, key="k1")
    other = program.post("steps", {"title": "Ask the way"}, key="k1")
    assert (other.status_code, problem_of(other)) == (422, "key-used")
    elsewhere = program.post("anchors", HELLO, key="k1")
    assert problem_of(elsewhere) == "key-used"
    assert ada.steps.count() == 1


def test_what_was_refused_leaves_its_key_free(program):
    assert program.post("steps", {"title": ""}, key="k1").status_code == 422
    assert program.post("steps", HELLO, key="k1").status_code == 201


def test_a_key_means_nothing_to_another_program(ada, program):
    other = Program(key_for(ada))
    program.post("steps", HELLO, key="k1")
    assert other.post("steps", {"title": "Ask the way"}, key="k1").status_code == 201
    assert ada.steps.count() == 2


def test_a_request_that_is_still_being_answered_is_not_begun_twice(ada, program):
    program.post("steps", HELLO, key="k1")
    ApiAnswer.objects.update(status=None, body=None)
    answer = program.post("steps", HELLO, key="k1")
    assert (answer.status_code, problem_of(answer)) == (409, "still-open")
    ApiAnswer.objects.update(at=timezone.now() - timedelta(minutes=2))
    assert program.post("steps", HELLO, key="k1").status_code == 201
    assert ada.steps.count() == 1


# ---- the screen


@pytest.mark.requirement(15)
def test_what_the_screen_says_comes_first_and_what_was_typed_is_kept(ada, program):
    answer = program.post("steps", {"title": RISK})
    assert answer.status_code == 201
    told = answer.json()
    assert told["title"] == RISK
    assert told["safety"]["lines"]
    assert told["safety"]["help"].endswith("/help")
    assert ada.risk_events.get().surface == "api"


def test_a_risk_answer_is_said_again_and_counted_once(ada, program):
    first = program.post("steps", {"title": RISK}, key="k1").json()
    assert program.post("steps", {"title": RISK}, key="k1").json() == first
    assert ada.risk_events.count() == 1


@pytest.mark.requirement(15)
def test_words_that_could_not_be_kept_are_screened_too(ada, program):
    for body in ({"title": RISK, "day": "no day"}, {"note": RISK}, {"deep": [{"title": RISK}]}):
        answer = program.post("steps", body)
        assert answer.status_code == 422
        assert answer.json()["safety"]["lines"]


def test_plain_words_bring_nothing_up(ada, program):
    assert program.post("steps", HELLO).json()["safety"] is None
    assert not ada.risk_events.exists()


def test_what_the_screen_asked_can_be_answered(ada, program):
    asked = program.post("steps", {"title": "I don't want to be here any more"}).json()["safety"]
    assert asked["asks"]
    answered = program.post("heard", {"said": asked["taps"][0] if asked["taps"] else "No"})
    assert answered.status_code == 200
    assert set(answered.json()) == {"safety"}


# ---- the description


def test_the_description_is_open_and_asks_nothing_of_another_site(db):
    answer = Client().get("/api/v1/openapi.json")
    assert answer.status_code == 200
    assert answer.json()["openapi"].startswith("3.1")
    assert "://" not in answer.content.decode()
    assert Client().get("/api/v1/docs").status_code == 401
