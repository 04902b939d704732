"""`overture people`: who has an account, what they are here, and the first operator."""

import json
from collections.abc import Sequence
from typing import TYPE_CHECKING, Annotated

import typer

from overture.cli.problems import Problem
from overture.cli.ready import open_database, set_up_django

if TYPE_CHECKING:
    from overture.server.accounts.people import Person

app = typer.Typer(help="Accounts and roles. What members write is not shown to anybody here.")

AsJson = Annotated[bool, typer.Option("--json", help="Write one JSON object.")]


@app.command("add-operator")
def add_operator(
    name: Annotated[str, typer.Argument(help="Whom the link is for, in your own words.")],
    as_json: AsJson = False,
) -> None:
    """Make a link with which somebody becomes an operator. It works once, for fourteen days.

    Example: [bold]overture people add-operator "Oz Adeyemi"[/bold]
    """
    set_up_django()
    open_database()
    from django.conf import settings  # noqa: PLC0415 - needs Django set up
    from django.utils import timezone  # noqa: PLC0415

    from overture.server.accounts import invitations  # noqa: PLC0415

    made, token = invitations.from_machine(kind="operator", called=name, now=timezone.now())
    link = f"{settings.OVERTURE_ADDRESS or ''}/invited/{token}"
    if as_json:
        typer.echo(json.dumps({"link": link, "until": made.expires_at.isoformat()}))
        return
    typer.echo(link)
    typer.echo(
        f"For {name}. It works once, until {made.expires_at:%d %B %Y}. It is shown this once."
    )
    if not settings.OVERTURE_ADDRESS:
        typer.echo("Put the address of your server in front, or set OVERTURE_ADDRESS.")


@app.command("list")
def list_people(as_json: AsJson = False) -> None:
    """Show every account: its sign-in name, its roles, since when, and whether two factors are set.

    Example: [bold]overture people list --json[/bold]
    """
    set_up_django()
    open_database()
    from overture.server.accounts import people  # noqa: PLC0415 - needs Django set up

    rows = people.list_for_operator()
    if as_json:
        typer.echo(json.dumps({"people": rows}, default=str))
        return
    _show(rows)


@app.command("role")
def role(
    name: Annotated[str, typer.Argument(help="The sign-in name of the account.")],
    give: Annotated[str, typer.Option(help="clinician, host or operator.")] = "",
    end: Annotated[str, typer.Option(help="A role to end, from the next page on.")] = "",
    as_json: AsJson = False,
) -> None:
    """Give an account a role, or end one. It is written into the audit trail.

    Example: [bold]overture people role bo.k --give clinician[/bold]
    """
    set_up_django()
    open_database()
    from django.utils import timezone  # noqa: PLC0415 - needs Django set up

    from overture.server.accounts import people  # noqa: PLC0415

    if bool(give) == bool(end):
        raise Problem("say either --give or --end.", "Nothing was changed.")
    person = people.by_handle(name)
    if person is None:
        raise Problem(f"no account signs in as {name}.", "See: overture people list")
    if give and give not in people.GIVEN:
        raise Problem(f"{give} is not a role to give.", f"One of: {', '.join(people.GIVEN)}.")
    if give:
        people.give_role(person=person, kind=give, by="machine", now=timezone.now())
    elif not people.end_role(person=person, kind=end, by="machine", now=timezone.now()):
        raise Problem(f"{name} is no {end}.", "Nothing was changed.")
    _tell(person, as_json=as_json)


def _tell(person: "Person", *, as_json: bool) -> None:
    from overture.server.accounts import people  # noqa: PLC0415 - needs Django set up

    roles = sorted(people.roles_of(person))
    if as_json:
        typer.echo(json.dumps({"name": person.handle, "roles": roles}))
    else:
        typer.echo(f"{person.handle}: {', '.join(roles) or 'no role'}")


def _show(rows: Sequence[dict[str, object]]) -> None:
    from rich.console import Console  # noqa: PLC0415 - slow to import
    from rich.table import Table  # noqa: PLC0415

    if not rows:
        typer.echo("Nobody has an account.")
        return
    columns = ("name", "roles", "since", "two_factors", "has_space")
    table = Table(*columns, box=None, pad_edge=False)
    for row in rows:
        table.add_row(*(_cell(row[column]) for column in columns))
    Console().print(table)


def _cell(value: object) -> str:
    if isinstance(value, list):
        return ", ".join(value) or "–"
    if isinstance(value, bool):
        return "yes" if value else "no"
    return f"{value:%d %b %Y}" if hasattr(value, "strftime") else str(value)
