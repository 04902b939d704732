"""Every address for programs: whose key, what was ticked, and what is written there."""

import re
from uuid import uuid4

import pytest
from django.db import connection
from django.test import Client
from tests.support import factories
from tests.support.programs import BASE, Program, key_for
from tests.support.routes import routes

from overture.server.accounts.tokens import SCOPES
from overture.server.api.description import description, scopes
from overture.server.api.written import WRITTEN
from overture.server.practice import anchors, logs
from overture.server.practice.services import Happened
from overture.server.safeguarding import services as safeguarding

pytestmark = pytest.mark.django_db

CANARY = "marmalade"
RISK = f"I want to kill myself, {CANARY}"
VERBS = ("get", "post", "put", "patch", "delete")
OPERATIONS = [
    (verb, path, operation)
    for path, methods in description()["paths"].items()
    for verb, operation in methods.items()
]
NAMES = [operation["operationId"] for _, _, operation in OPERATIONS]


def _open_attempt(owner):
    return {"attempt_id": factories.attempt(owner, outcome=None).pk}


def _fresh_attempt(owner):
    step = factories.own_step(owner)
    key = uuid4()
    begun = factories.practice.begin_attempt(step=step, key=key, now=factories.NOW)
    return {"attempt_id": begun.pk}


def _step(owner):
    return {"step_id": factories.own_step(owner).pk}


WRITTEN_IN = {
    "heard": ({"said"}, {}, None),
    "add_step": ({"title", "when"}, {"title": "Say hello"}, None),
    "plan_step": ({"when"}, {}, _step),
    "declare_anchor": ({"title"}, {"first": "2026-03-02"}, None),
    "begin_attempt": ({"feared_event"}, None, None),
    "predict": ({"feared_event"}, {}, _fresh_attempt),
    "tell": ({"note"}, {}, _open_attempt),
    "note_moment": ({"note"}, {"who": "friend"}, None),
}
"""By the name of the operation: the fields in which somebody may write, what stands beside them,
and what has to be there before."""


def for_programs():
    return [route for route in routes() if route.policy == "token"]


def shape_of(schema):
    name = schema.get("$ref", "").rsplit("/", 1)[-1]
    return description()["components"]["schemas"][name] if name else schema


def texts_in(schema, seen=()):
    """The names of all fields under a shape that take free text."""
    shape = shape_of(schema)
    for name, field in shape.get("properties", {}).items():
        for kind in field.get("anyOf", field.get("allOf", [field])):
            inner = shape_of(kind)
            free = inner.get("type") == "string" and not {"enum", "format", "pattern"} & set(inner)
            if free and "const" not in inner:
                yield name
            if inner.get("properties") and name not in seen:
                yield from texts_in(inner, (*seen, name))


def body_of(operation):
    content = operation.get("requestBody", {}).get("content", {})
    return content.get("application/json", {}).get("schema", {})


@pytest.fixture
def readers(monkeypatch):
    """Who was given the canary to read, in order."""
    seen = []
    screen = safeguarding.screen

    def reading(text, *args, **kwargs):
        if CANARY in text:
            seen.append("screen")
        return screen(text, *args, **kwargs)

    monkeypatch.setattr(safeguarding, "screen", reading)
    return seen


@pytest.fixture
def adas(ada):
    """What Ada has that has an address of its own."""
    noted = logs.keep_interaction(member=ada, who="friend", key=uuid4(), now=factories.NOW)
    anchor = anchors.declare(
        member=ada,
        title=CANARY,
        first=factories.NOW.date(),
        every="week",
        at=None,
        key=uuid4(),
        now=factories.NOW,
    )
    step = factories.own_step(ada, CANARY)
    return {
        "step_id": step.pk,
        "attempt_id": factories.attempt(ada, of=step, outcome=Happened(note=CANARY)).pk,
        "anchor_id": anchor.pk,
        "moment_id": noted.pk,
    }


def filled(path, known):
    return re.sub(r"\{(\w+)\}", lambda m: str(known.get(m.group(1), "made-up")), path)


