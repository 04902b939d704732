"""A member's record in FHIR R4: valid by a library's models, the member's own, a page at a time."""

import json
from datetime import timedelta
from importlib import import_module
from uuid import uuid4

import pytest
from django.test import Client
from django.utils import timezone
from tests.support import factories
from tests.support.instruments import instrument, raw
from tests.support.programs import Program, key_for

from overture.measures.questionnaire import read_questionnaire
from overture.measures.questionnaire_out import questionnaire
from overture.server.accounts import sharing as people_see
from overture.server.accounts.models import BulkCopy
from overture.server.api.fhir.reading import KINDS
from overture.server.assessments import instruments as room
from overture.server.audit.models import Event
from overture.server.practice import anchors, sharing

pytestmark = pytest.mark.django_db

NOW = factories.NOW


def checked(resource):
    """The resource by the models of R4 of a library that is none of ours."""
    kind = resource["resourceType"]
    module = import_module(f"fhir.resources.R4B.{kind.lower()}")
    return getattr(module, kind).model_validate(resource)


def found(program, path):
    answer = program.get(f"/fhir/{path}")
    assert answer.status_code == 200, answer.content
    assert answer.headers["Content-Type"] == "application/fhir+json"
    return answer.json()


def resources(program, path):
    return [entry["resource"] for entry in found(program, path).get("entry", [])]


@pytest.fixture
def lived(ada, bo):
    """Ada's record with something of every kind in it."""
    step = factories.own_step(ada)
    attempt = factories.attempt(ada, of=step)
    factories.practice.rerate(attempt=attempt, again=factories.EXPECTED, now=NOW)
    factories.step(ada)
    anchors.declare(
        member=ada,
        title="Choir",
        first=NOW.date(),
        every="fortnight",
        at=NOW.time(),
        key=uuid4(),
        now=NOW,
    )
    room.add(instrument=instrument(), rights="Ours", confirmed_by="Tova", now=NOW)
    answers = {f"q{number}": 2 for number in range(1, 5)}
    room.answer(member=ada, instrument=instrument(), answers=answers, key=uuid4(), now=NOW)
    sharing.say(member=ada, yes=True, now=NOW)
    link = people_see.tie(member=ada, person=bo, kind="clinician", called="Dr Bo", now=NOW)
    people_see.grant(link=link, thing="curves", now=NOW)
    return ada


@pytest.fixture
def program(lived):
    return Program(key_for(lived))


@pytest.mark.parametrize("kind", KINDS)
def test_every_resource_is_valid_and_is_read_by_its_id(kind, program):
    listed = found(program, kind)
    checked(listed)
    assert listed["total"] == len(listed["entry"]) >= 1
    for entry in listed["entry"]:
        checked(entry["resource"])
        one = found(program, f"{kind}/{entry['resource']['id']}")
        assert one == entry["resource"]
        assert entry["fullUrl"].endswith(f"/fhir/{kind}/{one['id']}")


def test_the_capability_statement_is_open_valid_and_true(db, program):
    answer = Client().get("/fhir/metadata")
    assert answer.status_code == 200
    statement = answer.json()
    checked(statement)
    assert statement["fhirVersion"] == "4.0.1"
    told = {one["type"]: one for one in statement["rest"][0]["resource"]}
    assert set(told) == set(KINDS)
    for kind, one in told.items():
        for parameter in one["searchParam"]:
            assert found(program, f"{kind}?{parameter['name']}=nobody")["total"] == 0


def test_a_moment_carries_what_was_expected_and_what_happened(program, lived):
    (one,) = resources(program, "Observation")
    values = {
        part["code"]["coding"][0]["code"]: part.get("valueInteger", part.get("valueString"))
        for part in one["component"]
    }
    assert values["expected-anxiety"] == 7
    assert values["felt-anxiety"] == 4
    assert values["again-in-ten"] == 6
    assert values["feared-event"] == "It goes quiet"
    assert one["effectiveDateTime"] == NOW.isoformat()
    assert one["subject"]["reference"] == f"Patient/{lived.pk}"


def test_a_step_is_a_goal_as_it_stands(program, lived):
    status = {
        one["description"]["text"]: one["lifecycleStatus"] for one in resources(program, "Goal")
    }
    titles = {step.title: step.status for step in lived.steps.all()}
    assert {titles[title]: said for title, said in status.items()} == {
        "done": "completed",
        "planned": "accepted",
    }
    (plan,) = resources(program, "CarePlan")
    assert len(plan["goal"]) == 2
    assert plan["activity"][0]["detail"]["scheduledTiming"]["repeat"]["period"] == 2


def test_a_consent_says_in_words_what_was_agreed_to_and_with_whom(program):
    told = {one["policyRule"]["text"]: one["provision"] for one in resources(program, "Consent")}
    shared = told["May see: My curves."]
    assert shared["type"] == "permit"
    assert shared["actor"][0]["reference"]["display"] == "Dr Bo"
    assert told[sharing.CONSENT_TEXT]["type"] == "permit"


