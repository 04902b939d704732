"""Nothing grows until nobody can read it."""

from statistics import median

import pytest
from tests.support.house import SOURCE, TEMPLATES, TESTS, functions, lines, modules

FUNCTION_AT_MOST = 60
MODULE_AT_MOST = 500
MODULE_MEDIAN_AT_MOST = 150
TEST_AT_MOST = 600
TEMPLATE_AT_MOST = 150


@pytest.mark.parametrize("folder", [SOURCE, TESTS], ids=["source", "tests"])
def test_no_function_is_longer_than_a_page(folder):
    long = [
        f"{module.relative_to(folder)}: {name} has {count} lines"
        for module in modules(folder)
        for name, count in functions(module)
        if count > FUNCTION_AT_MOST
    ]
    assert long == []


@pytest.mark.parametrize(
    ("folder", "most"), [(SOURCE, MODULE_AT_MOST), (TESTS, TEST_AT_MOST)], ids=["source", "tests"]
)
def test_no_module_is_too_long(folder, most):
    long = {str(m.relative_to(folder)): lines(m) for m in modules(folder) if lines(m) > most}
    assert long == {}


def test_most_modules_are_short(record_property):
    sizes = [lines(module) for module in modules(SOURCE) if lines(module)]
    record_property("median lines of a module", median(sizes))
    assert median(sizes) <= MODULE_MEDIAN_AT_MOST


def test_no_template_is_too_long():
    templates = sorted(TEMPLATES.rglob("*.*"))
    assert templates
    long = {t.name: lines(t) for t in templates if lines(t) > TEMPLATE_AT_MOST}
    assert long == {}
