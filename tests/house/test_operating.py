"""Whoever runs a service finds what they have to fill in, and it names what is really there."""

import re

import pytest
from tests.support.house import ROOT
from typer.main import get_command

from overture.cli.app import app
from overture.safety.places import places

pytestmark = pytest.mark.requirement(43)

FOLDER = ROOT / "docs" / "how-to" / "operate"
OWED = {
    "impact-assessment.md": ("article 9", "Who was asked", "Decision"),
    "breach-log.md": ("60 days", "known on", "day 60 is", "72 hours"),
    "processors.md": ("OVERTURE_LLM_URL", "OVERTURE_SMTP_URL", "contract"),
    "incident.md": ("in danger", "said something wrong", "Data was seen", "server is down"),
    "groups-risks.md": ("Online Safety Act", "report, block", "Grooming"),
    "notice.md": ("not a person", "Your rights", "Help now"),
}


@pytest.mark.parametrize("name", OWED)
def test_a_template_is_there_with_what_it_must_ask(name):
    text = (FOLDER / name).read_text("utf-8")
    assert [part for part in OWED[name] if part not in text] == []
    assert f"({name})" in (FOLDER / "README.md").read_text("utf-8")


def test_every_template_leaves_room_to_fill_in():
    for name in OWED:
        text = (FOLDER / name).read_text("utf-8")
        assert re.search(r"\*[^*\n]+\*|\| +\|", text), name


def test_links_lead_to_files_that_are_there():
    for page in FOLDER.glob("*.md"):
        for target in re.findall(r"\]\(([\w./-]+\.md)\)", page.read_text("utf-8")):
            assert (page.parent / target).exists(), f"{page.name}: {target}"


def test_the_commands_that_are_named_exist():
    known = set(get_command(app).commands)
    for page in FOLDER.glob("*.md"):
        named = set(re.findall(r"`overture ([a-z]+)", page.read_text("utf-8")))
        assert named <= known, page.name


def test_the_readme_names_every_place_there_are_rules_for():
    readme = (ROOT / "README.md").read_text("utf-8")
    named = {one.id for one in places().values() if not one.by_choice and one.id != "overture"}
    assert [one for one in sorted(named) if f"`{one}`" not in readme] == []