def test_a_questionnaire_that_is_written_is_read_back_as_it_was():
    grouped = raw(groups=[{"id": "g", "words": "Lately"}], scales=[])
    for item in grouped["items"][1:3]:
        item["within"] = ["g"]
    made = type(instrument()).model_validate(grouped)
    again = read_questionnaire(questionnaire(made))
    assert [(one.id, one.asks, one.within) for one in again.items] == [
        (one.id, one.asks, one.within) for one in made.items
    ]
    for before, after in zip(made.items, again.items, strict=True):
        offered = [(choice.value, choice.words) for choice in made.choices_of(before)]
        assert [(choice.value, choice.words) for choice in again.choices_of(after)] == offered


def test_pages_lead_to_one_another_and_hold_everything_once(ada):
    factories.record(ada, 7)
    program, seen, where = Program(key_for(ada)), [], "Observation?_count=3"
    while where:
        page = found(program, where)
        checked(page)
        seen += [entry["resource"]["id"] for entry in page["entry"]]
        links = {link["relation"]: link["url"] for link in page["link"]}
        where = links.get("next", "").partition("/fhir/")[2]
    assert len(seen) == len(set(seen)) == page["total"] == 7


def test_search_by_id_and_by_whose_it_is(program, lived):
    (one,) = resources(program, "Observation")
    assert resources(program, f"Observation?_id={one['id']}") == [one]
    assert resources(program, f"Observation?patient=Patient/{lived.pk}") == [one]
    assert found(program, f"Observation?patient={uuid4()}")["total"] == 0
    assert found(program, "Observation?_count=0")["total"] == 1


def test_a_stranger_finds_nothing_of_adas(lived, di):
    stranger = Program(key_for(di))
    ours = {one["id"] for kind in KINDS for one in resources(Program(key_for(lived)), kind)}
    theirs = {one["id"] for kind in KINDS for one in resources(stranger, kind)}
    shared = {one["id"] for one in resources(stranger, "Questionnaire")}
    assert ours & theirs == shared
    assert stranger.get(f"/fhir/Patient/{lived.pk}").status_code == 404


@pytest.mark.parametrize(
    ("path", "status"),
    [
        ("Observation/none", 404),
        ("Medication", 404),
        ("a/b/c/d", 404),
        ("Observation?_count=many", 422),
        ("copies/00000000-0000-4000-8000-000000000000", 404),
    ],
)
def test_what_goes_wrong_is_an_outcome_in_words(program, path, status):
    answer = program.get(f"/fhir/{path}")
    assert answer.status_code == status
    assert checked(answer.json()).issue[0].diagnostics.endswith(".")


def test_a_key_reads_only_the_types_that_were_ticked(lived):
    program = Program(key_for(lived, "read:steps"))
    allowed = {kind for kind in KINDS if program.get(f"/fhir/{kind}").status_code == 200}
    assert allowed == {"Patient", "Goal", "CarePlan"}
    assert program.get("/fhir/Patient/$export").status_code == 403
    nobody = Program("").get("/fhir/Goal")
    assert (nobody.status_code, nobody.json()["issue"][0]["code"]) == (401, "login")


# ---- a whole copy


def test_a_copy_is_begun_fetched_file_by_file_and_gone_when_it_is_not_wanted(program, lived):
    begun = program.get("/fhir/Patient/$export")
    assert begun.status_code == 202
    where = begun.headers["Content-Location"].partition("/fhir/")[2]
    told = program.get(f"/fhir/{where}")
    manifest = told.json()
    assert manifest["requiresAccessToken"]
    assert told.headers["Expires"]
    assert {one["type"] for one in manifest["output"]} == set(KINDS)
    for one in manifest["output"]:
        answer = program.get(f"/fhir/{one['url'].partition('/fhir/')[2]}")
        lines = answer.content.decode().splitlines()
        assert len(lines) == one["count"]
        assert {checked(json.loads(line)).get_resource_type() for line in lines} == {one["type"]}
    assert Event.objects.filter(action="space.exported", detail="fhir").exists()
    assert program.delete(f"/fhir/{where}", key="").status_code == 202
    assert program.get(f"/fhir/{where}").status_code == 404


def test_a_copy_holds_the_types_and_times_that_were_asked_for(program):
    def types(query):
        begun = program.get(f"/fhir/Patient/$export?{query}")
        where = begun.headers["Content-Location"].partition("/fhir/")[2]
        return {one["type"] for one in program.get(f"/fhir/{where}").json()["output"]}

    assert types("_type=Goal,Observation") == {"Goal", "Observation"}
    assert "Observation" not in types("_since=2030-01-01T00:00:00Z")
    for query in ("_type=Medication", "_since=lately", "_outputFormat=csv"):
        assert program.get(f"/fhir/Patient/$export?{query}").status_code == 422


def test_a_copy_is_one_programs_alone_and_ends_after_an_hour(program, lived):
    begun = program.get("/fhir/Patient/$export")
    where = begun.headers["Content-Location"].partition("/fhir/")[2]
    assert Program(key_for(lived)).get(f"/fhir/{where}").status_code == 404
    BulkCopy.objects.update(at=timezone.now() - timedelta(minutes=61))
    assert program.get(f"/fhir/{where}").status_code == 404
