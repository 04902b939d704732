"""Running the `overture` command as a person would: in a process of its own."""

import os
import subprocess
import sys
from pathlib import Path

COMMAND = str(Path(sys.executable).with_name("overture"))


def environment(data: Path, **more: str) -> dict[str, str]:
    """This process's environment with its own data folder and, unless given, no server database."""
    kept = {name: value for name, value in os.environ.items() if name != "DATABASE_URL"}
    return {**kept, "OVERTURE_DATA": str(data), "COLUMNS": "100", "NO_COLOR": "1", **more}


def overture(
    *arguments: str, data: Path, given: bytes = b"", timeout: float = 120, **more: str
) -> subprocess.CompletedProcess[bytes]:
    """Run the command to its end with `given` on standard input."""
    return subprocess.run(
        [COMMAND, *arguments],
        input=given,
        capture_output=True,
        env=environment(data, **more),
        timeout=timeout,
        check=False,
    )
