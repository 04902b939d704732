"""`overture content`: checking what is authored, and learning from it."""

import json
from collections.abc import Iterator
from datetime import UTC, date, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from overture.cli.progress import building
from overture.cli.ready import check_once

if TYPE_CHECKING:
    from overture.content.findings import Finding

app = typer.Typer(help="Check what is authored, and learn from it.", no_args_is_help=True)


@app.command()
def check(
    folder: Annotated[
        Path | None, typer.Option(help="A library of content; by default the shipped one.")
    ] = None,
    as_json: Annotated[bool, typer.Option("--json", help="Write one JSON object a line.")] = False,
) -> None:
    """Read every authored file and name what its author should mend. Exits with 1 if there is any.

    Example: [bold]overture content check --json[/bold]
    """
    from overture.content import LIBRARY  # noqa: PLC0415 - heavy
    from overture.content.check import check as check_library  # noqa: PLC0415 - heavy

    findings = check_library(folder or LIBRARY)
    if folder is None:
        today = datetime.now(UTC).date()  # noqa: TID251 - the edge reads the clock
        findings += [*_stale_head(), *_old_helplines(today), *_banned_lines()]
        _warn_of_ageing(today)
    for finding in findings:
        typer.echo(_as_json(finding) if as_json else _in_words(finding))
    if not as_json:
        typer.echo(_summary(folder or LIBRARY, len(findings)))
    if findings:
        raise typer.Exit(1)


@app.command()
def build(
    quiet: Annotated[bool, typer.Option("--quiet", help="Say nothing when all is built.")] = False,
) -> None:
    """Check what is authored and train what is learned from it, unless that was done already.

    What a start needs is kept, so that a server is quick from its first start on.

    Example: [bold]overture content build[/bold]
    """
    check_once()
    if _stale_head():
        with building() as report:
            report("Learning what risk sounds like", 0.0)
            _train_head()
    if not quiet:
        typer.echo("The classifier and the head of the safety screen are up to date.")


def _stale_head() -> list["Finding"]:
    """A finding if the safety screen's head was trained on other examples than the present ones."""
    from overture.content.findings import Finding  # noqa: PLC0415
    from overture.safety import head, training  # noqa: PLC0415 - heavy

    try:
        stale = head.shipped().examples_digest != training.examples_digest()
    except head.HeadUnreadableError as error:
        return [Finding(head.FILE, 0, str(error))]
    problem = "was trained on other examples; `overture content build` trains it again"
    return [Finding(head.FILE, 0, problem)] if stale else []


def _old_helplines(today: date) -> Iterator["Finding"]:
    """Numbers that nobody has checked for too long."""
    from overture.content.findings import Finding  # noqa: PLC0415
    from overture.safety.directory import problems  # noqa: PLC0415 - heavy
    from overture.safety.library import FOLDER  # noqa: PLC0415

    return (Finding(FOLDER / "helplines.toml", 0, problem) for problem in problems(today))


def _warn_of_ageing(today: date) -> None:
    """Say, without failing, that numbers want to be looked over again."""
    from overture.safety.directory import WARN_AFTER_DAYS, ages  # noqa: PLC0415 - heavy

    old = sum(age.verdict == "warn" for age in ages(today))
    if old:
        said = (
            f"helplines.toml: {old} entries were looked over more than {WARN_AFTER_DAYS} days ago"
        )
        typer.echo(said, err=True)


def _banned_lines() -> Iterator["Finding"]:
    """Lines of Cue's that the check on outgoing sentences would stop."""
    from overture.content import LIBRARY, companion_lines  # noqa: PLC0415 - heavy
    from overture.content.findings import Source  # noqa: PLC0415
    from overture.safety.outbound import lint_line  # noqa: PLC0415

    for move, lines in companion_lines().items():
        source = Source(LIBRARY / "companion" / "lines" / f"{move}.toml")
        for line in lines:
            for problem in lint_line(line.text):
                yield source.finding(f'"{line.id}"', f"{line.id}: {problem}")


def _train_head() -> None:
    from overture.safety import head, training  # noqa: PLC0415 - heavy

    training.build()
    head.shipped.cache_clear()


def _shown(path: Path) -> str:
    """The path from here, where that is shorter."""
    here = Path.cwd()
    return str(path.relative_to(here) if path.is_relative_to(here) else path)


def _in_words(finding: "Finding") -> str:
    place = f"{_shown(finding.path)}:{finding.line}" if finding.line else _shown(finding.path)
    return f"{place}: {finding.problem}"


def _as_json(finding: "Finding") -> str:
    record = {"path": _shown(finding.path), "line": finding.line, "problem": finding.problem}
    return json.dumps(record, ensure_ascii=False)


def _summary(folder: Path, count: int) -> str:
    files = sum(1 for path in folder.rglob("*") if path.is_file())
    found = {0: "nothing to mend", 1: "one thing to mend"}.get(count, f"{count} things to mend")
    return f"{files} files read, {found}."
