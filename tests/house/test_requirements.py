"""Every safety requirement has a test that says so, and the page that lists them is up to date."""

from pathlib import Path

from tests.support.requirements import PAGE, held, missing, page, unknown

MODULE = """
import pytest

pytestmark = pytest.mark.requirement(4)


@pytest.mark.requirement(1, 2)
def test_something(): ...


class TestMore:
    @pytest.mark.requirement(44)
    def test_something_else(self): ...


@pytest.mark.requirement(9)
def helper(): ...
"""


def test_marks_are_found_on_functions_classes_and_modules(tmp_path: Path) -> None:
    module = tmp_path / "test_it.py"
    module.write_text(MODULE, "utf-8")
    names = {number: [name for _, name in tests] for number, tests in held(tmp_path).items()}
    both = ["test_something", "test_something_else"]
    assert names == {
        1: ["test_something"],
        2: ["test_something"],
        4: both,
        44: ["test_something_else"],
    }


def test_a_requirement_without_a_test_is_named() -> None:
    tests = {number: ((Path(__file__), "test_it"),) for number in range(67) if number != 30}
    assert missing(tests) == [30]
    assert unknown(tests) == [0, 66]
    assert "**no test yet**" in page(tests)


def test_every_requirement_has_a_test_and_every_mark_a_requirement() -> None:
    tests = held()
    assert missing(tests) == []
    assert unknown(tests) == []


def test_the_page_is_what_the_tests_say_now() -> None:
    # python -m tests.support.requirements writes it
    assert PAGE.read_text("utf-8") == page(held())
