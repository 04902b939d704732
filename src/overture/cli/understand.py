"""`overture understand`: what each message means."""

import json
from typing import Annotated

import typer

from overture.cli.lines import messages
from overture.cli.ready import load_classifier

InScene = Annotated[bool, typer.Option("--scene", help="Read as said to a partner in a scene.")]


def understand(in_scene: InScene = False) -> None:
    """Read one message a line and write one JSON object a line.

    Example: [bold]echo "my sister rang" | overture understand[/bold]
    """
    from overture.conversation import understanding  # noqa: PLC0415

    load_classifier()
    context = understanding.UnderstandingContext(in_scene=in_scene)
    for message in messages():
        found = understanding.understand(message, context)
        typer.echo(
            json.dumps(
                {
                    "acts": [act.name for act in found.acts],
                    "topic": found.topic,
                    "feelings": dict(found.feelings),
                    "confidence": round(found.confidence, 3),
                    "people": [person.named for person in found.people],
                    "time": found.time,
                    "key_phrase": found.keys[0].verbatim if found.keys else None,
                },
                ensure_ascii=False,
            )
        )
