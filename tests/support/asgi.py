"""Speaking to an ASGI application as a server does, without a server."""

import asyncio
from collections.abc import Awaitable, Callable, MutableMapping
from dataclasses import dataclass, field
from typing import Any

Message = MutableMapping[str, Any]
Application = Callable[..., Awaitable[None]]


@dataclass
class Exchange:
    """One request: the messages that came back, in order.

    `leaves_after` is the number of messages after which the client is gone; None if it stays.
    """

    leaves_after: int | None = None
    sent: list[Message] = field(default_factory=list)
    _gone: asyncio.Event = field(default_factory=asyncio.Event)

    async def receive(self) -> Message:
        """The client says nothing more, until it leaves."""
        await self._gone.wait()
        return {"type": "http.disconnect"}

    async def send(self, message: Message) -> None:
        """Take one message of the application's."""
        self.sent.append(message)
        if self.leaves_after is not None and len(self.sent) >= self.leaves_after:
            self._gone.set()
        await asyncio.sleep(0)

    @property
    def status(self) -> int:
        """The status of the answer."""
        return int(self.sent[0]["status"])

    @property
    def body(self) -> str:
        """The body of the answer as far as it came."""
        return b"".join(message.get("body", b"") for message in self.sent).decode()

    @property
    def events(self) -> list[tuple[str, str]]:
        """The server-sent events of the body: name and data."""
        return [_event(block) for block in self.body.split("\n\n") if block]


def _event(block: str) -> tuple[str, str]:
    name, *data = block.split("\n")
    return name.removeprefix("event: "), "\n".join(line.removeprefix("data: ") for line in data)


def get(application: Application, path: str, *, leaves_after: int | None = None) -> Exchange:
    """Ask an application for an address and take what it sends until it is done."""
    exchange = Exchange(leaves_after)
    scope = {"type": "http", "method": "GET", "path": path, "headers": [], "query_string": b""}
    asyncio.run(application(scope, exchange.receive, exchange.send))  # type: ignore[arg-type]
    return exchange
