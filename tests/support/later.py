"""A server whose clock a test moves: `python -m tests.support.later serve …` is `overture serve`.

Only what pages take for now is moved: Django's `timezone.now`, by the seconds in a file that the
test writes. The wall clock of the machine, and the browser's, stay as they are.
"""

import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from pathlib import Path

from django.utils import timezone

from tests.support.server import Server, serving

FILE = "OVERTURE_TEST_LATER"
THIS = (sys.executable, "-m", "tests.support.later")


@dataclass
class Later:
    """How far the clock of a server is ahead, and the file that tells it."""

    file: Path
    ahead: timedelta = field(default_factory=timedelta)

    def passes(self, **time: float) -> None:
        """Let hours, days or weeks go by."""
        self.ahead += timedelta(**time)
        # whole or not at all: the server may be reading
        new = self.file.with_suffix(".new")
        new.write_text(str(self.ahead.total_seconds()), "utf-8")
        new.replace(self.file)


@contextmanager
def serving_later(data: Path) -> Iterator[tuple[Server, Later]]:
    """A server of its own, and its clock."""
    data.mkdir(parents=True, exist_ok=True)
    clock = Later(data / "later")
    clock.passes()
    with serving(data, command=THIS, **{FILE: str(clock.file)}) as server:
        yield server, clock


def _move() -> None:
    real, file = timezone.now, Path(os.environ[FILE])

    def now() -> datetime:
        return real() + timedelta(seconds=float(file.read_text("utf-8")))

    timezone.now = now


if __name__ == "__main__":
    from overture.cli import main

    _move()
    main()
