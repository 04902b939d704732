"""No page, document, manifest, script, prompt or help text pulls anybody back or claims care."""

import ast
import re

import pytest
from django.test import Client
from django.urls import reverse
from tests.house.test_words import templates, visible
from tests.support.house import ROOT, SOURCE, STATIC, modules
from typer.main import get_command

from overture.cli.app import app
from overture.content.lint_boundaries import ALLOWED, oversteps

SAY_TO_MEMBERS = ("server/conversations", "server/web", "server/safeguarding", "server/accounts")
"""Rooms of the server whose texts in code a member may read."""


def documents():
    return sorted([*ROOT.glob("*.md"), *(ROOT / "docs").rglob("*.md")])


def found_in(path, text):
    where = path.relative_to(ROOT).as_posix()
    lines = enumerate(text.splitlines(), start=1)
    return [
        f"{where}:{n}: {problem}" for n, line in lines for problem in oversteps(line, where=where)
    ]


def said_in_code(module):
    """Texts of a module that are no docstrings."""
    tree = ast.parse(module.read_text("utf-8"))
    lone = {id(node.value) for node in ast.walk(tree) if isinstance(node, ast.Expr)}
    for node in ast.walk(tree):
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and id(node) not in lone:
            yield node.value


@pytest.mark.requirement(7, 41)
def test_no_page_and_no_title_of_one_does():
    assert [one for page in templates() for one in found_in(page, visible(page))] == []


@pytest.mark.requirement(41)
def test_no_document_does():
    assert [one for page in documents() for one in found_in(page, page.read_text("utf-8"))] == []


@pytest.mark.requirement(7)
def test_no_script_does():
    scripts = sorted(STATIC.glob("*.js"))
    assert scripts
    assert [one for path in scripts for one in found_in(path, path.read_text("utf-8"))] == []


@pytest.mark.requirement(7, 41)
def test_no_text_that_the_server_or_a_prompt_holds_does():
    rooms = [SOURCE / room for room in (*SAY_TO_MEMBERS, "conversation/llm", "measures")]
    held = [(path, text) for room in rooms for path in modules(room) for text in said_in_code(path)]
    assert len(held) > 500
    assert [one for path, text in held for one in found_in(path, text)] == []


@pytest.mark.requirement(7, 41)
@pytest.mark.django_db
def test_what_a_device_shows_of_us_does_not():
    manifest = Client().get(reverse("manifest")).content.decode()
    assert "name" in manifest
    assert list(oversteps(manifest)) == []


@pytest.mark.requirement(41)
def test_no_help_of_a_command_does():
    def helps(command):
        yield command.help or ""
        yield from (getattr(one, "help", "") or "" for one in command.params)
        for sub in getattr(command, "commands", {}).values():
            yield from helps(sub)

    texts = list(helps(get_command(app)))
    assert len(texts) > 20
    assert [problem for text in texts for problem in oversteps(text)] == []


@pytest.mark.parametrize("allowed", ALLOWED, ids=lambda one: one.where)
def test_every_exception_is_still_needed_and_says_why(allowed):
    assert len(allowed.reason) > 10
    places = [p for p in SOURCE.rglob("*") if re.search(f"{allowed.where}$", p.as_posix())]
    places += [p for p in documents() if re.search(f"{allowed.where}$", p.as_posix())]
    texts = [p.read_text("utf-8") for p in places if p.is_file()]
    assert any(re.search(rf"(?i)\b(?:{allowed.words})\b", text) for text in texts)
