"""`overture export`: a member's own record as files, with a key that the member made."""

import json
import os
import re
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from overture.cli.problems import Problem
from overture.cli.ready import open_database, set_up_django

if TYPE_CHECKING:
    from overture.server.accounts.tokens import ApiToken

app = typer.Typer(help="A member’s own record as files, with a key that the member made.")
NOTHING_WRITTEN = "Nothing was written."
KEY = "OVERTURE_KEY"


@app.callback()
def _export() -> None:
    """A member’s own record as files, with a key that the member made."""


@app.command("fhir")
def fhir(
    to: Annotated[Path, typer.Option(help="A folder; it is made if there is none.")],
    as_json: Annotated[bool, typer.Option("--json", help="Write one JSON object.")] = False,
) -> None:
    """Write a member's record as FHIR R4: one file of each type, a resource on each line.

    It asks for a key that the member made under Settings with “export” ticked, or reads it from
    OVERTURE_KEY. Without one nothing of a member can be written.

    Example: [bold]overture export fhir --to ./record[/bold]
    """
    text = os.environ.get(KEY) or typer.prompt("Key", hide_input=True, err=True)
    set_up_django()
    open_database()
    written = _write(_key(text.strip()), to)
    if as_json:
        typer.echo(json.dumps({"to": str(to), "files": written}))
        return
    for name, count in written.items():
        typer.echo(f"{to / name}  {count}")


def _key(text: str) -> "ApiToken":
    from django.utils import timezone  # noqa: PLC0415 - needs Django set up

    from overture.server.accounts import tokens  # noqa: PLC0415

    found = tokens.behind(text, now=timezone.now())
    if found is None or "export" not in found.scopes:
        what = "that key opens nothing, or “export” is not ticked for it."
        raise Problem(what, f"{NOTHING_WRITTEN} A member makes keys under Settings.")
    return found


def _write(token: "ApiToken", to: Path) -> dict[str, int]:
    """One file of each type. Raises Problem where the folder cannot be written."""
    from django.utils import timezone  # noqa: PLC0415 - needs Django set up

    from overture.server.accounts import bulk_copies  # noqa: PLC0415
    from overture.server.api.fhir.reading import copied  # noqa: PLC0415

    now = timezone.now()
    files = copied(token, now)
    bulk_copies.note(token=token, now=now)
    try:
        to.mkdir(mode=0o700, parents=True, exist_ok=True)
        for name, text in files.items():
            path = to / f"{re.sub('[^A-Za-z]', '', name)}.ndjson"
            path.touch(mode=0o600)
            path.write_text(text, encoding="utf-8")
    except OSError as error:
        what = f"{to} cannot be written: {error.strerror}."
        raise Problem(what, "Files that were begun may stand there.") from error
    return {f"{name}.ndjson": text.count("\n") for name, text in files.items()}
