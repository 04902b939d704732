"""Members at their browsers, as far as a server can tell: many at once, from one event loop.

A raw client, so that what is measured is the server. A turn is what the page's own script makes of
it: the message, whose answer brings a reply that people wrote; or, where a model finds the words,
where to listen, and then the stream.
"""

import asyncio
import json
import time
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from urllib.parse import urlencode
from uuid import uuid4

LONGEST = 60.0
"""Seconds after which a turn counts as failed."""

FORM = "s" * 32
"""Whatever a browser may hold as the secret of its forms: cookie and header have to be the same."""


class TurnFailedError(RuntimeError):
    """A turn did not come to its end; the message says where."""


@dataclass(frozen=True)
class Heard:
    """One turn from sending to its end; times are those of `time.monotonic`.

    `stream` is where the reply was listened to; empty where it came with the answer.
    """

    stream: str
    sent: float
    first_word: float
    ended: float


@dataclass(frozen=True)
class Caller:
    """One member's browser."""

    port: int
    session: str

    async def turn(self, said: str) -> Heard:
        """Send a message and listen to the reply. Raises TurnFailedError if it is not whole."""
        try:
            async with asyncio.timeout(LONGEST):
                sent = time.monotonic()
                stream = await self._send(said)
                arrived = time.monotonic()
                first, ended = await self._listen(stream) if stream else (arrived, arrived)
        except (OSError, ValueError, KeyError, TimeoutError) as error:
            raise TurnFailedError(type(error).__name__) from error
        return Heard(stream, sent, first, ended)

    async def _send(self, said: str) -> str:
        """Where a message will be answered; empty where the answer is there already."""
        body = urlencode({"key": str(uuid4()), "said": said}).encode()
        head = [
            "POST /cue/say HTTP/1.1",
            f"Cookie: overture={self.session}; overture-form={FORM}",
            f"X-CSRFToken: {FORM}",
            "X-Overture: talk",
            "Content-Type: application/x-www-form-urlencoded",
            f"Content-Length: {len(body)}",
        ]
        async with self._asked(head, body) as answer:
            taken = json.loads(await answer.read())
            return "" if "whole" in taken else str(taken["stream"])

    async def _listen(self, address: str) -> tuple[float, float]:
        """When the first word came, and when the stream had ended as it should."""
        first = 0.0
        async with self._asked([f"GET {address} HTTP/1.1"]) as answer:
            async for line in answer:
                if not first and line.startswith((b"event: text", b"event: whole")):
                    first = time.monotonic()
                if line.startswith(b"event: end"):
                    return first, time.monotonic()
        raise TurnFailedError("the stream broke off")

    @asynccontextmanager
    async def _asked(
        self, head: list[str], body: bytes = b""
    ) -> AsyncIterator[asyncio.StreamReader]:
        """What comes after the head of an answer that says 200."""
        reader, writer = await asyncio.open_connection("127.0.0.1", self.port)
        try:
            lines = [*head, "Host: 127.0.0.1", "Connection: close", "", ""]
            writer.write("\r\n".join(lines).encode() + body)
            status = (await reader.readline()).split()
            if status[1:2] != [b"200"]:
                raise TurnFailedError(f"answered {status[1:2]}")
            while (await reader.readline()).strip():
                pass
            yield reader
        finally:
            writer.close()
