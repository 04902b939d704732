"""Steps and attempts by a program: the same services as the pages, the same answers."""

from datetime import timedelta
from uuid import uuid4

import pytest
from django.utils import timezone
from tests.support import factories
from tests.support.programs import Program, key_for

from overture.server.practice import services as practice
from overture.server.practice.models import Learned
from overture.server.practice.services import Expected, Happened

pytestmark = pytest.mark.django_db

EXPECTED = {"anxiety": 7, "enjoyment": 3, "feared_event": "It goes quiet", "feared_in_ten": 6}
TOLD = {"anxiety": 4, "enjoyment": 5, "feared": "no", "understood": 6}


@pytest.fixture
def program(ada):
    return Program(key_for(ada))


def code_of(answer):
    return answer.json()["type"].rsplit(":", 1)[-1]


def test_the_library_is_listed_and_a_step_of_it_can_be_added(ada, program):
    listed = program.get("situations").json()["items"]
    assert len(listed) > 10
    step = listed[0]["steps"][0]
    added = program.post("steps", {"library_id": step["library_id"], "day": "2030-01-05"})
    assert added.status_code == 201
    told = added.json()
    assert (told["title"], told["counts_if"]) == (step["title"], step["counts_if"])
    assert (told["status"], told["day"]) == ("planned", "2030-01-05")
    assert str(ada.steps.get().pk) == told["id"]


@pytest.mark.parametrize(
    "body",
    [
        {},
        {"title": "  "},
        {"title": "Say hello", "library_id": factories.LIBRARY_STEP},
        {"library_id": "no-such/step"},
        {"title": "x" * 201},
        {"title": "Say hello", "day": "yesterday"},
    ],
)
def test_a_step_is_one_of_the_library_or_one_in_own_words(ada, program, body):
    assert program.post("steps", body).status_code == 422
    assert not ada.steps.exists()


def test_a_step_is_planned_again_and_rests_when_it_is_taken_off(ada, program):
    step = program.post("steps", {"title": "Say hello"}).json()
    moved = program.patch(f"steps/{step['id']}", {"day": "2030-02-01", "when": "at noon"}).json()
    assert (moved["day"], moved["when"], moved["status"]) == ("2030-02-01", "at noon", "planned")
    assert program.delete(f"steps/{step['id']}").json()["status"] == "resting"
    assert ada.steps.get().status == "resting"
    assert program.patch(f"steps/{step['id']}", {}).json()["status"] == "planned"


