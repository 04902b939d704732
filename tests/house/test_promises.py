"""What the README claims of the practice programme is held by a test that is named after it."""

import re

import pytest
from tests.support.house import ROOT, TESTS, functions, modules

ROW = re.compile(r"^\| ([AB]\d+(?:, [AB]\d+)*) \|[^|]*\| (.+) \|$", re.MULTILINE)
PROGRAMME = {"A6", "A7", *(f"B{number}" for number in range(1, 15))}
"""The promises that the practice programme makes; the others are held by suites of their own."""


def claimed():
    """Every promise of the programme that the README says is kept, in part or whole."""
    rows = ROW.findall((ROOT / "README.md").read_text("utf-8"))
    names = [name for row, state in rows if state != "to come" for name in row.split(", ")]
    return sorted(PROGRAMME.intersection(names))


@pytest.fixture(scope="module")
def tested():
    """The promises that tests are named after, `test_b4_…` and `test_a6_a7_…`."""
    names = (name for module in modules(TESTS) for name, _ in functions(module))
    led = (re.match(r"test_((?:[ab]\d+_)+)", name) for name in names)
    return {part.upper() for found in led if found for part in found[1].split("_") if part}


def test_the_table_of_promises_is_read():
    assert {"A6", "B7", "B14"} <= set(claimed())


@pytest.mark.parametrize("promise", claimed())
def test_a_promise_that_is_claimed_has_a_test_named_after_it(promise, tested):
    assert promise in tested
