"""`overture serve`: start the server."""

import os
import socket
from typing import Annotated

import typer

from overture.cli.problems import Problem
from overture.cli.ready import check_once, open_database, set_up_django


def serve(
    port: Annotated[int, typer.Option(min=1, max=65535, help="The port to answer on.")] = 8000,
    host: Annotated[str, typer.Option(help="The address to answer on.")] = "127.0.0.1",
    workers: Annotated[
        int, typer.Option(min=1, max=64, help="Server processes: at most one for each core.")
    ] = 1,
) -> None:
    """Start Overture. Data lives in OVERTURE_DATA, else in your user data folder.

    One process answers a household or a small clinic. Each further one takes about 250 MB.

    Example: [bold]overture serve --port 8080 --workers 2[/bold]
    """
    check_once()
    _refuse_a_taken_port(host, port)
    if "OVERTURE_HOSTS" not in os.environ:
        # a server that answers to this machine alone; its messages carry links to it
        os.environ.setdefault("OVERTURE_ADDRESS", _address(host, port))
    set_up_django()
    _refuse_without_words()
    _refuse_the_forbidden()
    open_database()
    _say_where(host, port)
    import uvicorn  # noqa: PLC0415 - heavy, and only here

    uvicorn.run(
        "overture.server.project.asgi:application",
        host=host,
        port=port,
        log_level="warning",
        log_config=None,  # into our own log, which quotes nobody
        lifespan="on",
        timeout_graceful_shutdown=3,
        server_header=False,
        workers=workers,
    )


def _refuse_a_taken_port(host: str, port: int) -> None:
    with socket.socket(socket.AF_INET6 if ":" in host else socket.AF_INET) as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((host, port))
        except OSError as error:
            what = f"cannot answer on {host}:{port}: {error.strerror}."
            todo = "Another server may be running. Try: overture serve --port 8001"
            raise Problem(what, todo) from error


def _refuse_without_words() -> None:
    """Nothing opens where a named place asks for words that the protocol has not."""
    from django.conf import settings  # noqa: PLC0415 - needs Django set up

    from overture.safety.places import uncovered  # noqa: PLC0415 - heavy

    without = uncovered(settings.OVERTURE_RULES)
    if without:
        what = f"the safety protocol has no words about: {', '.join(without)}."
        todo = "A place named in OVERTURE_PLACES asks for them. Restore safety/wording.toml."
        raise Problem(what, todo)


def _refuse_the_forbidden() -> None:
    """Nothing opens that works out about members what a named place forbids."""
    from django.conf import settings  # noqa: PLC0415 - needs Django set up

    from overture.safety.places import forbidden  # noqa: PLC0415 - heavy

    if done := forbidden(settings.OVERTURE_RULES):
        what = f"a place named in OVERTURE_PLACES forbids: {', '.join(done)}."
        raise Problem(what, "This version does that. See: overture doctor")


def _address(host: str, port: int) -> str:
    shown = "127.0.0.1" if host in {"0.0.0.0", "::"} else host  # noqa: S104 - what is shown
    return f"http://{shown}:{port}"


def _say_where(host: str, port: int) -> None:
    typer.echo(f"Overture is open at {_address(host, port)}  (Ctrl+C stops it)")
    named = "the PostgreSQL server named in DATABASE_URL"
    typer.echo(f"Data: {named if os.environ.get('DATABASE_URL') else _data()}")


def _data() -> str:
    from django.conf import settings  # noqa: PLC0415

    return str(settings.ENVIRONMENT.data)
