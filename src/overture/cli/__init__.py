"""The `overture` command, one file a command."""

import os

# Small matrices on busy cores: one thread is faster than several that wait for each other. It must
# be said before NumPy is first imported.
os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")

from overture.cli.app import main

__all__ = ["main"]