def test_there_are_addresses_and_each_stands_behind_the_door():
    assert len(for_programs()) > 15
    under = {r.name for r in routes() if r.address().startswith((BASE, "/fhir/"))}
    assert under - {"api_openapi", "fhir_metadata"} == {route.name for route in for_programs()}


def test_nothing_is_said_without_a_key(ada_client):
    answers = [
        (verb, route.name, getattr(browser, verb)(route.address()).status_code)
        for browser in (Client(), ada_client)
        for route in for_programs()
        for verb in VERBS
    ]
    assert {status for _, _, status in answers} <= {401, 429}


def test_every_operation_says_what_has_to_be_ticked_for_it():
    told = scopes()
    assert sorted(told) == sorted(NAMES)
    assert set(told.values()) <= {*SCOPES, ""}
    assert sorted(name for name, scope in told.items() if not scope) == ["heard", "me"]
    for verb, _, operation in OPERATIONS:
        writes = told[operation["operationId"]].startswith("write:")
        assert writes == (verb != "get") or operation["operationId"] == "heard"


@pytest.mark.parametrize(("verb", "path", "operation"), OPERATIONS, ids=NAMES)
def test_a_key_for_anything_else_opens_nothing(verb, path, operation, ada, adas):
    scope = scopes()[operation["operationId"]]
    if not scope:
        return
    others = [one for one in SCOPES if one != scope]
    body = None if verb == "get" else {}
    answer = Program(key_for(ada, *others)).send(verb, filled(path, adas), body)
    assert answer.status_code == 403
    assert scope in answer.json()["detail"]


@pytest.mark.parametrize(("verb", "path", "operation"), OPERATIONS, ids=NAMES)
def test_a_strangers_key_gets_nothing_and_changes_nothing(verb, path, operation, ada, adas, di):
    before = kept_of(ada)
    stranger = Program(key_for(di))
    answer = stranger.send(verb, filled(path, adas), None if verb == "get" else {})
    assert CANARY not in answer.content.decode()
    if {name for name in adas if f"{{{name}}}" in path}:
        assert answer.status_code in ({404} if verb == "get" else {404, 422})
    assert kept_of(ada) == before


def kept_of(member):
    related = [field for field in member._meta.related_objects if field.get_accessor_name()]
    rows = [
        list(field.related_model.objects.filter(**{field.field.name: member}).values())
        for field in related
    ]
    return str(rows)


# ---- the screen


def test_every_field_that_can_be_written_in_is_known():
    found = {
        operation["operationId"]: set(texts_in(body_of(operation)))
        for _, _, operation in OPERATIONS
        if body_of(operation)
    }
    assert {name: fields for name, fields in found.items() if fields} == {
        name: fields for name, (fields, _, _) in WRITTEN_IN.items()
    }
    assert set().union(*found.values()) == set(WRITTEN)


@pytest.mark.requirement(15)
@pytest.mark.parametrize(
    ("name", "field"),
    [(name, field) for name, (fields, *_) in WRITTEN_IN.items() for field in sorted(fields)],
)
def test_what_is_written_is_screened_and_nothing_is_lost(name, field, ada, readers):
    verb, path, _ = next(row for row in OPERATIONS if row[2]["operationId"] == name)
    _, beside, before = WRITTEN_IN[name]
    known = before(ada) if before else {}
    if beside is None:
        sent = {"step_id": str(factories.own_step(ada).pk), "prediction": {field: RISK}}
    else:
        sent = {**beside, field: RISK}
    answer = Program(key_for(ada)).send(verb, filled(path, known), sent)
    assert answer.status_code in {200, 201}
    assert readers
    assert answer.json()["safety"]["lines"]
    assert ada.risk_events.exists()
    if name != "heard":
        assert RISK in everything_kept()


def everything_kept():
    """Every value in every table but what was answered to programs, as one text."""
    with connection.cursor() as cursor:
        found = []
        for table in connection.introspection.table_names(cursor):
            if table != "accounts_apianswer":
                cursor.execute(f'SELECT * FROM "{table}"')  # noqa: S608 - names that it gave
                found += cursor.fetchall()
    return str(found)
