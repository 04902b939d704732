"""Progress on standard error, for work that takes longer than a second."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager

Report = Callable[[str, float], None]
"""Told what is being done and how far it is, 0-1."""


@contextmanager
def building() -> Iterator[Report]:
    """A bar for what is built on first use; it is there only once something is reported."""
    from rich.console import Console  # noqa: PLC0415 - slow to import, seldom shown
    from rich.progress import (  # noqa: PLC0415
        BarColumn,
        Progress,
        TextColumn,
        TimeElapsedColumn,
    )

    bar = Progress(
        TextColumn("{task.description}"),
        BarColumn(),
        TimeElapsedColumn(),
        console=Console(stderr=True),
        transient=True,
    )
    task = bar.add_task("Building", total=1.0)

    def report(doing: str, share: float) -> None:
        bar.start()
        bar.update(task, description=doing, completed=share)

    try:
        yield report
    finally:
        if bar.live.is_started:
            bar.stop()
