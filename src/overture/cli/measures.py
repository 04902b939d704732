"""`overture measures`: instruments of others, added by whoever may use them here."""

import getpass
import json
import re
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from overture.cli.problems import Problem
from overture.cli.ready import open_database, set_up_django

if TYPE_CHECKING:
    from overture.content.schema.instrument import Instrument
    from overture.content.schema.scoring import Scoring

app = typer.Typer(help="Sets of questions: which there are, adding one of others, taking it away.")
NOTHING_KEPT = "Nothing was added."


@app.command("add")
def add(
    file: Annotated[Path, typer.Argument(help="A FHIR R4 Questionnaire as JSON.")],
    rights: Annotated[str, typer.Option(help="By what right it may be used here, in words.")],
    scoring: Annotated[
        Path | None,
        typer.Option(help="Scales, bands, reversed and screened items; else FILE with .toml."),
    ] = None,
    by: Annotated[str, typer.Option(help="Who confirms the right; else your login.")] = "",
    as_json: Annotated[bool, typer.Option("--json", help="Write one JSON object.")] = False,
) -> None:
    """Offer a questionnaire to every member of this server.

    Overture ships none but its own. You confirm that this one may be used here, and that is
    written down with your name. Items about self-harm or death have to be named in the scoring
    file, so that such an answer is met with help.

    Example: [bold]overture measures add mood.json --rights "Licence 12, bought 2026"[/bold]
    """
    instrument = _read(file, scoring)
    set_up_django()
    open_database()
    from django.utils import timezone  # noqa: PLC0415 - needs Django set up

    from overture.server.assessments import instruments as room  # noqa: PLC0415

    who = by or getpass.getuser()
    try:
        room.add(instrument=instrument, rights=rights, confirmed_by=who, now=timezone.now())
    except ValueError as error:
        raise Problem(f"{error}.", f"{NOTHING_KEPT} See: overture measures list") from error
    _tell(instrument, who, as_json=as_json)


@app.command("list")
def list_(
    as_json: Annotated[bool, typer.Option("--json", help="Write one JSON object.")] = False,
) -> None:
    """Show every set of questions that is offered, and who confirmed the right to those added.

    Example: [bold]overture measures list --json[/bold]
    """
    set_up_django()
    open_database()
    from overture.server.assessments import instruments as room  # noqa: PLC0415

    rows = {row.name: row for row in room.added()}
    found = [
        {
            "id": name,
            "version": one.version,
            "title": one.title,
            "items": len(one.items),
            "rights": rows[name].rights if name in rows else one.licence,
            "confirmed_by": rows[name].confirmed_by if name in rows else "",
        }
        for name, one in room.offered().items()
    ]
    if as_json:
        typer.echo(json.dumps({"measures": found}, ensure_ascii=False))
        return
    for row in found:
        typer.echo(f"{row['id']}  {row['title']}, version {row['version']}, {row['items']} items")
        who = f", confirmed by {row['confirmed_by']}" if row["confirmed_by"] else ""
        typer.echo(f"  {row['rights']}{who}")


@app.command("remove")
def remove(
    name: Annotated[str, typer.Argument(help="The id, as `overture measures list` shows it.")],
    as_json: Annotated[bool, typer.Option("--json", help="Write one JSON object.")] = False,
) -> None:
    """Take an added set away with its words. What members answered stays with them, as numbers.

    Example: [bold]overture measures remove mood[/bold]
    """
    set_up_django()
    open_database()
    from django.utils import timezone  # noqa: PLC0415 - needs Django set up

    from overture.server.assessments import instruments as room  # noqa: PLC0415

    if not room.remove(name=name, now=timezone.now()):
        what = f"no set {name} was added here."
        raise Problem(what, "Overture’s own stay. See: overture measures list")
    typer.echo(json.dumps({"removed": name}) if as_json else f"{name} is taken away.")


def _tell(instrument: "Instrument", who: str, *, as_json: bool) -> None:
    screened = [item.id for item in instrument.items if item.screened]
    if as_json:
        told = {"added": instrument.id, "version": instrument.version, "confirmed_by": who}
        typer.echo(json.dumps({**told, "items": len(instrument.items), "screened": screened}))
        return
    scales = ", ".join(scale.title for scale in instrument.scales) or "no scales"
    typer.echo(f"{instrument.id} is offered: {len(instrument.items)} items, {scales}.")
    named = ", ".join(screened) or "none. If one asks about self-harm or death, remove it and name"
    typer.echo(f"Items whose answer opens the protocol: {named}{'' if screened else ' that item.'}")


def _read(file: Path, scoring: Path | None) -> "Instrument":
    """Both files as one instrument. Raises Problem with the row or the linkId of what is wrong."""
    from overture.measures.questionnaire import (  # noqa: PLC0415 - heavy
        QuestionnaireError,
        read_questionnaire,
    )

    beside = scoring or file.with_suffix(".toml")
    is_there = scoring is not None or beside.is_file()
    raw, rules = _json(file), _scoring(beside) if is_there else None
    try:
        return read_questionnaire(raw, rules)
    except QuestionnaireError as error:
        where = _row_of(beside, str(error)) if is_there else ""
        raise Problem(f"{where or file}: {error}.", NOTHING_KEPT) from error


def _json(file: Path) -> object:
    try:
        return json.loads(file.read_text("utf-8"))
    except json.JSONDecodeError as error:
        raise Problem(f"{file}, line {error.lineno}: {error.msg}.", NOTHING_KEPT) from error
    except UnicodeDecodeError as error:
        raise Problem(f"{file} is not UTF-8 text.", NOTHING_KEPT) from error
    except OSError as error:
        raise Problem(f"{file} cannot be read: {error.strerror}.", NOTHING_KEPT) from error


def _scoring(path: Path) -> "Scoring":
    from overture.content.errors import ContentError  # noqa: PLC0415
    from overture.content.files import read_toml  # noqa: PLC0415 - heavy
    from overture.content.schema.scoring import Scoring  # noqa: PLC0415

    try:
        return read_toml(path, Scoring)
    except ContentError as error:
        raise Problem(f"{error}.", NOTHING_KEPT) from error


def _row_of(path: Path, problem: str) -> str:
    """The file and line of the scale that a problem speaks of; empty if it speaks of none."""
    named = re.match(r"scale (\S+):", problem)
    if named is None:
        return ""
    wanted = re.compile(rf'^\s*id\s*=\s*"{re.escape(named.group(1))}"')
    lines = path.read_text("utf-8").splitlines()
    rows = (number for number, line in enumerate(lines, start=1) if wanted.search(line))
    return f"{path}, line {next(rows, 1)}"
