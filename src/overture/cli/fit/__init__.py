"""`overture fit`, one file a sub-command; where none is named, `run` is meant."""

from typing import Any

import typer
from typer.core import TyperGroup

from overture.cli.fit.combine import combine
from overture.cli.fit.compare import compare
from overture.cli.fit.members import members
from overture.cli.fit.run import run
from overture.cli.fit.split import split
from overture.cli.fit.use import use


class _RunUnlessNamed(TyperGroup):
    """A group that takes what is no sub-command for what `run` is given."""

    def parse_args(self, ctx: Any, args: list[str]) -> list[str]:  # noqa: ANN401 - Typer's own
        named = args and (args[0] in self.commands or args[0] in ctx.help_option_names)
        return super().parse_args(ctx, args if named or not args else ["run", *args])


app = typer.Typer(
    cls=_RunUnlessNamed,
    no_args_is_help=True,
    help="""Fit the population that people come from: how they learn from what they meet.

    `overture fit TABLE` is short for `overture fit run TABLE`, whose options
    `overture fit run --help` lists.

    Example: [bold]overture fit ratings.csv --low 0 --high 10 --out prior.json[/bold]
    """,
)
app.command("run")(run)
app.command("compare")(compare)
app.command("split")(split)
app.command("combine")(combine)
app.command("members")(members)
app.command("use")(use)
