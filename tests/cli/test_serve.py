"""A server that cannot start says why in words; one that can answers."""

import shutil
import socket
import subprocess
import sys
from pathlib import Path
from urllib.request import urlopen

import pytest
from tests.support.commands import environment, overture
from tests.support.server import serving

from overture.content import LIBRARY

SPOILED = """
import sys
from pathlib import Path
from overture.content import check, loader
folder = Path(sys.argv.pop(1))
check.load_everything.__defaults__ = (folder,)
from overture.cli import main
main()
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


def test_a_corrupt_content_file_is_named_with_its_line_at_the_start(tmp_path):
    library = shutil.copytree(LIBRARY, tmp_path / "library")
    scene = library / "scenes" / "shop-where.toml"
    scene.write_text("schema = \n" + scene.read_text("utf-8"), "utf-8")
    done = subprocess.run(
        [sys.executable, "-c", SPOILED, str(library), "serve"],
        env=environment(tmp_path / "data"),
        capture_output=True,
        timeout=60,
        check=False,
    )
    said = done.stderr.decode()
    assert done.returncode == 1
    assert f"{scene}, line 1" in said
    assert "No data is touched" in said
    assert not (tmp_path / "data" / "overture.sqlite3").exists()


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
