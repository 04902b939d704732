"""A server that cannot start says why in words; one that can answers."""

import os
import signal
import socket
from pathlib import Path
from urllib.request import urlopen

import pytest
from tests.support.commands import overture
from tests.support.installed import installed_copy, replace
from tests.support.server import serving

from overture.cli import serve
from overture.cli.problems import Problem
from overture.safety import places

NO_WORDS = """
schema = "safety-wording/1"
version = "1"
line = []
[card]
text = "x"
help_label = "x"
safe_label = "x"
[plan]
"""
NO_LINES = """
schema = "safety-helplines/1"
worldwide = "findahelpline.com"
country = []
"""


def test_a_taken_port_is_named(tmp_path):
    with socket.socket() as other:
        other.bind(("127.0.0.1", 0))
        other.listen()
        port = other.getsockname()[1]
        done = overture("serve", "--port", str(port), data=tmp_path)
    assert done.returncode == 1
    assert f"127.0.0.1:{port}" in done.stderr.decode()
    assert "--port" in done.stderr.decode()
    assert b"Traceback" not in done.stderr


@pytest.mark.parametrize("port", ["0", "70000", "eighty"])
def test_a_port_that_cannot_be_is_refused(port, tmp_path):
    assert overture("serve", "--port", port, data=tmp_path).returncode == 2


@pytest.fixture
def installed(tmp_path):
    """A package that may be spoiled."""
    return installed_copy(tmp_path / "installed")


def refused(installed, tmp_path):
    """What a server says that does not start, and has touched no data."""
    done = overture("serve", data=tmp_path / "data", PYTHONPATH=str(installed))
    assert done.returncode == 1
    assert not (tmp_path / "data" / "overture.sqlite3").exists()
    said = done.stderr.decode()
    assert "No data is touched" in said
    assert "Traceback" not in said
    return said


def test_a_corrupt_content_file_is_named_with_its_line_at_the_start(installed, tmp_path):
    scene = installed / "overture" / "content" / "library" / "scenes" / "shop-where.toml"
    replace(scene, "schema = \n" + scene.read_text("utf-8"))
    assert f"{scene}, line 1" in refused(installed, tmp_path)


@pytest.mark.requirement(14)
def test_nothing_opens_without_a_protocol_and_people_to_name(installed, tmp_path):
    safety = installed / "overture" / "content" / "library" / "safety"
    for name, words, said in (
        ("protocol.md", None, "the file is missing"),
        ("protocol.md", "", "the file is empty"),
        ("wording.toml", None, "the file is missing"),
        ("wording.toml", NO_WORDS, "the protocol has no words"),
        ("helplines.toml", None, "the file is missing"),
        ("helplines.toml", NO_LINES, "the directory of helplines is empty"),
    ):
        file = safety / name
        whole = file.read_text("utf-8")
        file.unlink()
        if words is not None:
            file.write_text(words, "utf-8")
        told = refused(installed, tmp_path)
        assert str(file) in told
        assert said in told
        file.unlink(missing_ok=True)
        file.write_text(whole, "utf-8")


def test_content_that_was_in_order_is_looked_at_again_at_every_start(installed, tmp_path):
    package = installed / "overture"
    built = overture(  # it may have to learn first
        "content", "build", data=tmp_path / "data", timeout=400, PYTHONPATH=str(installed)
    )
    assert built.returncode == 0
    assert (package / "content" / "built" / "checked").exists()

    directory = package / "content" / "library" / "safety" / "helplines.toml"
    whole = directory.read_text("utf-8")
    head = whole[: whole.index("[[country")]
    replace(directory, f"{head}\ncountry = []\n")
    assert f"{directory}" in refused(installed, tmp_path)
    directory.unlink()
    assert f"{directory}: the file is missing" in refused(installed, tmp_path)

    directory.write_text(whole, "utf-8")
    (protocol := directory.with_name("protocol.md")).unlink()
    assert f"{protocol}: the file is missing" in refused(installed, tmp_path)


def test_a_data_folder_that_cannot_be_made_is_named(tmp_path):
    (tmp_path / "file").write_text("in the way", "utf-8")
    done = overture("serve", data=tmp_path / "file" / "data")
    assert done.returncode == 1
    assert "OVERTURE_DATA" in done.stderr.decode()
    assert b"Traceback" not in done.stderr


def test_a_wrong_database_address_is_explained(tmp_path):
    done = overture("serve", data=tmp_path, DATABASE_URL="mysql://localhost/overture")
    assert done.returncode == 1
    assert "postgresql://" in done.stderr.decode()
    assert b"Traceback" not in done.stderr


def test_a_server_starts_answers_and_keeps_its_data_together(tmp_path):
    with (
        serving(tmp_path / "data") as server,
        urlopen(f"{server.url}/", timeout=10) as page,  # noqa: S310 - our own server
    ):
        assert page.status == 200
        assert b"Overture" in page.read()
    assert (tmp_path / "data" / "overture.sqlite3").exists()
    key = Path(tmp_path / "data" / "secret-key")
    assert key.stat().st_mode & 0o077 == 0


@pytest.mark.skipif(not Path("/proc/self/task").exists(), reason="needs /proc to see processes")
def test_a_server_of_two_processes_goes_on_when_one_is_killed(tmp_path):
    with serving(tmp_path / "data", workers=2) as server:
        listed = Path(f"/proc/{server.process.pid}/task/{server.process.pid}/children")
        workers = [
            int(child)
            for child in listed.read_text("ascii").split()
            if b"spawn_main" in Path(f"/proc/{child}/cmdline").read_bytes()
        ]
        assert len(workers) == 2
        os.kill(workers[0], signal.SIGKILL)
        for _ in range(5):
            with urlopen(f"{server.url}/health", timeout=30) as page:  # noqa: S310 - our own server
                assert page.status == 200


@pytest.mark.requirement(42)
def test_nothing_opens_that_does_what_a_named_place_forbids(monkeypatch, settings):
    settings.OVERTURE_RULES = places.strictest(places.chosen(["il-clinician"]))
    serve._refuse_the_forbidden()
    monkeypatch.setattr(places, "DONE", frozenset({"summaries"}))
    with pytest.raises(Problem, match="forbids: summaries"):
        serve._refuse_the_forbidden()
