"""The application that uvicorn serves. Streams are mounted before Django's middleware."""

import asyncio
import os
from collections.abc import Awaitable, Callable, MutableMapping
from typing import Any

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "overture.server.project.settings")

from django.core.asgi import get_asgi_application

django = get_asgi_application()

from overture.server.conversations import services  # noqa: E402 - needs apps
from overture.server.conversations.streaming import STREAM_PREFIX, stream  # noqa: E402 - needs apps
from overture.server.project import urls  # noqa: E402, F401 - else the first page would wait for it

Scope = MutableMapping[str, Any]
Receive = Callable[[], Awaitable[MutableMapping[str, Any]]]
Send = Callable[[MutableMapping[str, Any]], Awaitable[None]]


async def application(scope: Scope, receive: Receive, send: Send) -> None:
    """Django for pages; replies that arrive word by word for addresses under the stream prefix.

    Django's synchronous middleware would cost every stream several hops through threads.
    """
    if scope["type"] == "lifespan":
        await _lifespan(receive, send)
    elif scope["type"] == "http" and scope["path"].startswith(STREAM_PREFIX):
        await stream(scope, receive, send)
    else:
        await django(scope, receive, send)  # type: ignore[arg-type]


async def _lifespan(receive: Receive, send: Send) -> None:
    """Answer the server's start and stop messages; get warm beside the first requests."""
    while True:
        message = await receive()
        if message["type"] == "lifespan.startup":
            asyncio.get_running_loop().run_in_executor(None, services.warm_up)
        await send({"type": f"{message['type']}.complete"})
        if message["type"] == "lifespan.shutdown":
            return
