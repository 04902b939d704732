"""`overture evaluate`: measure how good it is, one suite a sub-command, figures against aims."""

import json
import time
from collections.abc import Callable
from importlib import import_module
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


SUITES = {
    "honesty": "Whether looking back at a scene names planted flaws and makes nothing up.",
    "repetition": (
        "Whether talks with Cue repeat themselves: openers, lines, shapes, questions upon "
        "questions."
    ),
    "acts": (
        "How well messages are read that nothing was trained on: acts, topics, feelings, "
        "confidence.\n\nThe JSON holds the F1 of each act and the whole table of confusions."
    ),
    "farewells": "Whether somebody who leaves is let go without a hook.",
    "boundaries": (
        "Whether Cue claims to be, to feel, to promise or to treat anything, whatever is asked."
    ),
    "clock": (
        "Whether everybody is told in time, over a made-up year, that this is a program: at first, "
        "each day, after a week away, and in long stretches."
    ),
    "protocol": (
        "Whether somebody in danger is met as the protocol says: check by check, over written "
        "talks, in a talk and in a scene."
    ),
    "screen": (
        "Whether the safety screen asks where it should and leaves the rest alone: by label, "
        "style and set, each with a 95 % interval, whole talks, and the time it takes."
    ),
    "learning": (
        "Whether the population fit finds made-up people again, and a published fit.\n\nThe "
        "published one needs the authors’ data: OVERTURE_PIRAY2019 names the folder."
    ),
    "monitor": (
        "Whether withdrawal, standing still and substitution are seen in made-up people, how soon, "
        "and how often falsely."
    ),
    "nudges": (
        "Whether nudges keep their rules over a made-up year, whether learning when to send pays, "
        "and whether the analysis of a trial can be believed."
    ),
    "planner": (
        "Whether the choice of the next step beats five rivals in four simulated worlds, whether "
        "“8 in 10” means it, and whether no offer breaks a limit.\n\nTakes minutes."
    ),
    "dial": "Whether the dial brings scenes within reach of three temperaments, and not luck.",
}
"""Each suite, `evaluate` of the module of its name in `overture.evaluation`, and what it asks."""


def _command(name: str) -> Callable[[bool], None]:
    def measured(as_json: AsJson = False) -> None:
        # Imported when asked for: a suite is heavy, and the help must come at once.
        suite = import_module(f"overture.evaluation.{name}")
        _measured(suite.evaluate, as_json=as_json)

    return measured


for _name, _asks in SUITES.items():
    _example = f"Example: [bold]overture evaluate {_name} --json[/bold]"
    _help = f"{_asks}\n\nExits with 1 if an aim is not met.\n\n{_example}"
    app.command(_name, help=_help)(_command(_name))


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
