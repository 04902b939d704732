"""Reading messages from standard input, one a line, whatever they hold."""

import sys
from collections.abc import Iterator


def messages() -> Iterator[str]:
    """Every line of standard input without its line end; bytes that are no text are replaced."""
    for raw in sys.stdin.buffer:
        yield raw.decode("utf-8", errors="replace").rstrip("\r\n")
