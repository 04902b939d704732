"""The application that uvicorn serves. Streams and files are mounted before Django's middleware.

Whoever answers, the answer is sealed.
"""

import asyncio
import gc
import os
from collections.abc import Awaitable, Callable, MutableMapping
from typing import Any

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "overture.server.project.settings")

import django

django.setup(set_prefix=False)

from overture.server.conversations import services  # noqa: E402 - needs apps
from overture.server.conversations.streaming import STREAM_PREFIX, stream  # noqa: E402 - needs apps
from overture.server.groups.live import LIVE_PREFIX, live  # noqa: E402 - needs apps
from overture.server.project import urls  # noqa: E402, F401 - else the first page would wait for it
from overture.server.project.pages import Pages  # noqa: E402 - needs apps
from overture.server.project.rounds import go_rounds  # noqa: E402 - needs apps
from overture.server.project.sealing import sealed  # noqa: E402 - needs settings
from overture.server.project.static import static_files  # noqa: E402 - needs apps

pages = static_files(otherwise=Pages())

Scope = MutableMapping[str, Any]
Receive = Callable[[], Awaitable[MutableMapping[str, Any]]]
Send = Callable[[MutableMapping[str, Any]], Awaitable[None]]


async def application(scope: Scope, receive: Receive, send: Send) -> None:
    """Files, and Django for pages; replies and groups that arrive as events."""
    if scope["type"] == "lifespan":
        await _lifespan(receive, send)
    elif scope["type"] == "http":
        await sealed(_answering(scope["path"]))(scope, receive, send)
    else:
        await _closed(receive, send)


def _answering(path: str) -> Callable[[Scope, Receive, Send], Awaitable[None]]:
    if path.startswith(STREAM_PREFIX):
        return stream
    return live if path.startswith(LIVE_PREFIX) else pages


async def _closed(receive: Receive, send: Send) -> None:
    """Nothing here speaks over a websocket: who asks for one is refused, and nothing breaks."""
    await receive()
    await send({"type": "websocket.close"})


async def _lifespan(receive: Receive, send: Send) -> None:
    """Answer the server's start and stop messages; get warm beside the first requests.

    Between the two the server goes its rounds.
    """
    rounds: asyncio.Task[None] | None = None
    while True:
        message = await receive()
        if message["type"] == "lifespan.startup":
            asyncio.get_running_loop().run_in_executor(None, _get_warm)
            rounds = asyncio.create_task(go_rounds())
        elif rounds:
            rounds.cancel()
        await send({"type": f"{message['type']}.complete"})
        if message["type"] == "lifespan.shutdown":
            return


def _get_warm() -> None:
    """Load what the first talk needs; it is there to stay, and need not be gone over as garbage.

    A full round of that would stop everybody for a tenth of a second.
    """
    services.warm_up()
    gc.collect()
    gc.freeze()
