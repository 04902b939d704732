"""The peers' own Python, outside the project: nothing of theirs is ever imported by the program."""

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any, Final

from platformdirs import user_cache_path

HERE: Final = Path(__file__).parent

# One thread each, so that seconds of the processor can be compared.
ONE_THREAD: Final = {
    "OPENBLAS_NUM_THREADS": "1",
    "OMP_NUM_THREADS": "1",
    "NUMBA_NUM_THREADS": "1",
    "XLA_FLAGS": "--xla_cpu_multi_thread_eigen=false intra_op_parallelism_threads=1",
}


def peers_python(given: Path | None) -> Path:
    """The Python that was named, or one in the user's cache, made and filled on first use."""
    if given is not None:
        return given
    folder = user_cache_path("overture") / "peers"
    python = folder / "bin" / "python"
    if not (folder / "installed").exists():
        print(f"Making an environment for the peers in {folder} (about 1 GB).", file=sys.stderr)
        subprocess.run([sys.executable, "-m", "venv", str(folder)], check=True)
        wanted = str(HERE / "requirements.txt")
        install = [str(python), "-m", "pip", "install", "--quiet", "-r", wanted]
        subprocess.run(install, check=True)
        (folder / "installed").touch()
    return python


def asked(python: Path, script: str, *arguments: str) -> dict[str, Any]:
    """What a peer's script finds, in a process of its own."""
    command = [str(python), str(HERE / script), *arguments]
    environment = {**os.environ, **ONE_THREAD, "PYTHONPATH": ""}
    done = subprocess.run(command, check=True, stdout=subprocess.PIPE, text=True, env=environment)
    found: dict[str, Any] = json.loads(done.stdout.splitlines()[-1])
    return found
