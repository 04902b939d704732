"""Every word passes the safety screen, at every address, before anything else reads it."""

import re

import pytest
from django.db import connection
from django.test import Client
from tests.support import factories
from tests.support.entries import ENTRIES, ENTRIES_OF_OTHERS, NO_WORDS
from tests.support.house import TEMPLATES
from tests.support.routes import routes
from tests.support.signing import signed_in

from overture.conversation import reply
from overture.server.accounts.models import Role
from overture.server.safeguarding import glance
from overture.server.safeguarding import services as safeguarding
from overture.server.web.requests import WRITTEN

pytestmark = [pytest.mark.django_db, pytest.mark.requirement(15)]

CANARY = "marmalade"
RISK = f"I want to kill myself, {CANARY}"
FIELD = re.compile(r"<(?:input|textarea)\b[^>]*>")
NOT_WRITTEN_IN = {"hidden", "radio", "checkbox", "range", "date", "time", "submit"}

BY_NAME = {route.name: route for route in routes()}
"""Forms of pages. What programs send is looked at in test_programs.py."""


def takes_forms(member):
    """The addresses that take a form from whom they are for: of members, or of another role."""
    found = []
    for name, route in BY_NAME.items():
        if route.policy == "token":
            continue
        theirs = route.policy not in {"members", "anyone"}
        # anew each time: a form may have signed out, or closed the account
        client = signed_in(factories.person(name, *Role.Kind.values)) if theirs else member
        if client.post(route.address()).status_code != 405:
            found.append(name)
    return found


@pytest.fixture
def readers(monkeypatch):
    """Who was given the canary to read, in order: the screen, or what makes replies."""
    seen: list[str] = []

    def noted(who, read):
        def reading(text, *args, **kwargs):
            if CANARY in text:
                seen.append(who)
            return read(text, *args, **kwargs)

        return reading

    for room in (safeguarding, glance):
        monkeypatch.setattr(room, "screen", noted("screen", room.screen))
    monkeypatch.setattr(reply, "understand", noted("reply", reply.understand))
    return seen


def test_every_address_that_takes_a_form_is_listed_here(ada_client):
    # a new address fails here until somebody has said whether one can write there
    known = sorted((*ENTRIES, *ENTRIES_OF_OTHERS, *NO_WORDS))
    assert sorted(takes_forms(ada_client)) == known


@pytest.mark.parametrize(
    ("name", "field"), [(name, field) for name, entry in ENTRIES.items() for field in entry.fields]
)
def test_what_is_written_is_screened_before_anything_else_reads_it(
    name, field, ada, ada_client, readers
):
    entry = ENTRIES[name]
    address = BY_NAME[name].address(**entry.at(ada))
    sent = {**entry.beside, field: RISK[: 40 if field in {"name", "signed"} else None]}
    answer = ada_client.post(address, sent)
    assert answer.status_code in {200, 302}
    assert readers[:1] == ["screen"]
    assert "reply" not in readers
    assert ada.risk_events.exists()


@pytest.mark.parametrize(
    ("name", "field"),
    [(name, field) for name, entry in ENTRIES_OF_OTHERS.items() for field in entry.fields],
)
def test_what_others_write_is_screened_first_and_met_with_help(name, field, ada, readers):
    entry = ENTRIES_OF_OTHERS[name]
    person = factories.person("writes", entry.role)
    browser = signed_in(person)
    answer = browser.post(BY_NAME[name].address(**entry.at(ada, person)), {field: RISK})
    assert readers[:1] == ["screen"]
    assert "reply" not in readers
    assert BY_NAME["help"].address() in answer.content.decode()
    assert not ada.risk_events.exists()


def everything_kept():
    """Every value in every table, as one text."""
    with connection.cursor() as cursor:
        found = []
        for table in connection.introspection.table_names(cursor):
            cursor.execute(f'SELECT * FROM "{table}"')  # noqa: S608 - names that the database gave
            found += cursor.fetchall()
    return str(found)


@pytest.mark.parametrize("name", NO_WORDS)
def test_where_nobody_can_write_no_word_is_kept_and_only_the_screen_may_read(
    name, ada, ada_client, readers
):
    made = {
        argument: value for entry in ENTRIES.values() for argument, value in entry.at(ada).items()
    }
    posted = dict.fromkeys((*WRITTEN, "text", "message", "tap", "choice", "comment"), RISK)
    ada_client.post(BY_NAME[name].address(**made), posted)
    assert "reply" not in readers
    assert CANARY not in everything_kept()


def test_every_field_of_a_page_that_can_be_written_in_is_known():
    named = set()
    for template in TEMPLATES.rglob("*.html"):
        for tag in FIELD.findall(template.read_text("utf-8")):
            kind = re.search(r'type="(\w+)"', tag)
            name = re.search(r'name="([\w-]+)"', tag)
            if name and (kind is None or kind.group(1) not in NOT_WRITTEN_IN):
                named.add(name.group(1))
    assert named
    assert named <= set(WRITTEN)
    in_entries = {field for entry in ENTRIES.values() for field in entry.fields}
    # an address to write to, and a member's number, hold no sentence
    assert set(WRITTEN) - in_entries == {"email", "number"}


def test_without_a_space_nothing_that_is_written_is_kept(db, readers):
    for name in ENTRIES:
        Client().post(BY_NAME[name].address(), dict.fromkeys(WRITTEN, RISK))
    assert set(readers) == {"screen"}
    assert CANARY not in everything_kept()
