"""A real server for a benchmark: started as a person would start it, gone when the block ends."""

import os
import shutil
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from http.client import HTTPConnection
from pathlib import Path

COMMAND = shutil.which("overture", path=str(Path(sys.executable).parent)) or "overture"


@contextmanager
def server(data: Path, workers: int = 1) -> Iterator[tuple[int, int, float]]:
    """Port, process id and seconds until the first answer."""
    port = free_port()
    variables = {**os.environ, "OVERTURE_DATA": str(data)}
    began = time.perf_counter()
    command = [COMMAND, "serve", "--port", str(port), "--workers", str(workers)]
    process = subprocess.Popen(command, env=variables, stdout=subprocess.DEVNULL)
    try:
        while not _answers(port):
            if process.poll() is not None:
                message = "the server ended before it answered"
                raise RuntimeError(message)
        yield port, process.pid, time.perf_counter() - began
    finally:
        process.terminate()
        process.wait(timeout=10)


def free_port() -> int:
    """A port on this machine that nobody listens on now."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def _answers(port: int) -> bool:
    try:
        connection = HTTPConnection("127.0.0.1", port, timeout=1)
        connection.request("GET", "/health")
        return connection.getresponse().status == 200
    except OSError:
        time.sleep(0.02)  # noqa: TID251 - a benchmark waits for a server
        return False
