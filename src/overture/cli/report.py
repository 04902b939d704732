"""`overture report`: the report of a year, for an office that asks for one."""

import json
from datetime import UTC, datetime
from typing import Annotated

import typer

from overture.cli.ready import open_database, set_up_django


def report(
    year: Annotated[int, typer.Option(min=2020, max=2999, help="The year to report on.")],
    as_json: Annotated[bool, typer.Option("--json", help="Write one JSON object.")] = False,
) -> None:
    """Write the report of a year: how often help was named, what is done, how it was measured.

    It holds nothing of any member. Counts of a day below five are left out.

    Example: [bold]overture report --year 2026 --json[/bold]
    """
    set_up_django()
    open_database()
    from django.conf import settings  # noqa: PLC0415 - needs Django set up

    from overture.server.safeguarding import reporting  # noqa: PLC0415 - needs Django set up

    found = reporting.report(
        year=year,
        made_on=datetime.now(UTC).date(),  # noqa: TID251 - the edge reads the clock
        keeper=settings.ENVIRONMENT.keeper,
        rules=settings.OVERTURE_RULES,
    )
    if as_json:
        typer.echo(json.dumps(found, ensure_ascii=False, indent=1))
    else:
        typer.echo(reporting.as_text(found), nl=False)
