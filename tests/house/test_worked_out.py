"""What some places forbid to be worked out about a member is worked out nowhere, or left out there.

What a clinician's pages leave out stands in their own tests (`tests/server/web/clinician`).
"""

import re
from dataclasses import fields

import pytest
from django.apps import apps
from tests.support.routes import routes

from overture.safety import places
from overture.server.safeguarding.permissions import Viewer

pytestmark = pytest.mark.requirement(42)

OF_THAT_KIND = re.compile(r"patient|emotion|mood|sentiment|summar|prescri|diagnos|voiceprint")


def test_no_table_keeps_it():
    names = {
        f"{model.__name__}.{field.name}".lower()
        for model in apps.get_models()
        for field in model._meta.get_fields()
    }
    assert [name for name in names if OF_THAT_KIND.search(name)] == []
    assert not places.DONE


def test_no_address_shows_it():
    assert [
        one.name for one in routes() if OF_THAT_KIND.search(f"{one.name} {one.address()}")
    ] == []


def test_nobody_but_the_member_and_whom_they_chose_sees_an_event():
    assert {field.name for field in fields(Viewer)} == {"member", "contact"}
