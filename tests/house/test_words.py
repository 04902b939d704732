"""What no file may hold: somebody's machine, unfinished work, other origins, wrong words."""

import re
from itertools import chain

import pytest
from tests.support.house import ROOT, SOURCE, STATIC, TEMPLATES, texts

from overture.content import lint_words

LINTS = {SOURCE / "content" / "lint_words.py", ROOT / "tests" / "house" / "test_words.py"}
LINT_TESTS = ROOT / "tests" / "content"
VOCABULARY = SOURCE / "language" / "data"
LIBRARY = SOURCE / "content" / "library"
FHIR = (
    SOURCE / "server" / "api" / "fhir",
    SOURCE / "measures" / "questionnaire_out.py",
    ROOT / "docs" / "how-to" / "read-with-fhir.md",
)

MACHINE_PATH = re.compile(r"(?<![\w.~-])/(?:home|root|work|Users)/\w|[A-Z]:\\Users\\")
REGISTRY = re.compile(r"pythonhosted\.org|pypi\.org/simple|--(?:extra-)?index-url[ =]")
UNFINISHED = re.compile(r"\b(?:TODO|FIXME|XXX|WIP)\b")
OFF_ORIGIN = re.compile(r"""(?:https?:)?//[\w-]+(?:\.[\w-]+)+[^\s"'<>)]*""")
NAMESPACES = ("http://www.w3.org/",)
CLINICAL = re.compile(
    r"\b(?:clinically proven|social anxiety disorder|reduces? symptoms|our therapy|cures?"
    r"|your (?:diagnosis|condition|treatment))\b",
    re.IGNORECASE,
)
_CODE = re.compile(
    r"\{%.*?%\}|\{#.*?#\}|<!--.*?-->|<(style|script)\b.*?</\1>|<[^>]*>", re.DOTALL | re.IGNORECASE
)
_VALUE = re.compile(r"\{\{.*?\}\}", re.DOTALL)


def templates():
    return sorted(TEMPLATES.rglob("*.html"))


def visible(template):
    """What a reader may see of a template, values left out."""
    return _VALUE.sub("…", _CODE.sub(" ", template.read_text("utf-8")))


def found_in_texts(pattern, *, beside=()):
    return [
        f"{path.relative_to(ROOT)}:{number}: {line.strip()[:120]}"
        for path, text in texts()
        if path not in LINTS and not any(path.is_relative_to(folder) for folder in beside)
        for number, line in enumerate(text.splitlines(), start=1)
        if pattern.search(line)
    ]


def test_no_file_names_a_folder_of_somebodys_machine():
    assert found_in_texts(MACHINE_PATH, beside=[LINT_TESTS]) == []


def test_no_file_names_a_package_registry():
    assert found_in_texts(REGISTRY) == []


def test_nothing_is_marked_as_unfinished():
    assert found_in_texts(UNFINISHED, beside=[LINT_TESTS]) == []


def test_nobody_is_called_a_patient():
    # people in a scene, and members in their own words, may say it of themselves; FHIR has no
    # other word for whoever a record is about
    patient = re.compile(r"\bpatients?\b", re.IGNORECASE)
    beside = [LIBRARY, VOCABULARY, ROOT / "tests", *FHIR]
    assert found_in_texts(patient, beside=beside) == []


def test_pages_ask_nothing_of_another_origin():
    files = [p for p in chain(TEMPLATES.rglob("*"), STATIC.rglob("*")) if p.is_file()]
    files = [p for p in files if p.suffix != ".png"]
    elsewhere = [
        f"{path.name}: {found.group(0)}"
        for path in sorted(files)
        for found in OFF_ORIGIN.finditer(path.read_text("utf-8"))
        if not found.group(0).startswith(NAMESPACES)
    ]
    assert elsewhere == []


@pytest.mark.parametrize("lint", [lint_words.raised_voice, lint_words.banned, lint_words.spelling])
def test_pages_keep_the_tone_of_voice(lint):
    without_values = ((t, visible(t).replace("…", "value")) for t in templates())
    said = [f"{t.name}: {problem}" for t, text in without_values for problem in lint(text)]
    assert said == []


def test_pages_make_no_clinical_claim():
    claims = {t.name: CLINICAL.findall(visible(t)) for t in templates()}
    assert {name: found for name, found in claims.items() if found} == {}


def test_pages_call_nobody_a_user():
    bare = re.compile(r"\busers?\b", re.IGNORECASE)
    assert [t.name for t in templates() if bare.search(visible(t))] == []
