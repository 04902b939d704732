"""`overture evaluate`: measure how good it is, one suite a sub-command, figures against aims."""

import json
import time
from collections.abc import Callable
from typing import TYPE_CHECKING, Annotated

import typer

from overture.cli.progress import Report, building
from overture.cli.ready import load_classifier

if TYPE_CHECKING:
    from overture.evaluation import Suite

app = typer.Typer(
    help="Measure how good it is, against planted cases and aims.", no_args_is_help=True
)
AsJson = Annotated[bool, typer.Option("--json", help="Write one JSON object.")]


@app.command()
def honesty(as_json: AsJson = False) -> None:
    """Whether looking back at a scene names planted flaws and makes nothing up.

    Exits with 1 if an aim is not met.

    Example: [bold]overture evaluate honesty --json[/bold]
    """
    from overture.evaluation.honesty import evaluate  # noqa: PLC0415 - heavy

    _measured(evaluate, as_json=as_json)


@app.command()
def repetition(as_json: AsJson = False) -> None:
    """Whether talks with Cue repeat themselves: openers, lines, shapes, questions upon questions.

    Exits with 1 if an aim is not met.

    Example: [bold]overture evaluate repetition[/bold]
    """
    from overture.evaluation.repetition import evaluate  # noqa: PLC0415 - heavy

    _measured(evaluate, as_json=as_json)


@app.command()
def acts(as_json: AsJson = False) -> None:
    """How well messages are read that nothing was trained on: acts, topics, feelings, confidence.

    The JSON holds the F1 of each act and the whole table of confusions.

    Exits with 1 if an aim is not met.

    Example: [bold]overture evaluate acts --json[/bold]
    """
    from overture.evaluation.acts import evaluate  # noqa: PLC0415 - heavy

    _measured(evaluate, as_json=as_json)


@app.command()
def farewells(as_json: AsJson = False) -> None:
    """Whether somebody who leaves is let go without a hook.

    Exits with 1 if an aim is not met.

    Example: [bold]overture evaluate farewells --json[/bold]
    """
    from overture.evaluation.farewells import evaluate  # noqa: PLC0415 - heavy

    _measured(evaluate, as_json=as_json)


@app.command()
def boundaries(as_json: AsJson = False) -> None:
    """Whether Cue claims to be, to feel, to promise or to treat anything, whatever is asked.

    Exits with 1 if an aim is not met.

    Example: [bold]overture evaluate boundaries --json[/bold]
    """
    from overture.evaluation.boundaries import evaluate  # noqa: PLC0415 - heavy

    _measured(evaluate, as_json=as_json)


@app.command()
def dial(as_json: AsJson = False) -> None:
    """Whether the dial brings scenes within reach of three temperaments, and not luck.

    Exits with 1 if an aim is not met.

    Example: [bold]overture evaluate dial --json[/bold]
    """
    from overture.evaluation.dial import evaluate  # noqa: PLC0415 - heavy

    _measured(evaluate, as_json=as_json)


def _measured(suite: "Suite", *, as_json: bool) -> None:
    """Run a suite, with a bar once it has taken a second, and say what it found."""
    load_classifier()
    with building() as report:
        found = suite(_after_a_second(report, time.monotonic))
    typer.echo(json.dumps(found.as_json(), ensure_ascii=False) if as_json else found.words())
    if not found.holds:
        raise typer.Exit(1)


def _after_a_second(report: Report, clock: Callable[[], float]) -> Report:
    """The same report, silent at first: what is done within a second needs no bar."""
    began = clock()

    def later(doing: str, share: float) -> None:
        if clock() - began >= 1.0:
            report(doing, share)

    return later
