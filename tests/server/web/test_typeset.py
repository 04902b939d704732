"""What we show is typeset: no apostrophe of ours stands straight on any page."""

import re
from html import unescape

import pytest
from tests.support import factories
from tests.support.entries import ENTRIES
from tests.support.routes import routes

from overture.server.web.templatetags.drawing import in_print

pytestmark = pytest.mark.django_db

HIDDEN = re.compile(r"<(script|style|title)\b.*?</\1>|<[^>]*>", re.DOTALL)
STRAIGHT = re.compile(r".{0,30}\w'\w.{0,30}")
KINDS = [entry for name, entry in ENTRIES.items() if name != "guardian"]
READ = [route for route in routes() if route.name and "export" not in route.name]


def straight_on(page) -> list[str]:
    return STRAIGHT.findall(unescape(HIDDEN.sub(" ", page.content.decode())))


@pytest.fixture
def everything(ada):
    """Something of every kind of Ada's, by the name that an address gives it."""
    factories.record(ada, 6)
    return {name: value for entry in KINDS for name, value in entry.at(ada).items()}


def test_what_people_say_in_a_file_is_shown_in_quotation_marks():
    told = """"You again," he says. "It's late." Nobody's there."""
    assert in_print(told) == "“You again,” he says. “It’s late.” Nobody’s there."


def test_no_apostrophe_of_ours_is_straight(ada_client, everything):
    found = set()
    for route in READ:
        page = ada_client.get(route.address(**everything))
        if page.status_code == 200 and "html" in page.headers["Content-Type"]:
            found |= {(route.name, straight) for straight in straight_on(page)}
    assert found == set()
