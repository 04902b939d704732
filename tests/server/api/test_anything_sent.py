"""Whatever a program sends, drawn from the API's own description: no fault of ours comes of it."""

from uuid import uuid4

import pytest
import requests
import schemathesis
from django.test import Client
from hypothesis import HealthCheck, Phase, given, settings
from schemathesis import GenerationMode
from schemathesis.checks import not_a_server_error
from schemathesis.specs.openapi.checks import (
    content_type_conformance,
    response_schema_conformance,
    status_code_conformance,
)
from tests.support import factories
from tests.support.programs import key_for

from overture.server.api import door
from overture.server.api.description import description
from overture.server.practice import anchors, logs

pytestmark = pytest.mark.django_db

CHECKS = [
    not_a_server_error,
    status_code_conformance,
    content_type_conformance,
    response_schema_conformance,
]
FEW = settings(
    max_examples=4,
    database=None,
    deadline=None,
    derandomize=True,
    phases=[Phase.generate],
    suppress_health_check=list(HealthCheck),
)
SCHEMA = schemathesis.openapi.from_dict(description())
OPERATIONS = [found.ok() for found in SCHEMA.get_all_operations()]


@pytest.fixture
def there(ada):
    """Things of Ada's under the names that addresses have for them."""
    anchor = anchors.declare(
        member=ada,
        title="Choir",
        first=factories.NOW.date(),
        every="week",
        at=None,
        key=uuid4(),
        now=factories.NOW,
    )
    noted = logs.keep_interaction(member=ada, who="friend", key=uuid4(), now=factories.NOW)
    return {
        "step_id": str(factories.own_step(ada).pk),
        "attempt_id": str(factories.attempt(ada).pk),
        "anchor_id": str(anchor.pk),
        "moment_id": str(noted.pk),
        "name": "people-this-week",
    }


def answered(case, key):
    """The answer to a drawn request, in the same transaction as the test."""
    asked = case.as_transport_kwargs(base_url="http://testserver", headers={})
    known = {"method", "url", "headers", "files", "data", "json", "params", "cookies", "auth"}
    sent = requests.Request(**{k: v for k, v in asked.items() if k in known}).prepare()
    carried = {name.replace("-", "_").upper(): value for name, value in sent.headers.items()}
    kind = carried.pop("CONTENT_TYPE", "application/json")
    carried.pop("CONTENT_LENGTH", None)
    carried["AUTHORIZATION"] = f"Bearer {key}"  # what is drawn without one is of no interest here
    answer = Client().generic(
        sent.method,
        sent.path_url,
        sent.body or b"",
        kind,
        **{f"HTTP_{name}": value for name, value in carried.items()},
    )
    headers = {name.lower(): [value] for name, value in answer.headers.items()}
    return schemathesis.Response(
        answer.status_code, headers, answer.content, sent, elapsed=0.0, verify=False
    )


@pytest.mark.parametrize("mode", list(GenerationMode), ids=lambda mode: mode.value)
@pytest.mark.parametrize("operation", OPERATIONS, ids=lambda one: one.label)
def test_no_fault_of_ours_comes_of_anything_that_is_sent(operation, mode, ada, there, monkeypatch):
    monkeypatch.setattr(door, "OFTEN", 10**6)
    key = key_for(ada)
    known = {name: value for name, value in there.items() if f"{{{name}}}" in operation.path}
    seen = []

    @FEW
    @given(case=operation.as_strategy(mode, path_parameters=known or None))
    def holds(case):
        response = answered(case, key)
        seen.append(response.status_code)
        case.validate_response(response, checks=CHECKS)

    holds()
    assert seen
    assert 401 not in seen
