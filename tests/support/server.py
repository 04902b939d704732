"""A real server for tests: uvicorn in a process of its own, started as a person would start it."""

import socket
import subprocess
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from urllib.error import URLError
from urllib.request import urlopen

import pytest

from tests.support.commands import COMMAND, environment

PATIENCE = 120.0
"""Seconds that a server may take to answer on a busy machine."""
GLANCE = 0.05
"""Seconds between two looks at a server that starts."""


@dataclass(frozen=True)
class Server:
    """A running server: where it answers, where its data lives, and its process."""

    url: str
    data: Path
    process: "subprocess.Popen[bytes]"

    def log(self) -> str:
        """What the server wrote so far."""
        return (self.data / "server.log").read_text("utf-8", errors="replace")


def free_port() -> int:
    """A port that nothing answers on at this moment."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@contextmanager
def serving(
    data: Path,
    port: int | None = None,
    workers: int = 1,
    command: Sequence[str] = (COMMAND,),
    **variables: str,
) -> Iterator[Server]:
    """A server on a free port, or on `port`, that answers inside the block and is gone after it.

    `command` is what stands for `overture`.
    """
    data.mkdir(parents=True, exist_ok=True)
    port = port or free_port()
    with (data / "server.log").open("wb") as log:
        process = subprocess.Popen(
            [*command, "serve", "--port", str(port), "--workers", str(workers)],
            stdin=subprocess.DEVNULL,
            stdout=log,
            stderr=subprocess.STDOUT,
            env=environment(data, **variables),
        )
        server = Server(url=f"http://127.0.0.1:{port}", data=data, process=process)
        try:
            _wait(server)
            yield server
        finally:
            _stop(process)


def _wait(server: Server) -> None:
    for _ in range(int(PATIENCE / GLANCE)):
        try:
            server.process.wait(GLANCE)
        except subprocess.TimeoutExpired:
            if _answers(server.url):
                return
        else:
            pytest.fail(f"the server ended before it answered:\n{server.log()}")
    pytest.fail(f"the server did not answer in {PATIENCE:.0f} s:\n{server.log()}")


def _answers(url: str) -> bool:
    try:
        with urlopen(f"{url}/health", timeout=2) as answer:  # noqa: S310 - our own server
            return bool(answer.status == 200)
    except (URLError, OSError):
        return False


def _stop(process: "subprocess.Popen[bytes]") -> None:
    process.terminate()
    try:
        process.wait(10)
    except subprocess.TimeoutExpired:
        process.kill()
        process.wait()


@pytest.fixture(scope="session")
def live(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """One server for all tests of a run; every browser context is a visitor of its own."""
    with serving(tmp_path_factory.mktemp("live")) as server:
        yield server