def test_long_lists_come_a_page_at_a_time_and_nothing_is_shown_twice(ada, program):
    now = timezone.now()
    for number in range(7):
        factories.own_step(ada, f"Step {number}", now=now - timedelta(hours=number // 2))
    seen, after = [], ""
    while True:
        page = program.get(f"steps?limit=2&after={after}").json()
        assert len(page["items"]) <= 2
        seen += [one["title"] for one in page["items"]]
        if page["next"] is None:
            break
        factories.own_step(ada, "Added meanwhile", now=timezone.now())
        after = page["next"]
    assert sorted(seen) == [f"Step {number}" for number in range(7)]


@pytest.mark.parametrize("query", ["limit=0", "limit=101", "limit=x", "after=nonsense", "after=MQ"])
def test_a_page_that_there_is_not_is_refused(program, query):
    assert program.get(f"steps?{query}").status_code == 422


def test_an_attempt_from_what_is_expected_to_what_would_be_again(ada, program):
    step = program.post("steps", {"title": "Say hello"}).json()
    begun = program.post("attempts", {"step_id": step["id"], "prediction": EXPECTED})
    assert begun.status_code == 201
    one = begun.json()
    assert one["prediction"]["feared_event"] == "It goes quiet"
    assert (one["kind"], one["outcome"]) == ("real", None)
    told = program.post(f"attempts/{one['id']}/outcome", TOLD)
    assert told.status_code == 201
    assert told.json()["outcome"]["anxiety"] == 4
    assert program.get(f"steps/{step['id']}").json()["status"] == "done"
    again = program.post(f"attempts/{one['id']}/rerating", {"anxiety": 5}).json()
    assert again["rerating"]["anxiety"] == 5
    assert program.get(f"attempts/{one['id']}").json() == {
        name: value for name, value in again.items() if name != "safety"
    }


def test_what_a_program_tells_is_learned_from_exactly_as_what_a_page_tells(ada, di, program):
    now = timezone.now() - timedelta(hours=1)
    step = factories.own_step(di, now=now)
    attempt = practice.begin_attempt(step=step, key=uuid4(), now=now)
    practice.predict(attempt=attempt, expected=Expected(**EXPECTED), now=now)
    practice.happened(attempt=attempt, outcome=Happened(**TOLD), now=now)

    same = program.post("steps", {"title": "Say hello at the stop"}).json()
    one = program.post("attempts", {"step_id": same["id"], "prediction": EXPECTED}).json()
    program.post(f"attempts/{one['id']}/outcome", TOLD)
    by_page, by_program = (Learned.objects.get(member=who) for who in (di, ada))
    assert by_program.theta == pytest.approx(by_page.theta)
    assert by_program.events == by_page.events == 1


def test_an_open_attempt_goes_on_instead_of_a_second_one(ada, program):
    step = program.post("steps", {"title": "Say hello"}).json()
    first = program.post("attempts", {"step_id": step["id"]}).json()
    second = program.post("attempts", {"step_id": step["id"]}).json()
    assert first["id"] == second["id"]
    assert ada.attempts.count() == 1


def test_each_part_is_written_once_and_in_its_order(ada, program):
    step = program.post("steps", {"title": "Say hello"}).json()
    one = program.post("attempts", {"step_id": step["id"]}).json()
    at = f"attempts/{one['id']}"
    assert code_of(program.post(f"{at}/rerating", {"anxiety": 1})) == "not-told-yet"
    assert program.post(f"{at}/prediction", EXPECTED).status_code == 201
    assert code_of(program.post(f"{at}/prediction", EXPECTED)) == "said-already"
    assert program.post(f"{at}/outcome", TOLD).status_code == 201
    assert code_of(program.post(f"{at}/outcome", TOLD)) == "told-already"
    assert code_of(program.post(f"{at}/prediction", EXPECTED)) == "told-already"
    assert program.post(f"{at}/rerating", {}).status_code == 422
    assert program.post(f"{at}/rerating", {"anxiety": 1}).status_code == 201
    assert code_of(program.post(f"{at}/rerating", {"anxiety": 2})) == "said-already"


@pytest.mark.parametrize(
    "body",
    [
        {"anxiety": 11},
        {"anxiety": -1},
        {"anxiety": "high"},
        {"anxiety": True},
        {"reach": "almost"},
        {"feared": "perhaps"},
        {"note": "x" * 4001},
        {"mood": 3},
    ],
)
def test_what_is_off_the_scale_is_refused_and_nothing_is_kept(ada, program, body):
    attempt = factories.attempt(ada, outcome=None)
    assert program.post(f"attempts/{attempt.pk}/outcome", body).status_code == 422
    attempt.refresh_from_db()
    assert not hasattr(attempt, "outcome")


@pytest.mark.parametrize(
    "at", ["2020-01-01T10:00:00Z", "2100-01-01T10:00:00Z", "2026-01-01T10:00:00"]
)
def test_a_time_that_cannot_be_believed_is_refused(ada, program, at):
    attempt = factories.attempt(ada, outcome=None)
    answer = program.post(f"attempts/{attempt.pk}/outcome", {**TOLD, "at": at})
    assert answer.json()["errors"][0]["where"] == "body.at"


def test_what_is_told_later_stands_at_its_time(ada, program):
    was = timezone.now() - timedelta(days=2)
    attempt = factories.attempt(ada, outcome=None, now=was - timedelta(hours=1))
    told = program.post(f"attempts/{attempt.pk}/outcome", {**TOLD, "at": was.isoformat()})
    assert told.status_code == 201
    attempt.refresh_from_db()
    assert attempt.outcome.at == was


def test_a_mistaken_attempt_is_taken_out_and_nothing_is_learned_from_it(ada, program):
    attempt = factories.attempt(ada)
    taken = program.delete(f"attempts/{attempt.pk}").json()
    assert taken["retracted_at"]
    assert program.get("attempts").json()["items"] == []
    assert Learned.objects.get(member=ada).events == 0
    assert code_of(program.post(f"attempts/{attempt.pk}/rerating", {"anxiety": 1})) == "taken-out"


def test_the_record_says_what_the_page_says(ada, ada_client, program):
    factories.record(ada, 12)
    told = program.get("record").json()
    assert told["moments"] == 12
    assert told["lead"] in ada_client.get("/record").content.decode()
    assert [gap["lead"] for gap in told["anxiety"]] == [3] * 12
    assert told["feared"]["guessed"] == 7
    assert program.get("record?show=practice").json()["moments"] == 0
    assert program.get("record?show=nonsense").status_code == 422


def test_days_are_the_members_own(ada, program):
    factories.attempt(ada, now=factories.NOW.replace(hour=23, minute=30))
    days = [
        program.get("record", zone=zone).json()["anxiety"][0]["day"]
        for zone in ("UTC", "Europe/Berlin")
    ]
    assert days == ["2026-03-02", "2026-03-03"]
