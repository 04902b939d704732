"""`overture screen`: what the safety screen makes of each message."""

import json
from typing import Annotated

import typer

from overture.cli.lines import messages


def screen(
    conversation: Annotated[
        bool,
        typer.Option(help="Treat the lines as one conversation, so that earlier ones count."),
    ] = False,
) -> None:
    """Read one message a line and write one JSON object a line: what would happen next.

    Each line is judged by itself unless --conversation is given.
    Example: [bold]echo "I could murder a curry" | overture screen[/bold]
    """
    from datetime import UTC, datetime  # noqa: PLC0415

    from overture.safety.screening import screen as look  # noqa: PLC0415
    from overture.safety.state import ScreenState  # noqa: PLC0415

    state = ScreenState()
    for message in messages():
        now = datetime.now(UTC)  # noqa: TID251 - the edge reads the clock
        found = look(message, state, now=now)
        if conversation:
            state = found.state
        typer.echo(
            json.dumps(
                {
                    "level": found.level,
                    "next": found.next,
                    "topic": found.topic,
                    "reason": found.reason,
                },
                ensure_ascii=False,
            )
        )
