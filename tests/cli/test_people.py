"""`overture people`: the first operator, who there is, and what they are."""

import json

import pytest
from tests.support import factories
from typer.testing import CliRunner

from overture.cli.app import app
from overture.cli.problems import Problem
from overture.server.accounts import people

pytestmark = pytest.mark.django_db


def run(*arguments):
    done = CliRunner().invoke(app, arguments, catch_exceptions=False)
    assert done.exit_code == 0, done.output
    return done.stdout


def test_a_link_for_the_first_operator_is_made_and_can_be_opened(client):
    found = json.loads(run("people", "add-operator", "Oz", "--json"))
    assert found["link"].split("/")[-2] == "invited"
    answer = client.get("/invited/" + found["link"].rpartition("/")[2], follow=True)
    assert "To run this service" in answer.content.decode()
    assert "It works once" in run("people", "add-operator", "Oz")


def test_accounts_are_listed_without_what_anybody_wrote(bo):
    factories.person("cy", name="Secret Name")
    rows = json.loads(run("people", "list", "--json"))["people"]
    assert [(row["name"], row["roles"]) for row in rows] == [("bo", ["clinician"]), ("cy", [])]
    assert "Secret" not in run("people", "list")


def test_a_role_is_given_and_ended():
    cy = factories.person("cy")
    assert run("people", "role", "cy", "--give", "clinician") == "cy: clinician\n"
    assert people.has_role(cy, "clinician")
    assert run("people", "role", "CY", "--end", "clinician") == "cy: no role\n"


@pytest.mark.parametrize(
    "given",
    [
        ("nobody", "--give", "clinician"),
        ("cy",),
        ("cy", "--give", "supporter"),
        ("cy", "--end", "host"),
        ("cy", "--give", "host", "--end", "host"),
    ],
)
def test_what_cannot_be_done_is_said(given):
    factories.person("cy")
    with pytest.raises(Problem):
        run("people", "role", *given)
