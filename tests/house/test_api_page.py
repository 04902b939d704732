"""The page about the API says what the server itself says."""

import json
import re

from tests.support.api_page import PAGE, page
from tests.support.house import ROOT

from overture.server.api.description import description
from overture.server.api.fhir.reading import KINDS

HOW = ROOT / "docs" / "how-to" / "use-the-api.md"
FHIR = ROOT / "docs" / "how-to" / "read-with-fhir.md"


def test_the_reference_is_as_the_description_is():
    # `python -m tests.support.api_page` writes it again
    assert PAGE.read_text("utf-8") == page()


def test_what_the_page_about_using_it_sends_is_there_to_be_sent():
    text = HOW.read_text("utf-8")
    named = set(re.findall(r"/api/v1/[\w/{}-]+", text)) - {"/api/v1/openapi"}
    paths = "\n".join(description()["paths"])
    assert len(named) > 3
    assert [one for one in named if re.sub(r"/[0-9a-f-]{36}", "/{", one) not in paths] == []
    for body in re.findall(r"'(\{.*?\})'", text):
        json.loads(body)


def test_the_page_about_fhir_names_every_type():
    text = FHIR.read_text("utf-8")
    assert [kind for kind in KINDS if f"`{kind}`" not in text] == []
