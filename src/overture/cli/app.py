"""The `overture` command. One file a command; each imports what it needs late."""

import sys

import typer

from overture import __version__
from overture.cli import (
    age,
    alerts,
    content,
    doctor,
    evaluate,
    export,
    fit,
    manage,
    measures,
    people,
    report,
    reports,
    review,
    screen,
    serve,
    simulate,
    talk,
    understand,
)
from overture.cli.problems import Problem, explain

app = typer.Typer(
    name="overture",
    help="Overture: predict, practise, try, look back. Self-hosted.",
    no_args_is_help=True,
    rich_markup_mode="rich",
    pretty_exceptions_enable=False,
    context_settings={"help_option_names": ["-h", "--help"]},
)
app.command("serve")(serve.serve)
app.command("talk")(talk.talk)
app.command("understand")(understand.understand)
app.command("screen")(screen.screen)
app.add_typer(content.app, name="content")
app.add_typer(evaluate.app, name="evaluate")
app.add_typer(export.app, name="export")
app.add_typer(fit.app, name="fit")
app.command("simulate")(simulate.simulate)
app.command("doctor")(doctor.doctor)
app.add_typer(alerts.app, name="alerts")
app.command("report")(report.report)
app.command("reports")(reports.reports)
app.command("review")(review.review)
app.add_typer(age.app, name="age")
app.add_typer(measures.app, name="measures")
app.add_typer(people.app, name="people")
app.command(
    "manage",
    context_settings={
        "allow_extra_args": True,
        "ignore_unknown_options": True,
        "help_option_names": [],
    },
)(manage.manage)


def _show_version(asked: bool) -> None:
    if asked:
        typer.echo(__version__)
        raise typer.Exit


@app.callback()
def overture(
    version: bool = typer.Option(
        False, "--version", callback=_show_version, is_eager=True, help="Print the version."
    ),
) -> None:
    """Overture: predict, practise, try, look back. Self-hosted."""
    del version


def main() -> None:
    """Run the command line; a problem with a known cause is told in words, without a traceback."""
    try:
        app()
    except Problem as problem:
        explain(problem)
        sys.exit(1)
    except BrokenPipeError:
        sys.stderr.close()
        sys.exit(0)
