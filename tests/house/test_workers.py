"""Where several workers run the tests, one of them has everything that needs a browser."""

import pytest
from tests.conftest import pytest_xdist_make_scheduler
from tests.support.house import ROOT, TESTS
from tests.support.workers import BROWSER, OneBrowser


def scheduler(pytestconfig, monkeypatch, dist):
    monkeypatch.setattr(pytestconfig.option, "dist", dist, raising=False)
    monkeypatch.setattr(pytestconfig.option, "tx", ["2*popen"], raising=False)
    return pytest_xdist_make_scheduler(pytestconfig, None)


def test_all_browser_tests_are_one_piece_of_work_and_every_other_is_its_own(
    pytestconfig, monkeypatch
):
    shared = scheduler(pytestconfig, monkeypatch, "loadgroup")
    assert isinstance(shared, OneBrowser)
    browser = {f"tests/browser/{name}.py::test_x" for name in ("test_risk", "test_crisis[a@b]")}
    others = {f"tests/safety/test_units.py::test_{n}" for n in range(3)}
    assert {shared._split_scope(one) for one in browser} == {BROWSER}
    assert {shared._split_scope(one) for one in others} == others


@pytest.mark.parametrize("dist", ["no", "load"])
def test_whoever_asks_for_another_way_gets_it(pytestconfig, monkeypatch, dist):
    assert scheduler(pytestconfig, monkeypatch, dist) is None


def test_everything_that_needs_a_browser_stands_in_one_folder():
    own = {"open_page", "chromium"}
    asked = [
        path.relative_to(ROOT).as_posix()
        for path in TESTS.rglob("test_*.py")
        if any(f"({name}" in path.read_text("utf-8") for name in own)
    ]
    assert asked
    assert [path for path in asked if not path.startswith(BROWSER)] == []


def test_the_whole_run_is_shared_out_so():
    assert "--dist loadgroup" in (ROOT / "Makefile").read_text("utf-8")
