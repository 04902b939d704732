"""Progress on standard error, for work that takes longer than a second."""

from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from typing import TYPE_CHECKING

import typer

if TYPE_CHECKING:
    from rich.progress import Progress

Report = Callable[[str, float], None]
"""Told what is being done and how far it is, 0-1."""


@contextmanager
def building(said: str = "") -> Iterator[Report]:
    """A bar for what is built on first use; it is there only once something is reported.

    `said` is written above it: what is done and how long that takes. It stays, and stands in a
    log too, where no bar is drawn.
    """
    shown: list[Progress] = []
    with ExitStack() as stack:

        def report(doing: str, share: float) -> None:
            if not shown:
                if said:
                    typer.echo(said, err=True)
                shown.append(stack.enter_context(_bar()))
            shown[0].update(shown[0].task_ids[0], description=doing, completed=share)

        yield report


def _bar() -> "Progress":
    from rich.console import Console  # noqa: PLC0415 - slow to import, seldom shown
    from rich.progress import (  # noqa: PLC0415
        BarColumn,
        Progress,
        TextColumn,
        TimeElapsedColumn,
    )

    columns = (TextColumn("{task.description}"), BarColumn(), TimeElapsedColumn())
    bar = Progress(*columns, console=Console(stderr=True), transient=True)
    bar.add_task("", total=1.0)
    return bar
