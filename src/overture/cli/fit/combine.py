"""`overture fit combine`: the sums of several sites, and the next population they take up."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from overture.cli.fit.sums import json_in, record_in, told_in_words
from overture.cli.fit.telling import Told, keep, tell, write

if TYPE_CHECKING:
    from overture.fitting.normal import Population
    from overture.fitting.record import Record
    from overture.fitting.spread import Spread


def combine(
    sums: Annotated[list[Path], typer.Argument(help="The sums of every site, of one pass.")],
    out: Annotated[
        Path,
        typer.Option(help="The record of the fit: begun where it is not there, else continued."),
    ],
    start: Annotated[
        Path | None, typer.Option(help="A prior to begin from, in the first pass.")
    ] = None,
    prior: Annotated[
        Path | None, typer.Option(help="Where the population goes, as a prior, once it is found.")
    ] = None,
) -> None:
    """Add up what sites gave and ask them for the next pass, until the population is found.

    No rating and nobody is in what sites give; docs/how-to/fit-together.md has the whole way.

    Example: [bold]overture fit combine north.json south.json --out population.json[/bold]
    """
    from overture.fitting import together  # noqa: PLC0415 - NumPy is slow to import
    from overture.fitting.record import SiteSums  # noqa: PLC0415

    with told_in_words():
        sites = [SiteSums.of_json(json_in(path)) for path in sums]
        if out.exists():
            record, found = together.take_up(record_in(out), sites)
        else:
            record, found = together.begin(sites, start=_start(start)), None
    if found is None:
        write(out, record.as_json())
        typer.echo(f"Pass {len(record.told)} is taken. Every site answers {out} now.")
        return
    told = _told(found, record)
    tell(told, as_json=False, out=None)
    typer.echo("The population is found; no site has to answer any more.")
    if prior is None:
        # A record that says it is found takes nothing more: the prior could not be had from it.
        typer.echo("It was not kept. Combine the same sums once more with --prior to write it.")
        return
    keep(told, prior, ", ".join(record.sites), record.asked, dict(record.as_json()["settings"]))
    write(out, record.as_json())
    typer.echo(f"Written to {prior}.")


def _start(path: Path | None) -> "Population | None":
    from overture.fitting.artefact import population_of  # noqa: PLC0415
    from overture.fitting.record import TogetherError  # noqa: PLC0415

    try:
        return population_of(json_in(path)) if path else None
    except (ValueError, KeyError, TypeError) as error:
        raise TogetherError(f"{path}: {error}") from error


def _told(found: "Spread", record: "Record") -> Told:
    from overture.fitting.diagnostics import judged  # noqa: PLC0415

    return Told(
        found.found,
        judged(found.found, found.counted),
        int(found.survey.ratings),
        found.by.called,
        (f"Fitted at {len(record.sites)} sites.",),
    )
