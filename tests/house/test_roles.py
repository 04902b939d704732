"""Who may open which page: every role against every address, drawn up from the URL map."""

import pytest
from django.test import Client
from tests.support import factories
from tests.support.routes import routes
from tests.support.signing import signed_in

from overture.server.accounts.models import Role

pytestmark = [pytest.mark.django_db, pytest.mark.requirement(53)]

ROLES = tuple(Role.Kind.values)
VERBS = ("get", "post", "put", "patch", "delete")


def of_a_role():
    return [route for route in routes() if route.policy in {*ROLES, "signed in"}]


@pytest.fixture
def browsers(ada_client):
    """A browser of each role, of a member, and of somebody who is signed in and nothing else."""
    made = {"member": ada_client, "nothing": signed_in(factories.person("plain"))}
    return made | {kind: signed_in(factories.person(kind, kind)) for kind in ROLES}


def test_who_has_another_role_finds_no_such_page(browsers):
    answers = {
        (who, verb, route.name): getattr(browser, verb)(route.address()).status_code
        for route in of_a_role()
        if route.policy != "signed in"
        for who, browser in browsers.items()
        if who not in {route.policy, "member"}
        for verb in VERBS
    }
    assert {key: status for key, status in answers.items() if status != 404} == {}


def test_who_is_not_signed_in_is_asked_to_sign_in_and_nothing_is_done(browsers):
    wrong = [
        f"{verb} {route.name}"
        for route in of_a_role()
        for browser in (Client(), browsers["member"])
        for verb in VERBS
        if not asks_to_sign_in(getattr(browser, verb)(route.address()))
    ]
    assert wrong == []


def asks_to_sign_in(answer):
    return answer.status_code == 403 or answer.headers.get("Location", "").startswith("/account/")
