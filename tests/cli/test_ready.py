"""Content is checked and learned from once for what it says, not once for all."""

import pytest
from tests.support.installed import installed_copy, replace

from overture.cli import ready
from overture.content import kept
from overture.conversation.understanding import model


@pytest.fixture
def package(tmp_path, monkeypatch):
    """An own copy of the package, and own places for what is kept and learned."""
    copy = installed_copy(tmp_path) / "overture"
    monkeypatch.setattr(ready.overture, "__file__", str(copy / "__init__.py"))
    monkeypatch.setattr(kept, "places", lambda: (tmp_path / "kept",))
    return copy


@pytest.fixture
def done(monkeypatch):
    """What was checked and loaded, in turn."""
    found = []
    monkeypatch.setattr(ready, "check_content", lambda: found.append("checked"))
    monkeypatch.setattr(ready, "load_classifier", lambda: found.append("loaded"))
    monkeypatch.setattr(model, "_read", lambda name: {})
    return found


def test_what_was_in_order_is_not_looked_at_again(package, done):
    for _ in range(3):
        ready.check_once()
    assert done == ["checked", "loaded"]


@pytest.mark.parametrize(
    "name",
    ["content/library/scenes/shop-where.toml", "content/schema/scene.py", "safety/signals.py"],
)
def test_a_file_that_says_something_else_is_looked_at(package, done, name):
    ready.check_once()
    path = package / name
    replace(path, path.read_text("utf-8") + "\n")
    ready.check_once()
    assert done == ["checked", "loaded"] * 2


def test_a_file_that_is_gone_or_renamed_is_missed(package, done):
    ready.check_once()
    protocol = package / "content" / "library" / "safety" / "protocol.md"
    protocol.rename(protocol.with_name("protokoll.md"))
    ready.check_once()
    protocol.with_name("protokoll.md").unlink()
    ready.check_once()
    assert done == ["checked", "loaded"] * 3


def test_what_was_learned_and_is_gone_or_spoiled_is_learned_again(package, done, monkeypatch):
    ready.check_once()
    monkeypatch.setattr(model, "_read", lambda name: None)
    ready.check_once()
    assert done == ["checked", "loaded"] * 2


def test_a_spoiled_mark_is_none(package, done):
    ready.check_once()
    (kept.places()[0] / ready.MARK).write_bytes(b"\xff\x00 no mark")
    ready.check_once()
    assert done == ["checked", "loaded"] * 2


def test_content_that_is_not_in_order_is_never_kept_as_such(package, done, monkeypatch):
    def broken():
        raise ready.Problem("an authored file cannot be used")

    monkeypatch.setattr(ready, "check_content", broken)
    for _ in range(2):
        with pytest.raises(ready.Problem):
            ready.check_once()
    assert not kept.places()[0].exists()
